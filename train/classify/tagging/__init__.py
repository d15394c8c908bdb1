"""The tagger, and its folder on disk."""
