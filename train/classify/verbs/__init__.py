"""One plain function for each command: what `classify VERB` does, without the command line."""
