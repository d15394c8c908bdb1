"""The tokens of a corpus, numbered, found on all cores."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from classify.features.characters import fewest_points, lower_table
from classify.features.compiled import on_all_cores
from classify.features.counting import merge_tokens, number_tokens, renumber
from classify.features.hashing import empty_table
from classify.features.kernel import write_tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.buffer import TextBuffer
    from classify.features.tokens import Analyzer


@dataclass(frozen=True)
class Tokens:
    """The tokens of a corpus.

    Attributes:
        stream: the number of each token in turn, int32 of shape (n_tokens,).
        stops: where the tokens of each text end in the stream, int64 of shape (n_texts,).
        keys: the key of each distinct token, uint64 of shape (n_distinct,).
        frequencies: in how many texts each occurs, int32 of shape (n_distinct,).
        pool: the bytes of all distinct tokens in lower case, a space before, between and after, uint8.
        places: where each distinct token starts and stops in the pool, int64 of shape (2 * n_distinct,).
    """

    stream: NDArray[np.int32]
    stops: NDArray[np.int64]
    keys: NDArray[np.uint64]
    frequencies: NDArray[np.int32]
    pool: NDArray[np.uint8]
    places: NDArray[np.int64]


Piece = tuple[
    "NDArray[np.int32]",
    "NDArray[np.int64]",
    "tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]",
]


def find_tokens(buffer: TextBuffer, analyzer: Analyzer, threads: int) -> Tokens:
    """Find the tokens of a corpus: each thread numbers those of some texts, then the numbers are joined.

    The bytes of the texts are not needed afterwards.
    """
    lower, fewest = lower_table(analyzer), fewest_points(analyzer)

    def one_piece(first: int, last: int) -> Piece:
        size = int(buffer.offsets[last] - buffer.offsets[first])
        stream = np.empty((size + last - first) // (fewest + 1) + 1, np.int32)
        stops = np.empty(last - first, np.int64)
        found = number_tokens(buffer.data, buffer.offsets, first, last, lower, fewest, stream, stops)
        return stream[: stops[-1] if len(stops) else 0], stops, found

    pieces = on_all_cores(one_piece, buffer.pieces(threads), threads)
    stream, stops, keys, frequencies, spans = _joined(pieces, threads)
    pool, places = write_tokens(buffer.data, spans, lower, fewest)
    return Tokens(stream, stops, keys, frequencies, pool, places)


def _joined(
    pieces: list[Piece], threads: int
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]:
    """Return the stream, the stops, and of each token its key, document frequency and span in the buffer."""
    room = sum(len(found[0]) for _, _, found in pieces)
    table = empty_table(room)
    keys, frequencies, spans = (
        np.empty(room, np.uint64),
        np.empty(room, np.int32),
        np.empty(2 * room, np.int64),
    )
    used, size = 0, sum(len(stream) for stream, _, _ in pieces)
    whole, stops, begin = np.empty(size, np.int32), [], 0
    moves = []
    for stream, stop, found in pieces:
        joint = np.empty(len(found[0]), np.int32)
        used = merge_tokens(table, keys, frequencies, spans, used, found, joint)
        moves.append((stream, joint, whole[begin : begin + len(stream)]))
        stops.append(stop + begin)
        begin += len(stream)
    on_all_cores(renumber, moves, threads)
    joined = np.concatenate(stops) if stops else np.empty(0, np.int64)
    return whole, joined, keys[:used], frequencies[:used], spans[: 2 * used]


def cut_texts(stops: NDArray[np.int64], count: int) -> list[tuple[int, int]]:
    """Cut texts into at most `count` runs of about the same number of tokens, as (first, last) pairs."""
    total = int(stops[-1]) if len(stops) else 0
    inner = np.searchsorted(stops, total * np.arange(1, count) // count)
    cuts = np.unique(np.concatenate([[0], inner, [len(stops)]])).tolist()
    return list(pairwise(cuts))
