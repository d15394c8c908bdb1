import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from classify.config import FeatureSettings
from classify.features.fitting import fit_features
from classify.learning.queries import distances, rank_distances, unlike, worths

FEATURES, _ = fit_features(["oil gas", "bank tax"], FeatureSettings(words=(1, 1), min_df=1))


def test_distances_are_in_log_odds_and_signed():
    found = distances(np.array([[0.5, 0.2], [0.8, 0.0]]), np.array([0.5, 0.5]))
    np.testing.assert_allclose(found[:, 0], [0.0, np.log(4)], atol=1e-9)
    assert found[0, 1] == pytest.approx(-np.log(4))
    assert np.isfinite(distances(np.array([[1, 0]], np.float32), np.array([0.5, 0.5]))).all()


@given(arrays(np.float64, st.integers(1, 8), elements=st.floats(0, 9)), st.data())
def test_every_text_is_asked_for_once_the_most_worth_first(worth, data):
    texts = data.draw(
        st.lists(st.sampled_from(["oil", "gas oil", "bank", "?"]), min_size=len(worth), max_size=len(worth))
    )
    asked = list(unlike(worth, FEATURES.rows(texts)))
    assert sorted(asked) == list(range(len(worth)))
    assert worth[asked[0]] == worth.max()


def test_a_text_like_one_before_waits():
    texts = ["oil gas", "oil gas", "bank tax"]
    assert list(unlike(np.array([3.0, 2.9, 1.0]), FEATURES.rows(texts))) == [0, 2, 1]


def test_where_the_best_are_given_the_distance_is_to_the_other_side_of_the_line():
    scores = np.array([[0.5, 0.8, 0.2]])
    np.testing.assert_allclose(rank_distances(scores, 1), [[-np.log(4), np.log(4), -np.log(16)]])
    np.testing.assert_allclose(rank_distances(scores, 2), [[np.log(4), np.log(16), -np.log(4)]])
    assert (rank_distances(scores, 3) > 10).all()


def test_texts_without_anything_alike_keep_their_order():
    assert list(unlike(np.array([1.0, 3.0, 2.0]), FEATURES.rows(["oil", "bank", "?"]))) == [1, 2, 0]


def test_no_texts_are_no_queue():
    assert list(unlike(np.empty(0), FEATURES.rows([]))) == []


def test_a_label_is_worth_more_near_the_threshold_of_a_topic_with_few_labels_and_in_a_long_text():
    found = worths(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), np.array([99, 0]), np.array([30, 30, 10]))
    assert found[0, 1] == pytest.approx(10 * found[0, 0])
    assert found[0, 0] > found[1, 0]
    assert found[0, 1] == found[1, 1] > found[2, 1] > 0


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.floats(0, 99)))
def test_worth_is_finite_and_not_negative(gaps):
    found = worths(gaps, np.zeros(gaps.shape[1], int), np.zeros(len(gaps), int))
    assert found.shape == gaps.shape
    assert np.isfinite(found).all()
    assert (found >= 0).all()
