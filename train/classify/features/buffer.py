"""Texts as one run of UTF-8 bytes, which is what the kernels read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from classify.features.characters import CONTEXTUAL
from classify.features.kernel import holds_either

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CONTEXTUAL_BYTES = tuple(character.encode() for character in CONTEXTUAL)
_CONTEXTUAL_PAIRS = tuple(tuple(raw) for raw in _CONTEXTUAL_BYTES)
_MOST_BYTES = 4
"""Of a code point in UTF-8; the one whose lower case is longer has fewer."""
_TOGETHER = 1000


@dataclass(frozen=True)
class TextBuffer:
    """Texts laid end to end.

    Attributes:
        data: their UTF-8 bytes (lone surrogates as three bytes each), uint8, read-only.
        offsets: where each text begins, and the last one ends, in bytes: int64 of shape (n_texts + 1,).
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Number of texts."""
        return len(self.offsets) - 1

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> TextBuffer:
        """Encode texts; the few whose lower case depends on context are lower-cased on the way."""
        room = np.empty(_MOST_BYTES * sum(map(len, texts)), np.uint8)  # what is not filled is never backed by memory
        sizes = np.empty(len(texts), np.int64)
        filled = 0
        for first in range(0, len(texts), _TOGETHER):
            parts = [_encoded(text) for text in texts[first : first + _TOGETHER]]
            sizes[first : first + len(parts)] = list(map(len, parts))
            joined = b"".join(parts)
            room[filled : filled + len(joined)] = np.frombuffer(joined, np.uint8)
            filled += len(joined)
        return cls(_readonly(room[:filled]), _offsets(sizes))

    @classmethod
    def from_bytes(cls, data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> TextBuffer:
        """Take bytes that are encoded already (an Arrow column), without a copy where that is possible.

        Args:
            data: UTF-8 bytes.
            offsets: int64 of shape (n_texts + 1,).
        """
        start, stop = int(offsets[0]), int(offsets[-1])
        view = memoryview(data)[start:stop]  # type: ignore[arg-type]
        if holds_either(_readonly(data[start:stop]), *_CONTEXTUAL_PAIRS):
            raw = bytes(view)
            bounds = (offsets - start).tolist()
            parts = [raw[a:b] for a, b in pairwise(bounds)]
            return cls._joined([_lowered(part) for part in parts])
        return cls(_readonly(data), np.ascontiguousarray(offsets, np.int64))

    @classmethod
    def _joined(cls, parts: list[bytes]) -> TextBuffer:
        sizes = np.fromiter(map(len, parts), np.int64, len(parts))
        return cls(_readonly(np.frombuffer(b"".join(parts), np.uint8)), _offsets(sizes))

    def pieces(self, count: int) -> list[tuple[int, int]]:
        """Cut the texts into at most `count` runs of about as many bytes, as (first, last) pairs."""
        total = int(self.offsets[-1] - self.offsets[0])
        goals = self.offsets[0] + total * np.arange(1, count) // count
        cuts = np.unique(np.concatenate([[0], np.searchsorted(self.offsets, goals), [self.count]]))
        return list(pairwise(cuts.tolist()))


def _offsets(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets


def _encoded(text: str) -> bytes:
    dotted, sigma = CONTEXTUAL
    return (text.lower() if dotted in text or sigma in text else text).encode("utf-8", "surrogatepass")


def _readonly(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a read-only view: one type of buffer, so that each kernel is compiled once."""
    view = np.ascontiguousarray(data, np.uint8).view()
    view.setflags(write=False)
    return view


def _lowered(part: bytes) -> bytes:
    if not any(character in part for character in _CONTEXTUAL_BYTES):
        return part
    try:
        text = part.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:  # not ours to refuse: the kernels take a stray byte for U+FFFD too
        text = part.decode("utf-8", "replace")
    return text.lower().encode("utf-8", "surrogatepass")
