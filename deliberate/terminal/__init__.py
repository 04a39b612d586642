"""The commands of the command line, in files that are loaded when one of theirs is given."""
