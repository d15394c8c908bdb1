"""A text a line: blocks of lines to batches, on the bytes unless a lone carriage return ends a line.

A line ends as in any text file that Python opens: with a line feed, a carriage return, or both. The other characters
at which `str.splitlines` cuts (form feeds, U+0085, U+2028) stand within lines of the files that people have.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING
from unicodedata import normalize

import numpy as np

from classify.reading.batch import Batch, characters_before, joined, normalized
from classify.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from classify.reading.blocks import Block

    Bounds = NDArray[np.int64]

_MAY_BE_WHITE = np.zeros(256, np.bool_)
_MAY_BE_WHITE[[*range(9, 14), *range(28, 33), *range(128, 256)]] = True


def line_batches(blocks: Iterable[Block]) -> Iterator[Batch]:
    """Yield the lines that hold more than white space, a batch a block.

    The position of a text is the number of its line; white space around it is left out.
    """
    number = characters = 0
    for block in blocks:
        split = _split_plain if _ends_plainly(block) else _split_any
        batch, lines, length = split(block, number, characters)
        if batch.count:
            yield batch
        number += lines
        characters += length


def _ends_plainly(block: Block) -> bool:
    """Whether line feeds, with or without a carriage return before them, are the only line ends of a block."""
    return b"\r" not in block.data or block.data.count(b"\r") == block.data.count(b"\r\n")


def _split_plain(block: Block, number: int, characters: int) -> tuple[Batch, int, int]:
    """Return a block's batch, its number of lines and of characters, given how many came before it."""
    data = block.data
    values = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(values == ord("\n"))
    lines = len(ends)
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    starts = np.concatenate([[0], ends[:-1] + 1])
    left, right = _stripped(data, values, starts, ends)
    kept = np.flatnonzero(right > left)
    left, right = left[kept], right[kept]
    body, offsets = normalized(*_without_gaps(data, left, right, lines))
    places = characters_before(data, np.concatenate([left, right, [len(data)]]))
    firsts, lasts = characters + places[: len(left)], characters + places[len(left) : -1]
    batch = Batch(body, offsets, number + kept, firsts, lasts, read=block.read)
    return batch, len(ends), int(places[-1])


def _stripped(data: bytes, values: NDArray[np.uint8], starts: Bounds, ends: Bounds) -> tuple[Bounds, Bounds]:
    """Narrow lines to what `str.strip` leaves of them."""
    left, right = starts.copy(), ends.copy()
    filled = np.flatnonzero(right > left)
    right[filled] -= values[right[filled] - 1] == ord("\r")
    filled = np.flatnonzero(right > left)
    edges = _MAY_BE_WHITE[values[left[filled]]] | _MAY_BE_WHITE[values[right[filled] - 1]]
    for line in filled[edges].tolist():
        text = data[left[line] : right[line]].decode()
        left[line] += len(text[: len(text) - len(text.lstrip())].encode())
        right[line] -= len(text[len(text.rstrip()) :].encode()) if left[line] < right[line] else 0
    return left, right


def _without_gaps(data: bytes, left: Bounds, right: Bounds, feeds: int) -> tuple[bytes, Bounds]:
    if int((right - left).sum()) + feeds == len(data):
        offsets = np.zeros(len(left) + 1, np.int64)
        np.cumsum(right - left, out=offsets[1:])
        return data.replace(b"\n", b""), offsets
    return joined([data[a:b] for a, b in zip(left.tolist(), right.tolist(), strict=True)])


def _split_any(block: Block, number: int, characters: int) -> tuple[Batch, int, int]:
    text = block.data.decode()
    lines = list(StringIO(text, newline=""))
    found: list[tuple[int, Sentence]] = []
    start = characters
    for index, line in enumerate(lines, number):
        body = line.strip()
        if body:
            left = start + line.index(body)
            found.append((index, Sentence(normalize("NFC", body), left, left + len(body), "text")))
        start += len(line)
    return Batch.of_sentences(found, block.read), len(lines), len(text)
