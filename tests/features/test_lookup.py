"""A vocabulary laid out as tables leads to each of its terms and to nothing else."""

from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.features.buffer import TextBuffer
from classify.features.characters import fewest_points, lower_table
from classify.features.hashing import find, pair_key
from classify.features.kernel import next_token
from classify.features.lookup import build_lookup
from classify.features.spelling import extended_key, seed_key
from classify.features.tfidf import Block

WORDS = st.lists(st.sampled_from(["aa", "bb", "été", "longerthaneight"]), min_size=1, max_size=4).map(" ".join)


def block(analyzer, terms, shortest=1):
    idf = np.random.default_rng(0).random(len(terms), np.float32)
    return Block(analyzer, shortest, 4, True, "\n".join(sorted(terms)), idf)


def node_of_words(lookup, term):
    """Walk from word to word, as the scoring kernels do."""
    node = None
    for word in term.split():
        buffer = TextBuffer.from_texts([word])
        key, _, _ = next_token(buffer.data, 0, len(buffer.data), lower_table("words"), fewest_points("words"))
        single = find(lookup.tokens, np.uint64(key))
        node = single if node is None else find(lookup.pairs, np.uint64(pair_key(node, single)))
        if min(node, single) < 0:
            return -1
    return node


@given(st.sets(WORDS, min_size=1, max_size=12), st.sets(WORDS), st.integers(1, 2))
def test_words_lead_to_their_terms(terms, others, shortest):
    made = block("words", terms, shortest)
    lookup = build_lookup(made)
    for term in terms:
        assert made.terms[lookup.features[node_of_words(lookup, term)]] == term
    for other in others - terms:
        assert not 0 <= node_of_words(lookup, other) < len(terms)
    assert np.all(np.diff(made.idf[lookup.features]) >= 0)


def test_there_is_room_for_words_that_are_no_terms():
    made = block("words", [f"left{n} right{n}" for n in range(3000)])
    lookup = build_lookup(made)
    assert made.terms[lookup.features[node_of_words(lookup, "left2999 right2999")]] == "left2999 right2999"


@given(st.sets(st.text(" abé🙂", min_size=1, max_size=5), min_size=1, max_size=12))
def test_characters_lead_to_their_terms(terms):
    made = block("characters", terms)
    lookup = build_lookup(made)
    for term in terms:
        key = reduce(lambda key, point: np.uint64(extended_key(key, point)), map(ord, term), np.uint64(seed_key()))
        assert made.terms[lookup.features[find(lookup.tokens, key)]] == term


@pytest.mark.parametrize("term", ["a b", "x", "semi-colon", "two  spaces"])
def test_a_term_that_no_text_could_hold_is_refused(term):
    with pytest.raises(ValueError, match="no n-gram of words"):
        build_lookup(block("words", [term, "good one"]))
