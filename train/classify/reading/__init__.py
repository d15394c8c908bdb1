"""Text in: files to sentences with character offsets."""
