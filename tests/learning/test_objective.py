"""The primal is what it says, and never under the dual."""

import numpy as np
from descent_problems import FEATURES, GROUPS, SCALES, TEXTS, dual_value, primal_value, problem, scales_of
from hypothesis import given
from hypothesis import strategies as st

from classify.learning.descent import start_states
from classify.learning.objective import dual, primal


@given(GROUPS, SCALES, st.integers(0, 99), st.booleans())
def test_weights_are_those_of_the_odds_and_the_primal_is_never_under_the_dual(group, C, seed, scaled):
    csr, dense, signs, rows = problem(group, seed)
    scales, factors = scales_of(group, seed, scaled)
    odds = np.random.default_rng(seed).normal(scale=3, size=(TEXTS, group))
    states, weights, out = np.ones((TEXTS, group, 3)), np.zeros((FEATURES + 1, group)), np.zeros(group)
    start_states(*csr, rows, signs, C, odds, states, scales, weights, np.zeros(group))
    alpha = C / (1 + np.exp(-odds))
    np.testing.assert_allclose(weights, factors * (dense[rows].T @ (signs * alpha)[rows]), rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(states[rows, :, 0] + states[rows, :, 1], C)
    primal(*csr, rows, signs, C, scales, weights, np.zeros(group), out)
    np.testing.assert_allclose(out, primal_value(dense, signs, rows, C, weights, factors))
    lower = np.zeros(group)
    dual(rows, states, scales, weights, lower)
    np.testing.assert_allclose(lower, dual_value(rows, C, odds, weights, factors), rtol=1e-6, atol=1e-6 * C)
    assert np.all(out >= lower)
