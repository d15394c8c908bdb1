"""The tokens of a corpus, numbered, found on all cores."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from classify.features.buffer import TextBuffer
from classify.features.characters import fewest_points, lower_table
from classify.features.compiled import on_all_cores
from classify.features.counting import merge_tokens, number_tokens, renumber
from classify.features.hashing import empty_table
from classify.features.kernel import write_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.features.tokens import Analyzer

_PIECE = 2 << 20
"""Characters whose tokens are numbered at a time."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a corpus.

    Attributes:
        stream: the number of each token in turn, int32 of shape (n_tokens,).
        stops: where the tokens of each text end in the stream, int64 of shape (n_texts,).
        keys: the key of each distinct token, uint64 of shape (n_distinct,).
        frequencies: in how many texts each occurs, int32 of shape (n_distinct,).
        pool: the bytes of the distinct tokens in lower case, a space before and after each, uint8.
        places: where each distinct token starts and stops in the pool, int64 of shape (2 * n_distinct,).
    """

    stream: NDArray[np.int32]
    stops: NDArray[np.int64]
    keys: NDArray[np.uint64]
    frequencies: NDArray[np.int32]
    pool: NDArray[np.uint8]
    places: NDArray[np.int64]


def find_tokens(texts: Sequence[str], analyzer: Analyzer, threads: int) -> Tokens:
    """Find the tokens of a corpus: those of some texts are numbered at a time, then the numbers are joined.

    So few texts are held as bytes at once, and a core's cache holds the table that tells their tokens apart.
    """
    lower, fewest = lower_table(analyzer), fewest_points(analyzer)
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))

    def one_piece(first: int, last: int) -> Tokens:
        return _piece(texts[first:last], lower, fewest)

    pieces = cut_texts(ends, max(threads, int(ends[-1]) // _PIECE) if len(ends) else 1)
    return _joined(on_all_cores(one_piece, pieces, threads), threads)


def _piece(texts: Sequence[str], lower: NDArray[np.int32], fewest: int) -> Tokens:
    """Number the tokens of some texts among themselves."""
    buffer = TextBuffer.from_texts(texts)
    stream = np.empty((len(buffer.data) + len(texts)) // (fewest + 1) + 1, np.int32)
    stops = np.empty(len(texts), np.int64)
    keys, frequencies, spans = number_tokens(buffer.data, buffer.offsets, 0, len(texts), lower, fewest, stream, stops)
    pool, places = write_tokens(buffer.data, spans, lower, fewest)
    return Tokens(stream[: stops[-1]], stops, keys, frequencies, pool, places)


def _joined(pieces: list[Tokens], threads: int) -> Tokens:
    """Number the tokens of all pieces anew. The pool has a token once for each piece that holds it."""
    room = sum(len(piece.keys) for piece in pieces)
    table = empty_table(room)
    keys, frequencies, places = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(2 * room, np.int64)
    stream, stops = np.empty(sum(len(piece.stream) for piece in pieces), np.int32), [np.empty(0, np.int64)]
    used = tokens = bytes_before = 0
    moves = []
    for piece in pieces:
        numbers = np.empty(len(piece.keys), np.int32)
        found = piece.keys, piece.frequencies, piece.places + bytes_before
        used = merge_tokens(table, keys, frequencies, places, used, found, numbers)
        end = tokens + len(piece.stream)
        moves.append((piece.stream, numbers, stream[tokens:end]))
        stops.append(piece.stops + tokens)
        tokens, bytes_before = end, bytes_before + len(piece.pool)
    on_all_cores(renumber, moves, threads)
    pool = np.concatenate([np.empty(0, np.uint8), *(piece.pool for piece in pieces)])
    return Tokens(stream, np.concatenate(stops), keys[:used], frequencies[:used], pool, places[: 2 * used])


def cut_texts(stops: NDArray[np.int64], count: int) -> list[tuple[int, int]]:
    """Cut texts into at most `count` runs of about the same number of tokens, as (first, last) pairs."""
    total = int(stops[-1]) if len(stops) else 0
    inner = np.searchsorted(stops, total * np.arange(1, count) // count)
    cuts = np.unique(np.concatenate([[0], inner, [len(stops)]])).tolist()
    return list(pairwise(cuts))
