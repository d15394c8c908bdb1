"""Labels that look like several topics in one cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from classify.records import Example

_MARKS = (";", "|", ",")


def unsplit_labels(examples: Sequence[Example]) -> tuple[str, list[str]] | None:
    """Return the mark that seems to stand between topics within labels, and those labels; None where there is none.

    A comma may well be part of a topic's name. So a mark counts only where most of the pieces that it makes are
    pieces of, or are, another label too, and where no text has several topics already.
    """
    if any(len(example.topics) > 1 for example in examples):
        return None
    labels = {topic for example in examples for topic in example.topics}
    for mark in _MARKS:
        joined = sorted(label for label in labels if mark in label)
        holders = Counter(piece for label in labels for piece in {piece.strip() for piece in label.split(mark)})
        pieces = {piece.strip() for label in joined for piece in label.split(mark)} - {""}
        if len(joined) > 1 and 2 * sum(holders[piece] > 1 for piece in pieces) >= len(pieces):
            return mark, joined
    return None


def mark_between(label: str, known: Collection[str]) -> str | None:
    """Return the mark that parts a label into known topics, or None where none does."""
    return next(
        (mark for mark in _MARKS if mark in label and all(piece.strip() in known for piece in label.split(mark))), None
    )
