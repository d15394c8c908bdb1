"""The order of features, which is that of their strings by code point, as scikit-learn sorts them.

UTF-8 keeps the order of code points, and the space between words is less than any character of a word, so
n-grams of words stand in the order of their words: each n-gram before those that it begins. That is a tree
walked from the root, a node before its children, and it takes no comparison of strings beyond single words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from classify.features.compiled import bare, jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDTH = 8


@jit
def _leading_bytes(pool: Any, starts: Any, stops: Any, skip: Any) -> Any:
    """Return bytes skip..skip+7 of every string as one big-endian uint64, short strings filled with 0."""
    leading = np.zeros(starts.size, np.uint64)
    for each in range(starts.size):
        for step in range(8):
            place = starts[each] + skip + step
            leading[each] <<= np.uint64(8)
            if place < stops[each]:
                leading[each] |= np.uint64(pool[place])
    return leading


def sorted_strings(pool: NDArray[np.uint8], starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the order that sorts byte strings.

    Args:
        pool: the bytes.
        starts: where each string starts, of shape (n,).
        stops: where it stops.

    Returns:
        Numbers of strings, the least string first, int64 of shape (n,).
    """
    leading = _leading_bytes(pool, starts, stops, 0)
    order = np.argsort(leading, kind="stable")
    ranked = leading[order]
    same = np.flatnonzero(ranked[1:] == ranked[:-1])
    if len(same):
        raw = pool.tobytes()
        run_starts = same[np.concatenate([[True], np.diff(same) > 1])]
        run_stops = same[np.concatenate([np.diff(same) > 1, [True]])] + 2
        for first, last in zip(run_starts.tolist(), run_stops.tolist(), strict=True):
            run = order[first:last].tolist()
            run.sort(key=lambda each: raw[starts[each] : stops[each]])
            order[first:last] = run
    return order


@jit
def _walk(parents: Any, bases: Any, orders: Any, shortest: Any) -> Any:
    """Number the nodes of a forest, each node before its children.

    Args:
        parents: int32 of shape (n_nodes,): the parent of each node, -1 at a root.
        bases: int64 of shape (n_levels + 1,): where the nodes of each level begin; level 0 are the roots.
        orders: int64 of shape (n_nodes,): the nodes of each level in their order.
        shortest: the first level whose nodes are features, from 1.

    Returns:
        The feature of each node, int32, -1 where it is none.
    """
    sizes = np.zeros(parents.size, np.int64)
    for node in range(parents.size - 1, -1, -1):
        sizes[node] += node >= bases[shortest - 1]
        if parents[node] >= 0:
            sizes[parents[node]] += sizes[node]
    following = np.zeros(parents.size + 1, np.int64)  # where the next child of a node goes; the last is the root's
    features = np.full(parents.size, -1, np.int32)
    for node in orders:
        place = following[parents[node]]
        following[parents[node]] += sizes[node]
        if node >= bases[shortest - 1]:
            features[node] = place
            place += 1
        following[node] = place
    return features


def feature_order(
    parents: NDArray[np.int32],
    words: NDArray[np.int32],
    bases: NDArray[np.int64],
    word_order: NDArray[np.int64],
    shortest: int,
) -> NDArray[np.int32]:
    """Return the feature of each node of the tree of n-grams, -1 where it is too short to be one.

    Args:
        parents: the n-gram without its last word, as a node, of shape (n_nodes,); -1 for single words.
        words: its last word, as a node.
        bases: where the nodes of each length begin, of shape (longest + 1,).
        word_order: the words in the order of their strings.
        shortest: the least number of words in a feature.
    """
    rank = np.empty(len(word_order), np.int64)
    rank[word_order] = np.arange(len(word_order))
    orders, level_rank = [word_order], rank
    for begin, end in zip(bases[1:-1].tolist(), bases[2:].tolist(), strict=True):
        previous = int(bases[len(orders) - 1])
        order = np.argsort((level_rank[parents[begin:end] - previous] << 32) | rank[words[begin:end]])
        level_rank = np.empty(end - begin, np.int64)
        level_rank[order] = np.arange(end - begin)
        orders.append(order + begin)
    features: NDArray[np.int32] = _walk(parents, bases, np.concatenate(orders), shortest)
    return features


@bare
def _length(node: Any, parents: Any, words: Any, spans: Any) -> Any:
    """Return the number of bytes in an n-gram, and one for what follows it."""
    size = 0
    while node >= 0:
        size += spans[2 * words[node] + 1] - spans[2 * words[node]] + 1
        node = parents[node]
    return size


@jit
def write_terms(parents: Any, words: Any, nodes: Any, pool: Any, spans: Any) -> Any:
    r"""Write the n-grams of nodes one after the other, each with a newline after it.

    Args:
        parents: as for `feature_order`.
        words: likewise.
        nodes: the nodes to write, in the order wanted.
        pool: the bytes of all words.
        spans: int64 of shape (2 * n_words,): where each word starts and stops in the pool.

    Returns:
        The bytes, uint8.
    """
    total = 0
    for node in nodes:
        total += _length(node, parents, words, spans)
    out = np.empty(total, np.uint8)
    place = 0
    for node in nodes:
        place += _length(node, parents, words, spans)
        back, up, after = place, node, np.uint8(10)
        while up >= 0:
            back -= 1
            out[back] = after
            for byte in range(spans[2 * words[up] + 1] - 1, spans[2 * words[up]] - 1, -1):
                back -= 1
                out[back] = pool[byte]
            up, after = parents[up], np.uint8(32)
    return out
