"""What scoring counts, how it weighs a count, and where it writes."""

from collections import Counter
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SPANS

from classify.features.buffer import TextBuffer
from classify.features.characters import lower_table
from classify.features.lookup import build_lookup
from classify.features.scoring import character_keys, count_weights, score_characters, score_words
from classify.features.spelling import extended_key, seed_key
from classify.features.tfidf import Block
from classify.features.tokens import ngrams


def key_of(gram):
    return reduce(lambda key, point: np.uint64(extended_key(key, point)), map(ord, gram), np.uint64(seed_key()))


@given(st.text("abé", min_size=1, max_size=12), SPANS, st.integers(0, 6))
def test_the_keys_of_a_token_are_those_of_its_ngrams_whatever_the_room(token, span, spare):
    points, keys, begin = np.array([*map(ord, f" {token} ")]), [], 0
    while begin < len(points):
        room = np.empty(span[1] + spare, np.uint64)
        found, begin = character_keys(points, len(points), begin, *span, room, 0)
        keys += room[:found].tolist()
    assert Counter(keys) == Counter(map(key_of, ngrams(token, "characters", *span)))


@pytest.mark.parametrize("sublinear", [True, False])
def test_counts_weigh_as_the_plain_path_weighs_them(sublinear):
    weights = count_weights(sublinear)
    counts = np.arange(1, 256)
    np.testing.assert_allclose(weights[1:256], 1 + np.log(counts) if sublinear else counts)
    assert weights[256] == sublinear


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_a_block_is_added_to_the_texts_asked_for_and_to_no_others(analyzer):
    block = Block(analyzer, 1, 2, True, "aa\nbb", np.array([1, 3], np.float32))
    lookup, buffer = build_lookup(block), TextBuffer.from_texts(["aa", "bb aa aa", "none", "bb"])
    rows = np.array([[1, 5, 7], [3, 1, 2]], np.float32)
    logits = np.tile([0.5, -0.5], (4, 1))
    for _ in range(2):
        shared = 1, 3, lower_table(analyzer), lookup.tokens
        if analyzer == "words":
            score_words(
                buffer.data, buffer.offsets, buffer.offsets[1:], *shared, lookup.pairs, (1, 2), rows, True, logits
            )
        else:
            score_characters(buffer.data, buffer.offsets, *shared, (1, 2), rows, True, logits)
    found, values = block.vector("bb aa aa")
    expected = np.tile([0.5, -0.5], (4, 1))
    expected[1] += 2 * values @ rows[found, 1:]
    np.testing.assert_allclose(logits, expected, rtol=1e-6)
