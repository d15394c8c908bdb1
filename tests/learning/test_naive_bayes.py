"""Features are scaled by the log-count ratio, as far as is asked."""

import numpy as np
import pytest
from scipy import sparse

from classify.features.matrix import Matrix
from classify.learning.naive_bayes import feature_scales, text_counts

ROWS = sparse.csr_matrix(np.array([[0.5, 0.5, 0], [0.9, 0, 0.1], [0, 0.7, 0.7], [0, 0, 1]], np.float32))
MATRIX = Matrix.of(ROWS)
TARGETS = np.array([[True], [True], [False], [False]])


def scales_of(matrix, targets, share, rows=None):
    return feature_scales(text_counts(matrix, targets, rows), np.arange(targets.shape[1]), share)


def test_a_scale_is_the_ratio_by_its_mean():
    with_topic, without = np.array([3, 2, 2]) / 7, np.array([1, 2, 3]) / 6
    sizes = np.abs(np.log(with_topic / without))
    np.testing.assert_allclose(scales_of(MATRIX, TARGETS, 1.0)[0], sizes / sizes.mean(), rtol=1e-6)


def test_a_share_is_taken_of_it():
    whole = scales_of(MATRIX, TARGETS, 1.0)
    np.testing.assert_allclose(scales_of(MATRIX, TARGETS, 0.25), 0.75 + 0.25 * whole, rtol=1e-6)
    assert (scales_of(MATRIX, TARGETS, 0.0) == 1).all()


def test_other_rows_do_not_count():
    rows = np.array([0, 2, 3])
    scales = scales_of(MATRIX, TARGETS, 0.5, rows)
    np.testing.assert_array_equal(scales, scales_of(Matrix.of(ROWS[rows]), TARGETS[rows], 0.5))
    changed = TARGETS.copy()
    changed[1] = False
    np.testing.assert_array_equal(scales, scales_of(MATRIX, changed, 0.5, rows))


@pytest.mark.parametrize("value", [True, False])
def test_scales_are_over_0_whatever_the_targets(value):
    scales = scales_of(MATRIX, np.full((4, 2), value), 1.0)
    assert scales.shape == (2, 3)
    assert (scales > 0).all()
    assert np.isfinite(scales).all()


def test_topics_are_scaled_each_by_itself():
    targets = np.random.default_rng(0).random((4, 5)) < 0.5
    whole, chosen = scales_of(MATRIX, targets, 0.5), np.array([3, 1])
    np.testing.assert_array_equal(feature_scales(text_counts(MATRIX, targets), chosen, 0.5), whole[chosen])
