"""The rules of the house: pure functions, no Flask, no SQLAlchemy, no clock, no randomness."""
