"""What every output format can do, and what text formats share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.tagging.tagged import TaggedBatch
    from classify.writing.output import Output

COLUMNS = ("file", "position", "start", "end", "kind", "text", "topics")
REASONS = ("why", "why_words", "why_not", "why_fallback")
"""The columns of reasons, there where they were asked for."""
KIND_NAMES = {"headline": "headline", "next_headline": "headline of the next item, not counted"}
"""What the kinds of text that are worth a word are called for people."""
_DIGITS = 7
_WIDTH = 2 + _DIGITS


class Form(Protocol):
    """An output format. `render` may run on any thread; the others run on one, in the order of the input."""

    def render(self, tagged: TaggedBatch) -> Any:
        """Lay a batch out as far as that needs nothing of the others."""

    def begin(self, out: Output) -> None:
        """Write what comes first."""

    def append(self, rendered: Any, out: Output) -> str | None:
        """Write a batch.

        Returns:
            What `resume` needs to know to go on after this batch; None where part of it is not written yet.
        """

    def resume(self, notes: Sequence[str]) -> None:
        """Take up a run from what `append` returned in it."""

    def finish(self, out: Output) -> None:
        """Write what comes last."""


def score_columns(topics: Sequence[str]) -> list[str]:
    """Return the names of the columns of probabilities: the topics, marked where a column has that name already."""
    return [f"score:{topic}" if topic in {*COLUMNS, *REASONS} else topic for topic in topics]


def digits(scores: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Write probabilities with seven decimals.

    Args:
        scores: of shape (n_texts, n_topics), each from 0 to 1.

    Returns:
        ASCII such as ``0.1234567``, uint8 of shape (n_texts, n_topics, 9).
    """
    left = np.rint(scores * 10**_DIGITS).astype(np.int64)
    written = np.full((*scores.shape, _WIDTH), ord("."), np.uint8)
    for place in range(_WIDTH - 1, -1, -1):
        if place != 1:
            left, digit = np.divmod(left, 10)
            written[..., place] = digit + ord("0")
    return written


def score_strings(scores: NDArray[np.float64], names: Sequence[bytes], end: bytes) -> list[bytes]:
    """Write each row of probabilities as one piece of text: every number after its name, and `end` after the last.

    Args:
        scores: of shape (n_texts, n_topics).
        names: what stands before each number, one a topic.
        end: what follows.
    """
    row = b"".join(name + b"0" * _WIDTH for name in names) + end
    table = np.tile(np.frombuffer(row, np.uint8), (len(scores), 1))
    written, place = digits(scores), 0
    for column, name in enumerate(names):
        place += len(name)
        table[:, place : place + _WIDTH] = written[:, column]
        place += _WIDTH
    everything, width = table.tobytes(), len(row)
    return [everything[start : start + width] for start in range(0, len(everything), width)]


def json_bytes(value: object) -> bytes:
    """Return a value as JSON in UTF-8."""
    return _json(value).encode()


def reasons_json(tagged: TaggedBatch) -> list[tuple[str, ...]]:
    """Return the reasons of every text as JSON, a string for each of `REASONS`; no text's if none were asked for."""
    return [
        (_json(why.ngrams), _json(why.words), *(_json(one and one.as_json()) for one in (why.missed, why.fallback)))
        for why in tagged.why or ()
    ]


_json = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` would make one for every value
