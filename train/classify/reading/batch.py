"""Many texts of one source in a few arrays: what the stream readers give and bulk work takes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

import numpy as np

from classify.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.records import Kind

_FIRST_UNSTABLE = 0xCC
"""The least byte with which UTF-8 begins a character that NFC may change: all below U+0300 stay as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Texts laid end to end, each with its place.

    Attributes:
        data: the UTF-8 bytes of the texts, in NFC.
        offsets: where each text begins in `data`, and the last one ends, in bytes: int64 of shape (n_texts + 1,).
        positions: the place of each text in its source, counted from 0: int64 of shape (n_texts,).
        starts: offset of each text's first character in the source, in characters, likewise.
        ends: offset after each text's last character in the source, likewise.
        kinds: what each text is; None where all are ``text``.
        read: how many bytes of the source had been read when the batch was complete; 0 where that is not known.
        more: whether the same article goes on in the next batch.
    """

    data: bytes
    offsets: NDArray[np.int64]
    positions: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    kinds: tuple[Kind, ...] | None = None
    read: int = 0
    more: bool = False

    @property
    def count(self) -> int:
        """Number of texts."""
        return len(self.positions)

    @classmethod
    def of_sentences(cls, numbered: Sequence[tuple[int, Sentence]], read: int = 0) -> Batch:
        """Lay out sentences, each with its position; their text is taken as it is."""
        positions = np.fromiter((position for position, _ in numbered), np.int64, len(numbered))
        starts = np.fromiter((sentence.start for _, sentence in numbered), np.int64, len(numbered))
        ends = np.fromiter((sentence.end for _, sentence in numbered), np.int64, len(numbered))
        kinds = tuple(sentence.kind for _, sentence in numbered)
        data, offsets = joined([sentence.text.encode() for _, sentence in numbered])
        return cls(data, offsets, positions, starts, ends, None if set(kinds) == {"text"} else kinds, read)

    def texts(self) -> list[str]:
        """Return the texts as strings."""
        bounds = self.offsets.tolist()
        return [self.data[left:right].decode() for left, right in pairwise(bounds)]

    def sentences(self) -> list[tuple[int, Sentence]]:
        """Return the texts as records, each with its position."""
        text_alone: tuple[Kind, ...] = ("text",)
        kinds = self.kinds or text_alone * self.count
        places = zip(self.starts.tolist(), self.ends.tolist(), kinds, strict=True)
        texts = [Sentence(text, *place) for text, place in zip(self.texts(), places, strict=True)]
        return list(zip(self.positions.tolist(), texts, strict=True))


def joined(parts: Sequence[bytes]) -> tuple[bytes, NDArray[np.int64]]:
    """Lay encoded texts end to end; return the bytes and the offsets, int64 of shape (n_texts + 1,)."""
    offsets = np.zeros(len(parts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=offsets[1:])
    return b"".join(parts), offsets


def normalized(data: bytes, offsets: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Bring texts into NFC; only those with a character that NFC may change are looked at.

    Args:
        data: UTF-8 bytes of the texts, end to end.
        offsets: int64 of shape (n_texts + 1,).

    Returns:
        The same pair; `data` itself where nothing had to change.
    """
    if data.isascii():
        return data, offsets
    places = np.flatnonzero(np.frombuffer(data, np.uint8) >= _FIRST_UNSTABLE)
    changed: dict[int, bytes] = {}
    for number in np.unique(np.searchsorted(offsets, places, side="right") - 1).tolist():
        text = data[offsets[number] : offsets[number + 1]].decode()
        if not is_normalized("NFC", text):
            changed[number] = normalize("NFC", text).encode()
    if not changed:
        return data, offsets
    bounds = offsets.tolist()
    return joined([changed.get(n, data[bounds[n] : bounds[n + 1]]) for n in range(len(bounds) - 1)])


def characters_before(data: bytes, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many characters of UTF-8 `data` lie before each byte of `places`."""
    if data.isascii():
        return places
    continuing = np.flatnonzero(np.frombuffer(data, np.int8) < -64)  # the bytes 0x80 to 0xBF
    return places - np.searchsorted(continuing, places)
