"""What builds and checks a checkout; nothing of it is installed."""
