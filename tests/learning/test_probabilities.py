import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from classify.learning.probabilities import probabilities, sigmoid

LOGITS = arrays(np.float64, (3, 4), elements=st.floats(-700, 700))


@given(LOGITS)
def test_sigmoid_is_a_probability_and_symmetric(logits):
    scores = sigmoid(logits)
    assert ((scores >= 0) & (scores <= 1)).all()
    np.testing.assert_allclose(scores + sigmoid(-logits), 1.0)


@given(LOGITS)
def test_single_scores_sum_to_one_and_keep_the_order(logits):
    scores = probabilities(logits, "single")
    np.testing.assert_allclose(scores.sum(axis=1), 1.0)
    assert (scores.argmax(axis=1) == sigmoid(logits).argmax(axis=1)).all()


def test_one_output_stands_for_two_classes():
    scores = probabilities(np.array([[0.0], [2.0]]), "single")
    assert scores.shape == (2, 2)
    assert scores[1, 1] == pytest.approx(1 / (1 + np.exp(-2)))
