"""Features are scaled by the log-count ratio, as far as is asked."""

import numpy as np
import pytest
from scipy import sparse

from classify.features.matrix import Matrix
from classify.learning.naive_bayes import feature_scales

ROWS = sparse.csr_matrix(np.array([[0.5, 0.5, 0], [0.9, 0, 0.1], [0, 0.7, 0.7], [0, 0, 1]], np.float32))
MATRIX = Matrix.of(ROWS)
TARGETS = np.array([[True], [True], [False], [False]])


def test_a_scale_is_the_ratio_by_its_mean():
    with_topic, without = np.array([3, 2, 2]) / 7, np.array([1, 2, 3]) / 6
    sizes = np.abs(np.log(with_topic / without))
    np.testing.assert_allclose(feature_scales(MATRIX, TARGETS, 1.0)[0], sizes / sizes.mean(), rtol=1e-6)


def test_a_share_is_taken_of_it():
    whole = feature_scales(MATRIX, TARGETS, 1.0)
    np.testing.assert_allclose(feature_scales(MATRIX, TARGETS, 0.25), 0.75 + 0.25 * whole, rtol=1e-6)
    assert (feature_scales(MATRIX, TARGETS, 0.0) == 1).all()


def test_other_rows_do_not_count():
    rows = np.array([0, 2, 3])
    scales = feature_scales(MATRIX, TARGETS, 0.5, rows)
    np.testing.assert_array_equal(scales, feature_scales(Matrix.of(ROWS[rows]), TARGETS[rows], 0.5))
    changed = TARGETS.copy()
    changed[1] = False
    np.testing.assert_array_equal(scales, feature_scales(MATRIX, changed, 0.5, rows))


@pytest.mark.parametrize("value", [True, False])
def test_scales_are_over_0_whatever_the_targets(value):
    scales = feature_scales(MATRIX, np.full((4, 2), value), 1.0)
    assert scales.shape == (2, 3)
    assert (scales > 0).all()
    assert np.isfinite(scales).all()
