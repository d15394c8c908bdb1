"""Each distinct word is spelt out into the n-grams that the token rule gives it."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import SPANS

from classify.features.characters import lower_table
from classify.features.spelling import count_listed, extended_key, gram_count, list_grams, seed_key, spell, write_grams
from classify.features.tokens import ngrams

TOKENS = st.lists(st.text("aaabé日🙂\ud800", min_size=1, max_size=12), min_size=1, max_size=6)


def listed(tokens, span):
    raw = [token.encode("utf-8", "surrogatepass") for token in tokens]
    stops = np.cumsum([len(each) + 1 for each in raw])
    places = np.stack([stops - [len(each) for each in raw], stops], axis=1).ravel()
    pool = np.frombuffer(b" " + b"".join(each + b" " for each in raw), np.uint8)
    starts, grams, spans = list_grams(pool, places, lower_table("characters"), *span)
    lines = write_grams(pool, spans, np.arange(len(spans) // 2)).tobytes().decode("utf-8", "surrogatepass")
    return starts, grams, lines.split("\n")[:-1]


@given(TOKENS, SPANS)
def test_the_list_of_a_token_is_what_the_rule_gives(tokens, span):
    starts, grams, terms = listed(tokens, span)
    assert len(set(terms)) == len(terms)
    for token, first, last in zip(tokens, starts, starts[1:], strict=False):
        assert Counter(terms[gram] for gram in grams[first:last]) == Counter(ngrams(token, "characters", *span))
        assert last - first == gram_count(len(token) + 2, *span)


def test_a_table_that_fills_up_is_made_larger():
    token = "".join(map(chr, range(0x4E00, 0x9E00)))  # no n-gram twice
    starts, grams, terms = listed([token, "一"], (1, 3))
    assert len(set(terms)) == len(terms)
    assert sorted(terms[gram] for gram in grams[: starts[1]]) == sorted(ngrams(token, "characters", 1, 3))


@given(st.lists(st.lists(st.integers(0, 3), max_size=8), max_size=6))
def test_a_text_counts_once_for_each_ngram_that_it_holds(texts):
    starts, grams = np.array([0, 2, 5, 5, 7]), np.array([0, 1, 1, 2, 2, 4, 0], np.int32)
    stream = np.array([token for text in texts for token in text], np.int32)
    stops = np.cumsum([len(text) for text in texts], dtype=np.int64)
    held = [{int(gram) for token in text for gram in grams[starts[token] : starts[token + 1]]} for text in texts]
    half, total = len(texts) // 2, 0
    for first, last in ((0, half), (half, len(texts))):
        frequencies, total = count_listed(stream, stops, first, last, starts, grams, 5)
        assert frequencies.tolist() == [sum(gram in text for text in held[first:last]) for gram in range(5)]
        assert total == sum(map(len, held[first:last]))


def test_a_spelt_token_is_lowered_between_spaces_and_its_key_is_the_keys_of_its_points():
    raw = np.frombuffer("xÉ🙂".encode(), np.uint8)
    points, edges = np.empty(5, np.int64), np.empty(6, np.int64)
    assert spell(raw, 1, 7, lower_table("characters"), points, edges) == 4
    assert "".join(map(chr, points[:4])) == " é🙂 "
    assert edges[:5].tolist() == [0, 1, 3, 7, 8]
    orders = [extended_key(extended_key(np.uint64(seed_key()), a), b) for a in points[:3] for b in points[:3]]
    assert len(set(orders)) == 9
