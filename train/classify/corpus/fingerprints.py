"""Telling labelled texts again: by the hash of what they hold, in their order."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from classify.corpus.joining import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from classify.records import Example


def fingerprint(examples: Sequence[Example]) -> str:
    """Return a SHA-256 that changes with any text, topic or article id of the examples, or their order."""
    hasher = sha256()
    for example in examples:
        own = example.article == example.text  # an article of its own: once is enough
        for part in (example.text, *example.topics) if own else (example.article, example.text, *example.topics):
            data = part.encode()
            hasher.update(len(data).to_bytes(8, "big"))
            hasher.update(data)
        hasher.update(b"\xfe" if own else b"\xff")
    return hasher.hexdigest()


def joint_fingerprint(fingerprints: Sequence[str]) -> str:
    """Return a SHA-256 of the fingerprints of all files."""
    return sha256("\n".join(fingerprints).encode()).hexdigest()


def file_fingerprints(examples: Sequence[Example]) -> list[str]:
    """Return the fingerprint of the examples of each file, sorted: which files they were is not told."""
    return sorted(fingerprint(group) for group in _by_file(examples))


def text_fingerprints(examples: Iterable[Example]) -> list[str]:
    """Return what tells each text with its topics again, wherever it stands: 16 digits of a SHA-256."""
    return [
        sha256(json.dumps([plain(example.text), sorted(example.topics)]).encode()).hexdigest()[:16]
        for example in examples
    ]


def met_again(examples: Sequence[Example], known: Collection[str]) -> int:
    """Return how many examples belong to a file, or the learnt part of one, whose fingerprint is known.

    A file of which rows were changed, added or taken away is not recognized.
    """
    return sum(len(group) for group in _by_file(examples) if fingerprint(group) in known)


def _by_file(examples: Sequence[Example]) -> list[list[Example]]:
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.place.rpartition(":")[0]].append(example)
    return list(groups.values())
