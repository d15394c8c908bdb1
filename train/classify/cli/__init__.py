"""The command line: one file a command; each parses, calls one plain function and prints."""
