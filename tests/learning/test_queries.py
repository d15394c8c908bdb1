import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from classify.learning.queries import distances, in_turn, rank_distances


def test_distances_are_in_log_odds_and_signed():
    found = distances(np.array([[0.5, 0.2], [0.8, 0.0]]), np.array([0.5, 0.5]))
    np.testing.assert_allclose(found[:, 0], [0.0, np.log(4)], atol=1e-9)
    assert found[0, 1] == pytest.approx(-np.log(4))
    assert np.isfinite(distances(np.array([[1, 0]], np.float32), np.array([0.5, 0.5]))).all()


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.floats(0, 9)), st.data())
def test_every_text_is_asked_for_once(gaps, data):
    labelled = np.array(data.draw(st.lists(st.integers(0, 50), min_size=gaps.shape[1], max_size=gaps.shape[1])))
    asked = [text for text, _ in in_turn(gaps, labelled)]
    assert sorted(asked) == list(range(len(gaps)))


def test_a_topic_asks_for_its_nearest_text_first():
    gaps = np.array([[3.0, 0.1], [0.2, 2.0], [1.0, 1.0]])
    assert list(in_turn(gaps, np.array([0, 0])))[:2] == [(1, 0), (0, 1)]


def test_a_topic_with_few_labels_asks_more_often():
    gaps = np.random.default_rng(0).random((400, 2))
    turns = [topic for _, topic in in_turn(gaps, np.array([0, 99]))][:110]
    assert turns.count(0) == 100


def test_where_the_best_are_given_the_distance_is_to_the_other_side_of_the_line():
    scores = np.array([[0.5, 0.8, 0.2]])
    np.testing.assert_allclose(rank_distances(scores, 1), [[-np.log(4), np.log(4), -np.log(16)]])
    np.testing.assert_allclose(rank_distances(scores, 2), [[np.log(4), np.log(16), -np.log(4)]])
    assert (rank_distances(scores, 3) > 10).all()
