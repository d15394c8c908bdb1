"""Learning one block of features from texts, compiled: the vocabulary, the idf and the matrix in one go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.features.compiled import core_count, each_on_all_cores
from classify.features.filling import fill_listed_rows, fill_rows
from classify.features.grams import list_features
from classify.features.matrix import Matrix
from classify.features.streams import cut_texts, find_tokens
from classify.features.tfidf import Block, NothingLeftError
from classify.features.tokens import lead_of
from classify.features.tree import grow_tree, order_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from classify.features.streams import Tokens
    from classify.features.tokens import Analyzer

_PIECES = 16
"""In how many pieces for each thread rows are made: the less is in memory twice."""

Rows = tuple["NDArray[np.int32]", "NDArray[np.float32]", "NDArray[np.int64]"]


@dataclass(frozen=True)
class _Counted:
    """What is known once the n-grams are counted.

    Attributes:
        lines: the terms in their order, a newline between any two.
        idf: their inverse document frequencies.
        fill: given the first text and the one after the last, makes the rows of those texts.
        room: at least the number of values in all rows.
    """

    lines: str
    idf: NDArray[np.float64]
    fill: Callable[[int, int], Rows]
    room: int


def fit_block(
    texts: Sequence[str],
    analyzer: Analyzer,
    span: tuple[int, int],
    min_df: int,
    sublinear_tf: bool,
    threads: int | None = None,
    lead: int | None = None,
    on_block: Callable[[Block], None] = lambda _: None,
) -> tuple[Block, Matrix]:
    """Learn a block as scikit-learn's `TfidfVectorizer` would.

    Args:
        texts: the training texts.
        analyzer: ``words`` or ``characters``.
        span: the least and the greatest length of an n-gram.
        min_df: n-grams in fewer texts are dropped.
        sublinear_tf: whether a count n weighs ``1 + log(n)``.
        threads: how many threads to use; all cores if None. The result does not depend on it.
        lead: of how many characters the beginning of a text is whose words alone are counted; None: all are.
        on_block: given the block before the matrix is made; the texts are not needed any more then.

    Returns:
        The block, and the texts as a matrix of shape (n_texts, n_features), float32, rows of length 1.

    Raises:
        NothingLeftError: no n-gram is left.
    """
    threads = threads or core_count()
    tokens = find_tokens(texts if lead is None else [lead_of(text, lead) for text in texts], analyzer, threads)
    count = _count_words if analyzer == "words" else _count_characters
    counted = count(tokens, span, min_df, sublinear_tf, threads)
    if not counted.lines:
        raise NothingLeftError("no n-gram is left")
    block = Block(analyzer, *span, sublinear_tf, counted.lines, counted.idf.astype(np.float32), lead)
    on_block(block)
    rows = each_on_all_cores(counted.fill, cut_texts(tokens.stops, _PIECES * threads), threads)
    return block, _matrix(rows, counted.room, (len(tokens.stops), block.size))


def inverse_frequencies(frequencies: NDArray[np.int64], texts: int) -> NDArray[np.float64]:
    """Return scikit-learn's smoothed idf, ``log((1 + texts) / (1 + frequency)) + 1``."""
    return np.asarray(np.log((1 + texts) / (1.0 + frequencies)) + 1.0, np.float64)


def _count_words(tokens: Tokens, span: tuple[int, int], min_df: int, sublinear_tf: bool, threads: int) -> _Counted:
    tree = grow_tree(tokens, span[1], min_df, threads)
    features, lines = order_tree(tree, span[0])
    inside = features >= 0
    frequencies = np.empty(int(inside.sum()), np.int64)
    frequencies[features[inside]] = tree.frequencies[inside]
    idf = inverse_frequencies(frequencies, len(tokens.stops))
    longest = span[1] - span[0] + 1

    def fill(first: int, last: int) -> Rows:
        room = int(tokens.stops[last - 1] - (tokens.stops[first - 1] if first else 0)) * longest
        kernel = partial(fill_rows, tree.stream, tokens.stops, first, last, tree.parents, features, idf, sublinear_tf)
        return _filled(kernel, room, last - first)

    return _Counted(lines, idf, fill, longest * len(tree.stream))


def _count_characters(tokens: Tokens, span: tuple[int, int], min_df: int, sublinear_tf: bool, threads: int) -> _Counted:
    lists = list_features(tokens, span, min_df, threads)
    idf = inverse_frequencies(lists.frequencies, len(tokens.stops))
    starts, features = lists.starts, lists.features

    def fill(first: int, last: int) -> Rows:
        kernel = partial(
            fill_listed_rows, tokens.stream, tokens.stops, first, last, starts, features, idf, sublinear_tf
        )
        return _filled(kernel, lists.total, last - first)

    return _Counted(lists.lines, idf, fill, lists.total)


def _filled(kernel: Callable[..., Any], room: int, texts: int) -> Rows:
    """Let a kernel fill rows. What is left untouched of the room is never backed by memory."""
    indices, values, lengths = np.empty(room, np.int32), np.empty(room, np.float32), np.empty(texts, np.int64)
    filled = kernel(indices, values, lengths)
    return indices[:filled], values[:filled], lengths


def _matrix(pieces: Iterable[Rows], room: int, shape: tuple[int, int]) -> Matrix:
    """Join pieces of rows, letting go of each as it is taken; `room` is at least the number of values."""
    indices, values = np.empty(room, np.int32), np.empty(room, np.float32)
    starts = np.zeros(shape[0] + 1, np.int64)
    text = filled = 0
    for some_indices, some_values, lengths in pieces:
        end = filled + len(some_indices)
        indices[filled:end], values[filled:end] = some_indices, some_values
        starts[text + 1 : text + 1 + len(lengths)] = filled + np.cumsum(lengths)
        text, filled = text + len(lengths), end
    if filled <= np.iinfo(np.int32).max:
        starts = starts.astype(np.int32)
    return Matrix(values[:filled], indices[:filled], starts, shape)
