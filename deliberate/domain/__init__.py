"""The rules of the house: pure functions, no Flask, no SQLAlchemy, no clock, no randomness.

A docstring names the body and the rule that a rule is taken from; where it names none, the rule is the house's own.
Shares are exact fractions of 1, times are in seconds, and places in a text are counted in characters, unless it says
otherwise.
"""
