import numpy as np
import pytest

from classify.features.reference import fit_block, new_vectorizer


def test_a_block_is_what_the_vectorizer_learnt():
    block, matrix = fit_block(["oil and gas", "gas and coal"], "words", (1, 1), 2, True)
    assert block.terms == ("and", "gas")
    np.testing.assert_allclose(matrix.csr.toarray(), np.full((2, 2), np.sqrt(0.5)), rtol=1e-6)


def test_nothing_left_is_a_value_error():
    with pytest.raises(ValueError, match="no terms remain"):
        fit_block(["oil", "gas"], "words", (1, 1), 2, True)


def test_characters_are_counted_inside_words():
    assert new_vectorizer("characters", (3, 4), True).analyzer == "char_wb"
