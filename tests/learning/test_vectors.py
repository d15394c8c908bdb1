"""A row times the weights, and the weights plus a row, for one topic and for eight, as numpy has them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.learning.vectors import WIDE, add, dots

ROWS = st.dictionaries(st.integers(0, 8), st.integers(-9, 9), max_size=9)
GROUPS = st.sampled_from([1, WIDE])


def laid_out(row, group):
    """Return a row amid others, where it begins and ends, the row in full, and weights: whole, so sums are exact."""
    indices = np.array([7, *row, 7], np.int32)
    values = np.array([99, *row.values(), 99], np.float32)
    dense = np.array([row.get(feature, 0) for feature in range(9)] + [1.0])  # the last is the intercept's
    weights = np.random.default_rng(len(row)).integers(-9, 9, (10, group)).astype(np.float64)
    return indices, values, 1, len(row) + 1, dense, weights


@given(ROWS, GROUPS)
def test_dots_are_a_row_times_the_weights(row, group):
    indices, values, begin, end, dense, weights = laid_out(row, group)
    sums = np.full(group, 7.0)
    dots(indices, values, begin, end, weights, sums)
    assert sums.tolist() == (dense @ weights).tolist()


@given(ROWS, GROUPS, st.booleans())
def test_add_adds_the_row_times_each_topics_step_and_each_features_scale(row, group, scaled):
    indices, values, begin, end, dense, weights = laid_out(row, group)
    steps = np.arange(2.0, 2.0 + group)
    scales = np.random.default_rng(3).integers(1, 5, weights.shape).astype(np.float64)
    scales[-1] = 1.0  # the intercept's
    expected = weights + np.outer(dense, steps) * (scales if scaled else 1.0)
    add(indices, values, begin, end, steps, scales if scaled else np.empty((0, group)), weights)
    assert weights.tolist() == expected.tolist()
