"""`python -m deliberate`, the same as `deliberate`."""

from deliberate.cli import main

main()
