"""Descent ends where the duality gap says that it may, and the gap that it tells is the true one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from classify.learning.descent import descend, primal, squared_lengths, start_states
from classify.learning.vectors import WIDE

GROUPS = st.sampled_from([1, WIDE])
SCALES = st.sampled_from([0.01, 1.0, 50.0])
TEXTS, FEATURES = 40, 30


def problem(group, seed):
    generator = np.random.default_rng(seed)
    matrix = sparse.random(TEXTS, FEATURES, 0.2, "csr", np.float32, generator)
    starts, indices = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)
    signs = np.where(generator.random((TEXTS, group)) < 0.3, 1.0, -1.0)
    dense = np.hstack([matrix.toarray().astype(np.float64), np.ones((TEXTS, 1))])
    return (starts, indices, matrix.data), dense, signs, np.sort(generator.permutation(TEXTS)[:30])


def dual_value(rows, C, odds, weights):
    alpha = C / (1 + np.exp(-odds[rows]))
    entropy = -(alpha * np.log(alpha / C) + (C - alpha) * np.log1p(-alpha / C)).sum(axis=0)
    return entropy - (weights**2).sum(axis=0) / 2


def primal_value(dense, signs, rows, C, weights):
    loss = np.logaddexp(0, -signs[rows] * (dense[rows] @ weights)).sum(axis=0)
    return (weights**2).sum(axis=0) / 2 + C * loss


@given(GROUPS, SCALES, st.integers(0, 99))
def test_weights_are_those_of_the_odds_and_the_primal_is_never_under_the_dual(group, C, seed):
    csr, dense, signs, rows = problem(group, seed)
    odds = np.random.default_rng(seed).normal(scale=3, size=(TEXTS, group))
    states, weights, out = np.ones((TEXTS, group, 3)), np.zeros((FEATURES + 1, group)), np.zeros(group)
    start_states(*csr, rows, signs, C, odds, states, weights, np.zeros(group))
    alpha = C / (1 + np.exp(-odds))
    np.testing.assert_allclose(weights, dense[rows].T @ (signs * alpha)[rows], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(states[rows, :, 0] + states[rows, :, 1], C)
    primal(*csr, rows, signs, C, weights, np.zeros(group), out)
    np.testing.assert_allclose(out, primal_value(dense, signs, rows, C, weights))
    assert np.all(out >= dual_value(rows, C, odds, weights))


def solve(csr, signs, rows, C, tolerance, most=1000):
    """Solve for all topics of the group but the second."""
    group, order = signs.shape[1], rows.copy()
    odds, weights, gaps = np.full(signs.shape, np.log(1e-9)), np.zeros((FEATURES + 1, group)), np.zeros(group)
    epochs = np.where(np.arange(group) == 1, -1, 0)
    squares = squared_lengths(csr[0], csr[2])
    descend(*csr, squares, order, signs, C, np.uint64(1), tolerance, most, odds, weights, epochs, gaps)
    assert sorted(order) == rows.tolist()
    return odds, weights, gaps, epochs


@given(GROUPS, SCALES, st.sampled_from([1e-2, 1e-4, 1e-7]), st.integers(0, 99))
def test_descent_reaches_the_gap_that_it_tells(group, C, tolerance, seed):
    csr, dense, signs, rows = problem(group, seed)
    odds, weights, gaps, epochs = solve(csr, signs, rows, C, tolerance)
    low, high = dual_value(rows, C, odds, weights), primal_value(dense, signs, rows, C, weights)
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
    (starts, _, values), dense, _, _ = problem(1, 0)
    np.testing.assert_allclose(squared_lengths(starts, values), (dense**2).sum(axis=1))
