"""What one request may ask for."""

from __future__ import annotations

BODY_BYTES = 4 << 20
"""A longer body is refused before it is read as anything."""
TEXT_CHARACTERS = 1_000_000
"""The longest text: some 400 pages."""
TEXTS = 200
"""The most texts in a batch."""
NAME_CHARACTERS = 200
PATH_CHARACTERS = 4096
NOTE_CHARACTERS = 2_000
REASONS = 100
"""The most n-grams to be named for a topic."""
QUEUE = 200
"""The most texts to be suggested at once."""
SKIPPED = 10_000
"""The most texts to be left out of a queue."""
CONNECTIONS = 100
"""Requests at work at once; more are told to come again."""
WORKERS = 4
"""Requests that are answered at the same time; the others wait their turn."""
SHORT_CHARACTERS = 10_000
"""Texts of so many characters together are tagged in some milliseconds, without handing them to a worker."""
FEW_TEXTS = 20
"""As many texts at most: each costs something beside its characters."""
