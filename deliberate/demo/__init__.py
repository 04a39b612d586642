"""The demo group: its delegations, its statement, and what its scripted members say and propose."""
