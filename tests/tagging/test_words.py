import numpy as np
import pytest
from hypothesis import given
from strategies import TEXTS

from classify.features.tfidf import Block, Features
from classify.tagging.words import OTHER_WORDS, Words, gathered, strongest, word_spans


def features_of(text):
    """Return features that know every n-gram of a text, of words and of characters."""
    from classify.features.tokens import lead_of, ngrams

    blocks = []
    for analyzer, shortest, longest in (("words", 1, 2), ("characters", 3, 5)):
        terms = tuple(sorted(set(ngrams(text, analyzer, shortest, longest))))
        blocks.append(Block(analyzer, shortest, longest, True, "\n".join(terms), np.ones(len(terms), np.float32)))
    lead = tuple(sorted(set(ngrams(lead_of(text, 9), "words", 1, 2))))
    blocks.append(Block("words", 1, 2, True, "\n".join(lead), np.ones(len(lead), np.float32), 9))
    return Features(tuple(blocks))


@given(TEXTS)
def test_words_add_up_to_what_their_ngrams_do(texts):
    text = texts[0]
    features = features_of(text)
    indices, values = features.vector(text)
    parts = values[:, None] * np.cos(np.arange(2.0 * len(values))).reshape(-1, 2)
    spans = word_spans(text)
    assert len(spans) == len(text.split()) == len(text.lower().split())
    by_word = gathered(features, text, indices, parts, len(spans))
    np.testing.assert_allclose(by_word.sum(axis=0), parts.sum(axis=0), atol=1e-5)


def test_an_ngram_counts_evenly_for_its_places_and_its_words():
    text = "oil gas oil"
    block = Block("words", 1, 2, False, "oil\noil gas", np.ones(2, np.float32))
    by_word = gathered(Features((block,)), text, np.array([0, 1]), np.array([[2.0], [6.0]]), 3)
    assert by_word.ravel().tolist() == [4.0, 3.0, 1.0]


def test_an_ngram_of_the_lead_counts_for_its_places_there():
    block = Block("words", 1, 1, False, "oil", np.ones(1, np.float32), 4)
    by_word = gathered(Features((block,)), "oil gas oil", np.array([0]), np.array([[2.0]]), 3)
    assert by_word.ravel().tolist() == [2.0, 0.0, 0.0]


def test_words_are_without_the_punctuation_around_them():
    text = ' "Military-technical, (aid)  — no.'
    assert [text[start:end] for start, end in word_spans(text)] == ["Military-technical", "aid", "—", "no"]


def words(text, weights):
    return Words(text, word_spans(text), {"x": np.array(weights)}, {"x": -1.0}, known=True)


def test_the_same_word_is_named_once():
    names, parts = words("Oil, gas and oil.", [1.0, 0.5, 0.0, 2.0]).merged("x")
    assert names == ["oil", "gas", "and"]
    assert parts.tolist() == [3.0, 0.5, 0.0]


def test_sides_tell_for_from_against_and_keep_the_sum():
    speaking_for, against, rest = words("a b c d", [1.0, -2.0, 0.5, -0.25]).sides("x", 3)
    assert speaking_for == [("a", 1.0), ("c", 0.5)]
    assert against == [("b", -2.0)]
    assert rest == -0.25


@pytest.mark.parametrize(("top", "count"), [(None, 3), (0, 1), (2, 3), (5, 3)])
def test_the_rest_is_summed_up(top, count):
    ranked = strongest(["a", "b", "c"], np.array([1.0, -3.0, 0.5]), top, OTHER_WORDS)
    assert len(ranked) == count
    assert sum(value for _, value in ranked) == -1.5
    assert ranked[0][0] == (OTHER_WORDS if top == 0 else "b")
