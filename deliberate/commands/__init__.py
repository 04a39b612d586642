"""The one door in: every change is a named command."""
