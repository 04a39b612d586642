"""Rows, one file a noun. A row knows how it reads as a record; nothing here decides anything."""
