import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from classify.learning.probabilities import decide, probabilities, sigmoid

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
    assert decide(scores, np.zeros(4), "single").sum(axis=1).tolist() == [1, 1, 1]


def test_one_output_stands_for_two_classes():
    scores = probabilities(np.array([[0.0], [2.0]]), "single")
    assert scores.shape == (2, 2)
    assert scores[1, 1] == pytest.approx(1 / (1 + np.exp(-2)))


def test_multi_gives_what_reaches_its_threshold():
    scores = np.array([[0.2, 0.5], [0.1, 0.49]])
    assert decide(scores, np.array([0.2, 0.5]), "multi").tolist() == [[True, True], [False, False]]
