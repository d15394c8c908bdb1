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
    pairs_of,
    renumber,
)
from classify.features.hashing import empty_table, grown, pair_key

TEXTS = st.lists(st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), max_size=20), max_size=6)


def pairs_in(text, length):
    """Return the n-gram that begins at each token, as a pair, or None."""
    shifted = [word for _, word in text][length - 1 :] + [-1] * (length - 1)
    return [
        (parent, word) if parent >= 0 and word >= 0 else None for (parent, _), word in zip(text, shifted, strict=False)
    ]


def laid_out(texts):
    flat = np.array([pair for text in texts for pair in text], np.int32).reshape(-1, 2)
    stops = np.cumsum([len(text) for text in texts], dtype=np.int64)
    return np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1]), stops


@given(TEXTS, st.integers(2, 4), st.integers(1, 3))
def test_shares_together_count_what_a_counter_counts(texts, length, min_df):
    streams, counted = laid_out(texts), {}
    for share in range(4):
        table, used, text = np.zeros(32, np.uint64), 0, 0
        while text < len(texts):
            used, text = count_ngrams(*streams, length, share, 4, table, used, text, np.empty(3, np.uint64))
            table = grown(table)
        keys, frequencies = frequent(table, min_df)
        counted |= dict(zip(zip(*map(np.ndarray.tolist, pairs_of(keys)), strict=True), frequencies, strict=True))
    expected = Counter(pair for text in texts for pair in set(pairs_in(text, length)) - {None})
    assert counted == {pair: count for pair, count in expected.items() if count >= min_df}


@given(TEXTS, st.integers(2, 4), st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_every_known_ngram_gets_its_number_and_no_other_does(texts, length, known):
    streams, table, known = laid_out(texts), empty_table(len(known)), sorted(known)
    fill_table(table, np.array([pair_key(*pair) for pair in known], np.uint64), 100)
    numbers = np.full(len(streams[0]), -7, np.int32)
    for first, last in ((0, len(texts) // 2), (len(texts) // 2, len(texts))):
        number_ngrams(table, *streams, length, first, last, numbers)
    expected = [known.index(p) + 100 if p in known else -1 for text in texts for p in pairs_in(text, length)]
    assert numbers.tolist() == expected


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
