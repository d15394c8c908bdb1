"""The n-grams of words that a corpus keeps, as a tree.

An n-gram occurs in no more texts than the n-gram without its last word or its last word alone. So what min_df
drops need not be looked at again: an n-gram hangs on two nodes that are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from queue import Queue
from typing import TYPE_CHECKING

import numpy as np

from classify.features.compiled import on_all_cores
from classify.features.counting import (
    BATCH,
    count_ngrams,
    fill_table,
    frequent,
    number_ngrams,
    renumber,
)
from classify.features.hashing import empty_table, move, pairs_of
from classify.features.ordering import feature_order, sorted_strings, write_terms
from classify.features.streams import cut_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.streams import Tokens

_SHARES = 4
"""In how many shares n-grams are counted: a share's table should stay in the cache of a core."""


Known = tuple["NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int64]", int, int]
"""What `count_ngrams` and `number_ngrams` ask for: nodes, firsts, stops, base and length."""


@dataclass(frozen=True)
class Tree:
    """The n-grams kept.

    Attributes:
        parents: the parent of each node, int32 of shape (n_nodes,); -1 for a single word.
        words: the last word of each node, as a node, int32 of shape (n_nodes,).
        frequencies: in how many texts each occurs, int32 of shape (n_nodes,).
        bases: where the nodes of each length begin, and the last ones end, int64 of shape (longest + 1,).
        stream: the longest n-gram kept that begins at each token, as a node, int32 of shape (n_tokens,); -1 where
            there is none. Its ancestors are all others that are kept and begin there.
        pool: the bytes of the words in lower case, uint8.
        places: where each word starts and stops in the pool, int64 of shape (2 * n_words,).
    """

    parents: NDArray[np.int32]
    words: NDArray[np.int32]
    frequencies: NDArray[np.int32]
    bases: NDArray[np.int64]
    stream: NDArray[np.int32]
    pool: NDArray[np.uint8]
    places: NDArray[np.int64]


def grow_tree(tokens: Tokens, longest: int, min_df: int, threads: int) -> Tree:
    """Find the n-grams of up to `longest` words that occur in `min_df` texts or more.

    The stream of the tokens becomes that of the tree; nothing is copied.
    """
    kept = np.flatnonzero(tokens.frequencies >= min_df)
    numbers = np.full(len(tokens.frequencies), -1, np.int32)
    numbers[kept] = np.arange(len(kept))
    nodes = tokens.stream
    renumber(nodes, numbers, nodes)
    parents, words = [np.full(len(kept), -1, np.int32)], [np.arange(len(kept), dtype=np.int32)]
    firsts = np.append(words[0], np.int32(-1))
    frequencies = [tokens.frequencies[kept]]
    bases = [0, len(kept)]
    for length in range(2, longest + 1):
        known = (nodes, firsts, tokens.stops, bases[-2], length)
        keys, counted = _count(known, min_df, threads)
        parent, word = pairs_of(keys)
        _number(known, keys, bases[-1], threads)
        parents.append(parent)
        words.append(word)
        frequencies.append(counted)
        firsts = np.concatenate([firsts[:-1], firsts[parent], firsts[-1:]])
        bases.append(bases[-1] + len(keys))
    return Tree(
        np.concatenate(parents),
        np.concatenate(words),
        np.concatenate(frequencies),
        np.array(bases),
        nodes,
        tokens.pool,
        tokens.places.reshape(-1, 2)[kept].ravel(),
    )


def _count(known: Known, min_df: int, threads: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Count the n-grams of one more word; return those kept, and in how many texts they occur."""
    tables: Queue[NDArray[np.uint64]] = Queue()
    for _ in range(min(threads, _SHARES)):
        tables.put(empty_table(len(known[0]) // (6 * _SHARES)))

    def one_share(share: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        table = _counted(known, share, tables.get())
        kept: tuple[NDArray[np.uint64], NDArray[np.int32]] = frequent(table, min_df)
        table[:] = 0
        tables.put(table)
        return kept

    shares = on_all_cores(one_share, [(share,) for share in range(_SHARES)], threads)
    return np.concatenate([keys for keys, _ in shares]), np.concatenate([counted for _, counted in shares])


def _counted(known: Known, share: int, table: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Count a share in an empty table; return it, or a larger one in its place."""
    keys, used, text = np.empty(BATCH, np.uint64), 0, 0
    while True:
        used, text = count_ngrams(*known, share, _SHARES, table, used, text, keys)
        if text == len(known[2]):
            return table
        larger = np.zeros(2 * len(table), np.uint64)
        move(table, larger)
        table = larger


def _number(known: Known, keys: NDArray[np.uint64], base: int, threads: int) -> None:
    table = empty_table(len(keys))
    fill_table(table, keys, base)
    pieces = cut_texts(known[2], 4 * threads)
    on_all_cores(number_ngrams, [(table, *known, first, last) for first, last in pieces], threads)


def order_tree(tree: Tree, shortest: int) -> tuple[NDArray[np.int32], str]:
    """Return the feature of each node, -1 where it is none, and the features' terms, a newline between any two."""
    word_order = sorted_strings(tree.pool, tree.places[::2], tree.places[1::2])
    features = feature_order(tree.parents, tree.words, tree.bases, word_order, shortest)
    nodes = np.empty(int(features.max(initial=-1)) + 1, np.int64)
    nodes[features[features >= 0]] = np.flatnonzero(features >= 0)
    lines: NDArray[np.uint8] = write_terms(tree.parents, tree.words, nodes, tree.pool, tree.places)
    return features, lines[:-1].tobytes().decode()
