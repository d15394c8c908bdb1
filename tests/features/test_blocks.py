"""A block is learnt as scikit-learn learns it, from any texts and on any number of threads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LENIENT, SPANS, TEXTS

from classify.features.blocks import fit_block
from classify.features.reference import new_vectorizer


def check_agreement(texts, analyzer, span, min_df, sublinear, threads=2, lead=None):
    vectorizer = new_vectorizer(analyzer, span, sublinear, lead, min_df=min_df)
    try:
        expected = vectorizer.fit_transform(texts)
    except ValueError:
        with pytest.raises(ValueError, match="no n-gram is left"):
            fit_block(texts, analyzer, span, min_df, sublinear, threads, lead)
        return
    block, matrix = fit_block(texts, analyzer, span, min_df, sublinear, threads, lead)
    assert list(block.terms) == vectorizer.get_feature_names_out().tolist()
    np.testing.assert_allclose(block.idf, vectorizer.idf_, rtol=1e-6)
    assert matrix.shape == expected.shape
    expected.sort_indices()
    np.testing.assert_array_equal(matrix.indptr, expected.indptr)
    np.testing.assert_array_equal(matrix.indices, expected.indices)
    np.testing.assert_allclose(matrix.data, expected.data, atol=1e-6)


@LENIENT
@given(TEXTS, SPANS, st.integers(1, 3), st.booleans())
def test_words_agree_with_scikit_learn(texts, span, min_df, sublinear):
    check_agreement(texts, "words", span, min_df, sublinear)


@LENIENT
@given(TEXTS, SPANS, st.integers(1, 3), st.integers(1, 40))
def test_words_of_the_lead_agree_with_scikit_learn(texts, span, min_df, lead):
    check_agreement(texts, "words", span, min_df, True, lead=lead)


@LENIENT
@given(TEXTS, SPANS, st.integers(1, 3), st.booleans())
def test_characters_agree_with_scikit_learn(texts, span, min_df, sublinear):
    check_agreement(texts, "characters", span, min_df, sublinear)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
@pytest.mark.parametrize(
    "texts",
    [
        ["a"],
        ["", "", ""],
        ["ab"],
        ["\x00\x00 \x00a a\x00 a", "ab\x00 \x00"],
        ["ΣΑΣ ὈΔΥΣΣΕΎΣ σασ", "İstanbul ISTANBUL ıi", "ΑΣ. ΑΣ' ΑΣΑ"],
        ["\ud800 a\udfffb ab", "ab \ud800"],
        ["שלום עולם مرحبا بالعالم", "שלום مرحبا"],
        ["e\u0301te\u0301 été ete", "🙂🙂 🙂a👩‍👧", "𝔸𝔹𝔸 𐐀𐐨 ab"],
        ["x" * 63 + " " + "y" * 64 + " " + "z" * 65 + "é" * 70 + " ab" * 30, "x" * 63, "ab " + "y" * 64],
        ["ȺȾ " * 50, "ⱥⱦ Ⱥ"],
    ],
)
def test_chosen_texts_agree(analyzer, texts):
    for span in ((1, 1), (1, 3), (2, 2), (3, 5)):
        check_agreement(texts, analyzer, span, 1, True)


@pytest.mark.parametrize("line", ["word " * 200_000, "x" * 1_000_000, "é" * 500_000, "né à " * 150_000])
def test_a_megabyte_in_one_line(line):
    check_agreement([line, "word né x"], "words", (1, 2), 1, True)


def test_a_megabyte_word_of_characters():
    check_agreement(["x" * 400_000 + "y", "xy " * 100_000], "characters", (3, 4), 1, True)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_the_number_of_threads_changes_nothing(analyzer):
    generator = np.random.default_rng(0)
    texts = [" ".join(f"w{n}" for n in generator.zipf(1.3, 50) % 500) for _ in range(300)]
    results = [fit_block(texts, analyzer, (1, 3), 2, True, threads) for threads in (1, 2, 5)]
    for block, matrix in results[1:]:
        assert block.terms == results[0][0].terms
        for name in ("data", "indices", "indptr"):
            np.testing.assert_array_equal(getattr(matrix, name), getattr(results[0][1], name))
