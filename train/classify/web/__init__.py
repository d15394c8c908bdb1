"""The desk: a page and an HTTP API on which articles are read, corrected, and taught from."""
