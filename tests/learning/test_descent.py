"""Descent ends where the duality gap says that it may, and the gap that it tells is the true one."""

import numpy as np
import pytest
from descent_problems import FEATURES, GROUPS, SCALES, TEXTS, dual_value, primal_value, problem, scales_of
from hypothesis import given
from hypothesis import strategies as st

from classify.learning.descent import descend, squared_lengths
from classify.learning.vectors import WIDE


def solve(csr, signs, rows, C, tolerance, most=1000, scales=None):
    """Solve for all topics of the group but the second."""
    group, order = signs.shape[1], rows.copy()
    odds, weights, gaps = np.full(signs.shape, np.log(1e-9)), np.zeros((FEATURES + 1, group)), np.zeros(group)
    epochs = np.where(np.arange(group) == 1, -1, 0)
    scales = np.empty((0, group)) if scales is None else scales
    squares = squared_lengths(*csr, scales)
    descend(*csr, squares, order, signs, C, np.uint64(1), tolerance, most, scales, odds, weights, epochs, gaps)
    assert sorted(order) == rows.tolist()
    return odds, weights, gaps, epochs


@given(GROUPS, SCALES, st.sampled_from([1e-2, 1e-4, 1e-7]), st.integers(0, 99), st.booleans())
def test_descent_reaches_the_gap_that_it_tells(group, C, tolerance, seed, scaled):
    csr, dense, signs, rows = problem(group, seed)
    scales, factors = scales_of(group, seed, scaled)
    odds, weights, gaps, epochs = solve(csr, signs, rows, C, tolerance, scales=scales)
    low = dual_value(rows, C, odds, weights, factors)
    high = primal_value(dense, signs, rows, C, weights, factors)
    solved = np.arange(group) != 1
    assert ((epochs > 0) == solved).all()
    assert (gaps <= tolerance).all()
    assert (((high - low) / low)[solved] <= tolerance * 1.01 + 1e-9).all()
    others = np.setdiff1d(np.arange(TEXTS), rows)
    assert (odds[others] == np.log(1e-9)).all()


@pytest.mark.parametrize("most", [0, 1])
def test_descent_ends_at_the_most_epochs_and_does_not_call_it_solved(most):
    csr, _, signs, rows = problem(1, 0)
    odds, _, gaps, epochs = solve(csr, signs, rows, 1.0, 1e-12, most)
    assert np.any(odds != np.log(1e-9)) == (most > 0)
    assert gaps[0] > 1e-12
    assert epochs[0] <= most


def test_a_squared_length_counts_the_intercept():
    csr, dense, _, _ = problem(1, 0)
    np.testing.assert_allclose(squared_lengths(*csr, np.empty((0, 1)))[:, 0], (dense**2).sum(axis=1))
    scales, _ = scales_of(WIDE, 0, scaled=True)
    np.testing.assert_allclose(squared_lengths(*csr, scales), dense**2 @ scales)
