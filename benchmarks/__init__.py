"""What is measured, one command each: `make bench-rules` runs benchmarks/rules.py."""
