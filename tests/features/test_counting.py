"""Counted in shares, in batches and with a table that fills up, n-grams are counted as a `Counter` counts them."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.features.counting import (
    count_ngrams,
    fill_table,
    frequent,
    merge_tokens,
    number_ngrams,
    renumber,
)
from classify.features.hashing import empty_table, grown, pair_key, pairs_of

FIRSTS = np.array([0, 1, 2, 3, 0, 0, 2, 3, -1], np.int32)  # four words, four n-grams of two, and none
WORDS = 4
TEXTS = st.lists(st.lists(st.integers(-1, 7), max_size=20), max_size=6)


def longer_in(text, length, base):
    """Return the n-gram that begins at each token, as a pair of the shorter one and a word, or None."""
    followers = text[length - 1 :] + [-1] * (length - 1)
    return [
        (node, int(FIRSTS[after])) if node >= base and after >= 0 else None
        for node, after in zip(text, followers, strict=False)
    ]


def laid_out(texts):
    nodes = np.array([node for text in texts for node in text], np.int32)
    return nodes, FIRSTS, np.cumsum([len(text) for text in texts], dtype=np.int64)


@given(TEXTS, st.sampled_from([(2, 0), (2, WORDS), (3, WORDS)]), st.integers(1, 3))
def test_shares_together_count_what_a_counter_counts(texts, kind, min_df):
    (length, base), counted = kind, {}
    for share in range(4):
        table, used, text = np.zeros(32, np.uint64), 0, 0
        while text < len(texts):
            scratch = np.empty(3, np.uint64)
            used, text = count_ngrams(*laid_out(texts), base, length, share, 4, table, used, text, scratch)
            table = grown(table)
        keys, frequencies = frequent(table, min_df)
        counted |= dict(zip(zip(*map(np.ndarray.tolist, pairs_of(keys)), strict=True), frequencies, strict=True))
    expected = Counter(pair for text in texts for pair in set(longer_in(text, length, base)) - {None})
    assert counted == {pair: count for pair, count in expected.items() if count >= min_df}


@given(TEXTS, st.sampled_from([(2, 0), (3, WORDS)]), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 3))))
def test_a_known_ngram_takes_the_place_of_the_shorter_one(texts, kind, known):
    (length, base), table, known = kind, empty_table(len(known)), sorted(known)
    fill_table(table, np.array([pair_key(*pair) for pair in known], np.uint64), 100)
    nodes, *rest = laid_out(texts)
    for first, last in ((0, len(texts) // 2), (len(texts) // 2, len(texts))):
        number_ngrams(table, nodes, *rest, base, length, first, last)
    longer = [(node, pair) for text in texts for node, pair in zip(text, longer_in(text, length, base), strict=True)]
    assert nodes.tolist() == [known.index(pair) + 100 if pair in known else node for node, pair in longer]


def test_a_token_of_two_pieces_has_one_number_and_both_counts():
    table, keys, counts, spans = empty_table(4), np.empty(4, np.uint64), np.empty(4, np.int32), np.empty(8, np.int64)
    used, joint = 0, np.empty(2, np.int32)
    for piece in ([5, 9], [7, 5]):
        found = np.array(piece, np.uint64), np.array([2, 3], np.int32), np.array(piece).repeat(2)
        used = merge_tokens(table, keys, counts, spans, used, found, joint)
    assert (used, joint.tolist()) == (3, [2, 0])
    assert (keys[:3].tolist(), counts[:3].tolist(), spans[:6].tolist()) == ([5, 9, 7], [5, 3, 2], [5, 5, 9, 9, 7, 7])
    out = np.empty(3, np.int32)
    renumber(np.array([1, 0, 1], np.int32), joint, out)
    assert out.tolist() == [0, 2, 0]
