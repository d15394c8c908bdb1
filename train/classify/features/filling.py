"""Compiled pass that turns what each text holds into rows of TF-IDF values."""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.intrinsics import lowest_bit

_ONE = np.uint64(1)


@bare
def _take_sorted(bits: Any, summary: Any, out: Any) -> Any:
    """Write the numbers whose bits are set, least first, and clear the bits.

    Args:
        bits: uint64, a bit a number.
        summary: uint64, a bit for each word of `bits` that may hold one.
        out: int32, filled with the numbers.

    Returns:
        How many there are.
    """
    size = 0
    for high in range(summary.size):
        while summary[high]:
            middle = 64 * high + lowest_bit(summary[high])
            summary[high] &= summary[high] - _ONE
            word = bits[middle]
            bits[middle] = 0
            while word:
                out[size] = 64 * middle + lowest_bit(word)
                size += 1
                word &= word - _ONE
    return size


@inlined
def _count(feature: Any, counts: Any, bits: Any, summary: Any) -> None:
    """Count a feature, and set its bit."""
    counts[feature] += 1
    bits[feature >> 6] |= _ONE << np.uint64(feature & 63)
    summary[feature >> 12] |= _ONE << np.uint64((feature >> 6) & 63)


@bare
def _tally(nodes: Any, parents: Any, features: Any, counts: Any, bits: Any, summary: Any) -> None:
    """Count the features of nodes and of their ancestors."""
    for place in range(nodes.size):
        node = nodes[place]
        while node >= 0:
            if features[node] >= 0:
                _count(np.int64(features[node]), counts, bits, summary)
            node = parents[node]


@bare
def _tally_listed(tokens: Any, starts: Any, features: Any, counts: Any, bits: Any, summary: Any) -> None:
    """Count the features listed for each token."""
    for token in tokens:
        for place in range(starts[token], starts[token + 1]):
            if features[place] >= 0:
                _count(np.int64(features[place]), counts, bits, summary)


@inlined
def _write_row(counts: Any, bits: Any, summary: Any, idf: Any, sublinear: Any, indices: Any, values: Any) -> Any:
    """Write the row of what was counted, clear the counts, and return the row's length."""
    size = _take_sorted(bits, summary, indices)
    weigh(indices[:size], counts, idf, sublinear, values[:size])
    return size


@jit
def fill_rows(
    stream: Any,
    stops: Any,
    first: Any,
    last: Any,
    parents: Any,
    features: Any,
    idf: Any,
    sublinear: Any,
    indices: Any,
    values: Any,
    lengths: Any,
) -> Any:
    """Write the TF-IDF rows, each of length 1, of the texts first..last-1.

    Args:
        stream: int32 of shape (n_tokens,): the node of the longest n-gram that begins at each token, or -1.
        stops: int64 of shape (n_texts,): where each text ends in the stream.
        first: the first text.
        last: the one after the last text.
        parents: int32 of shape (n_nodes,): the n-gram without its last word, or -1.
        features: int32 of shape (n_nodes,): the feature of each node, or -1.
        idf: float64 of shape (n_features,).
        sublinear: whether a count n weighs 1 + log(n).
        indices: int32, filled with features row after row, in order within a row.
        values: float32, filled likewise.
        lengths: int64 of shape (last - first,), filled with the length of each row.

    Returns:
        How many values there are.
    """
    begin = stops[first - 1] if first else np.int64(0)
    counts = np.zeros(idf.size, np.int32)
    bits = np.zeros((idf.size >> 6) + 1, np.uint64)
    summary = np.zeros((bits.size >> 6) + 1, np.uint64)
    filled = 0
    for text in range(first, last):
        _tally(stream[begin : stops[text]], parents, features, counts, bits, summary)
        begin = stops[text]
        lengths[text - first] = _write_row(counts, bits, summary, idf, sublinear, indices[filled:], values[filled:])
        filled += lengths[text - first]
    return filled


@jit
def fill_listed_rows(
    stream: Any,
    stops: Any,
    first: Any,
    last: Any,
    starts: Any,
    features: Any,
    idf: Any,
    sublinear: Any,
    indices: Any,
    values: Any,
    lengths: Any,
) -> Any:
    """Write the TF-IDF rows of texts whose tokens stand for several features each; otherwise as `fill_rows`.

    Args:
        stream: int32 of shape (n_tokens,): the number of each token.
        stops: as for `fill_rows`; likewise `first`, `last` and what follows `features`.
        first: the first text.
        last: the one after the last text.
        starts: int64 of shape (n_distinct + 1,): where the list of each distinct token starts in `features`.
        features: int32, the features of all lists, repeats included; -1 for one that was dropped.
        idf: float64 of shape (n_features,).
        sublinear: whether a count n weighs 1 + log(n).
        indices: filled with features.
        values: filled with values.
        lengths: filled with the length of each row.

    Returns:
        How many values there are.
    """
    begin = stops[first - 1] if first else np.int64(0)
    counts = np.zeros(idf.size, np.int32)
    bits = np.zeros((idf.size >> 6) + 1, np.uint64)
    summary = np.zeros((bits.size >> 6) + 1, np.uint64)
    filled = 0
    for text in range(first, last):
        _tally_listed(stream[begin : stops[text]], starts, features, counts, bits, summary)
        begin = stops[text]
        lengths[text - first] = _write_row(counts, bits, summary, idf, sublinear, indices[filled:], values[filled:])
        filled += lengths[text - first]
    return filled


@bare
def weigh(indices: Any, counts: Any, idf: Any, sublinear: Any, values: Any) -> None:
    """Turn the counts of one text into values of length 1, and clear them."""
    squares = 0.0
    for each in range(indices.size):
        feature = indices[each]
        count = np.float64(counts[feature])
        counts[feature] = 0
        if sublinear and count > 1:
            count = np.log(count) + 1.0
        value = count * idf[feature]
        squares += value * value
        values[each] = value
    scale = 1.0 / np.sqrt(squares) if squares > 0 else 0.0
    for each in range(indices.size):
        values[each] *= scale
