"""A block's vocabulary as tables that the scoring kernels read, built in a few tens of milliseconds.

Nodes are numbered by how many texts hold them, the most frequent first, so that the rows that most lookups
need lie together and stay in the cache. An n-gram of words is found through its first n-1 words; where those
are no term of their own they get a node without a feature, numbered after all features.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.features.characters import fewest_points, lower_table
from classify.features.compiled import bare
from classify.features.hashing import ask_for, empty_table, find, insert, pair_key
from classify.features.kernel import ROOM, lowered, scan
from classify.features.spelling import extended_key, seed_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.tfidf import Block

_NEWLINE, _SPACE = 10, 32
_AHEAD = 12


@dataclass(frozen=True)
class Lookup:
    """A vocabulary, ready for the scoring kernels.

    Attributes:
        tokens: numbers of nodes by token key (``words``) or by n-gram key (``characters``).
        pairs: numbers of nodes by `pair_key`; empty for ``characters``.
        features: the feature of each node that has one, int64 of shape (n_features,).
    """

    tokens: NDArray[np.uint64]
    pairs: NDArray[np.uint64]
    features: NDArray[np.int64]


def build_lookup(block: Block) -> Lookup:
    """Build the tables of a block."""
    lines = np.frombuffer((block.lines + "\n").encode("utf-8", "surrogatepass"), np.uint8)
    features = np.argsort(block.idf)
    numbers = np.empty(len(features), np.int64)
    numbers[features] = np.arange(len(features))
    lower, fewest = lower_table(block.analyzer), fewest_points(block.analyzer)
    if block.analyzer == "characters":
        tokens = empty_table(len(features))
        fill_characters(lines, numbers, lower, tokens)
        return Lookup(tokens, np.zeros(2, np.uint64), features)
    spaces = int((lines == _SPACE).sum())
    keys, spans = (
        np.empty(len(features) + spaces + ROOM, np.uint64),
        np.empty(2 * (len(lines) + ROOM), np.int64),
    )
    found, _ = scan(lines, 0, len(lines), lower, fewest, keys, spans)
    if found != len(features) + spaces:
        raise ValueError("a term of the vocabulary is no n-gram of words")
    keys, ends = keys[:found], lines[spans[1 : 2 * found : 2]] == _NEWLINE
    single = ends & np.concatenate([[True], ends[:-1]])
    tokens, words = empty_table(int(single.sum()) if block.shortest == 1 else found), np.empty(found, np.int32)
    used = fill_words(keys, ends, numbers, tokens, words, len(features))
    if used < 0:  # words that are no terms of their own, which a corpus does not leave but a hand might
        tokens = empty_table(found)
        used = fill_words(keys, ends, numbers, tokens, words, len(features))
    pairs = empty_table(spaces)
    fill_pairs(words, ends, numbers, pairs, used)
    return Lookup(tokens, pairs, features)


@bare
def fill_words(keys: Any, ends: Any, numbers: Any, tokens: Any, words: Any, used: Any) -> Any:
    """Number the words of all terms.

    Args:
        keys: the keys of the words of all terms in turn, uint64.
        ends: which words end a term.
        numbers: int64 of shape (n_terms,): the node of each term.
        tokens: an empty table, filled with nodes by word.
        words: int32, filled with the node of each word in turn.
        used: the first number free for a word that is no term.

    Returns:
        The first number free now, or -1 when the table is half full and there is more.
    """
    term, alone, room = 0, True, tokens.size >> 2
    for each in range(keys.size):
        if alone and ends[each]:
            insert(tokens, keys[each], numbers[term])
            room -= 1
        alone = ends[each]
        term += int(ends[each])
    for each in range(keys.size):
        if each + _AHEAD < keys.size:
            ask_for(tokens, keys[each + _AHEAD])
        node = find(tokens, keys[each])
        if node < 0:
            if room <= 0:
                return -1
            node, used, room = used, used + 1, room - 1
            insert(tokens, keys[each], node)
        words[each] = node
    return used


@bare
def fill_pairs(words: Any, ends: Any, numbers: Any, pairs: Any, used: Any) -> None:
    """Number the n-grams of two or more words.

    Args:
        words: the nodes of the words of all terms in turn, int32.
        ends: which words end a term.
        numbers: int64 of shape (n_terms,): the node of each term.
        pairs: an empty table, filled with nodes by `pair_key`.
        used: the first number free for an n-gram that is no term.
    """
    term, node, alone = 0, np.int64(-1), True
    for each in range(words.size):
        if each + _AHEAD < words.size:
            ask_for(pairs, pair_key(words[each + _AHEAD - 1], words[each + _AHEAD]))
        if alone:
            node = np.int64(words[each])
        else:
            pair = pair_key(node, words[each])
            node = find(pairs, pair)
            if node < 0:
                node = numbers[term]
                if not ends[each]:
                    node, used = used, used + 1
                insert(pairs, pair, node)
        alone = ends[each]
        term += int(ends[each])


@bare
def fill_characters(lines: Any, numbers: Any, lower: Any, tokens: Any) -> None:
    """Number the n-grams of characters.

    Args:
        lines: the terms, UTF-8, each with a newline after it; a space stands for the edge of a word.
        numbers: int64 of shape (n_terms,): the node of each term.
        lower: the code point table of the analyzer.
        tokens: an empty table, filled.
    """
    position = 0
    for term in range(numbers.size):
        key = seed_key()
        while lines[position] != _NEWLINE:
            point, width = lowered(lines, position, lines.size, lower, 1)
            key = extended_key(key, point if point >= 0 else _SPACE)
            position += width
        insert(tokens, key, numbers[term])
        position += 1
