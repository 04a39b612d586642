"""Reading and writing reports: files in, files out, and the statement in between."""
