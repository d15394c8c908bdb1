"""Features are scaled by what they say of a topic, as far as is asked."""

import numpy as np
import pytest
from scipy import sparse

from classify.features.matrix import Matrix
from classify.learning.naive_bayes import Scaling, feature_scales, text_counts

ROWS = sparse.csr_matrix(np.array([[0.5, 0.5, 0], [0.9, 0, 0.1], [0, 0.7, 0.7], [0, 0, 1]], np.float32))
MATRIX = Matrix.of(ROWS)
TARGETS = np.array([[True], [True], [False], [False]])


def scales_of(matrix, targets, scaling, rows=None):
    return feature_scales(text_counts(matrix, targets, rows), np.arange(targets.shape[1]), scaling)


def test_a_scale_is_the_ratio_by_its_mean():
    with_topic, without = np.array([3, 2, 2]) / 7, np.array([1, 2, 3]) / 6
    sizes = np.abs(np.log(with_topic / without))
    np.testing.assert_allclose(scales_of(MATRIX, TARGETS, Scaling(1.0))[0], sizes / sizes.mean(), rtol=1e-6)


def test_a_smoothed_ratio_is_that_of_shrunk_odds():
    targets = TARGETS | (np.arange(4)[:, None] == 2)
    held, with_topic, share = np.array([2, 2, 3]), np.array([2, 2, 2]), 3.5 / 5
    chances = (with_topic + 4 * share) / (held + 4)
    sizes = np.abs(np.log(chances / (1 - chances)) - np.log(share / (1 - share)))
    np.testing.assert_allclose(scales_of(MATRIX, targets, Scaling(1, 4))[0], sizes / sizes.mean(), rtol=1e-5)


def test_a_feature_that_says_nothing_is_held_the_most():
    scales = scales_of(MATRIX, TARGETS, Scaling(0.5, 2))[0]
    assert scales[1] == pytest.approx(0.5)  # it is in one text with the topic and in one without
    assert scales[0] > 1


@pytest.mark.parametrize("smoothing", [2.0, 30.0])
def test_the_more_smoothing_the_less_a_rare_feature_counts_beside_a_frequent_one(smoothing):
    rows = np.zeros((40, 2), np.float32)
    rows[:2, 0] = rows[:20, 1] = 1  # both are in texts with the topic alone
    matrix, targets = Matrix.of(sparse.csr_matrix(rows)), np.arange(40)[:, None] < 20
    rare, frequent = scales_of(matrix, targets, Scaling(1.0, smoothing))[0]
    more_rare, more_frequent = scales_of(matrix, targets, Scaling(1.0, 2 * smoothing))[0]
    assert more_rare / more_frequent < rare / frequent < 1


def test_a_share_is_taken_of_it():
    whole = scales_of(MATRIX, TARGETS, Scaling(1.0))
    np.testing.assert_allclose(scales_of(MATRIX, TARGETS, Scaling(0.25)), 0.75 + 0.25 * whole, rtol=1e-6)
    assert (scales_of(MATRIX, TARGETS, Scaling(0.0)) == 1).all()


def test_other_rows_do_not_count():
    rows = np.array([0, 2, 3])
    scales = scales_of(MATRIX, TARGETS, Scaling(0.5), rows)
    np.testing.assert_array_equal(scales, scales_of(Matrix.of(ROWS[rows]), TARGETS[rows], Scaling(0.5)))
    changed = TARGETS.copy()
    changed[1] = False
    np.testing.assert_array_equal(scales, scales_of(MATRIX, changed, Scaling(0.5), rows))


@pytest.mark.parametrize("value", [True, False])
def test_scales_are_over_0_whatever_the_targets(value):
    scales = scales_of(MATRIX, np.full((4, 2), value), Scaling(1.0))
    assert scales.shape == (2, 3)
    assert (scales > 0).all()
    assert np.isfinite(scales).all()


def test_topics_are_scaled_each_by_itself():
    targets = np.random.default_rng(0).random((4, 5)) < 0.5
    whole, chosen = scales_of(MATRIX, targets, Scaling(0.5)), np.array([3, 1])
    np.testing.assert_array_equal(feature_scales(text_counts(MATRIX, targets), chosen, Scaling(0.5)), whole[chosen])
