"""The one spine out: entries, who reads what of them, and the room as records."""
