"""A short letter code and a key for every topic, so that topics are told apart by more than colour."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W_]+")
KEYS = "1234567890qwertyiopasdfghlzcvb"
"""In the order of the topics; the letters that are missing move and undo (see the page's help)."""


def topic_codes(topics: Sequence[str]) -> dict[str, str]:
    """Return a code of two letters for every topic, no two the same: the initials of its words where they are free."""
    codes: dict[str, str] = {}
    for topic in topics:
        taken = set(codes.values())
        codes[topic] = next(code for code in _candidates(topic) if code not in taken)
    return codes


def topic_keys(topics: Sequence[str]) -> dict[str, str]:
    """Return the key of every topic; those beyond the thirtieth have none."""
    return dict(zip(topics, KEYS, strict=False))


def _candidates(topic: str) -> Iterator[str]:
    words = _WORD.findall(topic.upper()) or ["T"]
    first = words[0][0]
    initials = (first + word[0] for word in words[1:])
    letters = (first + letter for word in words for letter in word[1:])
    numbers = (f"{first}{number}" for number in range(1, len(topic) + 10**6))
    return chain(initials, letters, numbers)
