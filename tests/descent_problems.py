"""Small problems for the solver, and the values of primal and dual as numpy has them."""

import numpy as np
from hypothesis import strategies as st
from scipy import sparse

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


def scales_of(group, seed, scaled):
    """Return scales as `descend` wants them, and as numbers to multiply with."""
    if not scaled:
        return np.empty((0, group)), 1.0
    scales = np.random.default_rng(seed).uniform(0.05, 4, (FEATURES + 1, group))
    scales[-1] = 1.0
    return scales, scales


def dual_value(rows, C, odds, weights, factors):
    alpha = C / (1 + np.exp(-odds[rows]))
    entropy = -(alpha * np.log(alpha / C) + (C - alpha) * np.log1p(-alpha / C)).sum(axis=0)
    return entropy - (weights**2 / factors).sum(axis=0) / 2


def primal_value(dense, signs, rows, C, weights, factors):
    loss = np.logaddexp(0, -signs[rows] * (dense[rows] @ weights)).sum(axis=0)
    return (weights**2 / factors).sum(axis=0) / 2 + C * loss
