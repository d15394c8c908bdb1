"""Bulk scoring gives what the plain path gives, on any text."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LENIENT, ODD, SPANS, TEXTS

from classify.features.blocks import fit_block
from classify.features.buffer import TextBuffer
from classify.features.bulk import BulkScorer
from classify.features.tfidf import Features


def plain(features, coefficients, intercepts, texts):
    rows = []
    for text in texts:
        found, values = features.vector(text)
        logits = values @ coefficients[found].astype(np.float64) + intercepts
        rows.append(1 / (1 + np.exp(-logits)))
    return np.array(rows).reshape(len(texts), len(intercepts))


def model(texts, spans, outputs, min_df=1, sublinear=True, scale=3.0):
    blocks = tuple(fit_block(texts, analyzer, span, min_df, sublinear)[0] for analyzer, span in spans)
    features = Features(blocks)
    generator = np.random.default_rng(0)
    coefficients = generator.normal(scale=scale, size=(features.size, outputs)).astype(np.float32)
    return features, coefficients, generator.normal(size=outputs)


@LENIENT
@given(TEXTS, TEXTS, SPANS, st.sampled_from(["words", "characters"]), st.booleans(), st.sampled_from([1, 3, 17]))
def test_bulk_agrees_with_the_plain_path(learnt, texts, span, analyzer, sublinear, outputs):
    try:
        parts = model(learnt, [(analyzer, span)], outputs, sublinear=sublinear)
    except ValueError:
        return
    texts = texts + learnt
    scorer = BulkScorer(*parts)
    np.testing.assert_allclose(scorer.probabilities(texts), plain(*parts, texts), atol=1e-6)


@LENIENT
@given(TEXTS, TEXTS, st.integers(1, 40))
def test_the_lead_stands_beside_the_whole(learnt, texts, lead):
    learnt = [*learnt, "one two three"]
    features, coefficients, intercepts = model(learnt, [("words", (1, 2)), ("words", (1, 2))], 2)
    features = Features((features.blocks[0], replace(features.blocks[1], lead=lead)))
    scorer = BulkScorer(features, coefficients, intercepts)
    texts = texts + learnt
    expected = plain(features, coefficients, intercepts, texts)
    np.testing.assert_allclose(scorer.probabilities(texts), expected, atol=1e-6)


@LENIENT
@given(TEXTS, st.integers(1, 3))
def test_two_blocks_stand_side_by_side(texts, min_df):
    texts = [*texts, "one two three", "one two three four"] * 2
    parts = model(texts, [("words", (1, 2)), ("characters", (2, 4))], 2, min_df)
    np.testing.assert_allclose(BulkScorer(*parts).probabilities(texts), plain(*parts, texts), atol=1e-6)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_long_texts_and_high_counts(analyzer):
    texts = ["word other " * 40_000 + "né " * 300, "x" * 200_000 + " word", "word", "", "né other word"]
    parts = model(texts, [(analyzer, (1, 3))], 2)
    np.testing.assert_allclose(BulkScorer(*parts).probabilities(texts), plain(*parts, texts), atol=1e-6)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
@given(texts=st.lists(st.text(ODD, max_size=50), max_size=30))
def test_threads_batches_and_neighbours_change_nothing(analyzer, texts):
    parts = model(["one two three", "aa bb é aa", "the one ΑΣ"], [(analyzer, (1, 3))], 2)
    scorer = BulkScorer(*parts)
    together = scorer.logits(texts, threads=1)
    np.testing.assert_array_equal(scorer.logits(texts, threads=3), together)
    for index, text in enumerate(texts):
        np.testing.assert_array_equal(scorer.logits([text])[0], together[index])


def test_a_vocabulary_without_its_prefixes_is_found_all_the_same():
    block, _ = fit_block(["one two three", "one two four", "two three"], "words", (1, 3), 1, True)
    kept = [index for index, term in enumerate(block.terms) if " " in term and term != "one two"]
    assert len(kept) < len(block.terms) - 1
    thin = replace(block, lines="\n".join(block.terms[index] for index in kept), idf=block.idf[kept])
    features = Features((thin,))
    coefficients = np.arange(1, len(kept) + 1, dtype=np.float32).reshape(-1, 1)
    texts = ["one two three one two", "two", "one two four three", ""]
    ours = BulkScorer(features, coefficients, np.zeros(1)).probabilities(texts)
    np.testing.assert_allclose(ours, plain(features, coefficients, np.zeros(1), texts), atol=1e-6)


def test_bytes_of_arrow_score_like_strings():
    texts = ["One two né", "ΑΣ one", "", "İ two three"] * 5
    parts = model(texts, [("words", (1, 2))], 3)
    raw = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, raw)])
    buffer = TextBuffer.from_bytes(np.frombuffer(b"".join(raw), np.uint8), offsets)
    scorer = BulkScorer(*parts)
    np.testing.assert_array_equal(scorer.probabilities(buffer), scorer.probabilities(texts))


def test_no_texts_give_no_rows():
    parts = model(["one two"], [("words", (1, 1))], 3)
    assert BulkScorer(*parts).probabilities([]).shape == (0, 3)


def test_no_ngram_reaches_from_one_text_into_the_next():
    parts = model(["one two three"], [("words", (1, 3))], 1)
    texts = ["one", "two", "three", "one two", "three"]
    np.testing.assert_allclose(BulkScorer(*parts).probabilities(texts, 1), plain(*parts, texts), atol=1e-6)
