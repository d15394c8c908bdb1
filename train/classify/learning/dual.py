"""Logistic regression one-vs-rest by dual coordinate descent: compiled, a topic a thread, one matrix for all.

The problem is scikit-learn's ``LogisticRegression(solver="liblinear", dual=True)`` to the letter, intercept
included. A fit ends when the duality gap proves it within `TOLERANCE` of the optimum, or after a thousand
epochs; the solution tells the gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.features.compiled import core_count, on_all_cores
from classify.learning.descent import descend, squared_lengths
from classify.learning.linear import LinearModel, Solution
from classify.learning.naive_bayes import UNSCALED, Scaling, feature_scales, text_counts
from classify.learning.vectors import WIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.matrix import Matrix
    from classify.learning.naive_bayes import TextCounts

TOLERANCE = 9e-5
"""The relative duality gap at which a fit ends."""

_WORTH_A_GROUP = 3
_MOST_EPOCHS = 1000
_COLD = np.log(1e-9)
"""Log-odds of a dual variable to begin from: as good as 0."""


@dataclass(frozen=True)
class _Problem:
    """What all groups of outputs share; shapes as `descend` wants them."""

    starts: NDArray[np.int64]
    indices: NDArray[np.int32]
    values: NDArray[np.float32]
    squares: NDArray[np.float64]
    rows: NDArray[np.int64]
    counts: TextCounts | None
    scaling: Scaling
    features: int
    C: float
    seed: int
    tolerance: float


def fit_one_vs_rest(
    matrix: Matrix,
    targets: NDArray[np.bool_],
    C: float,
    seed: int,
    start: Solution | None = None,
    rows: NDArray[np.intp] | None = None,
    scaling: Scaling = UNSCALED,
    threads: int | None = None,
    tolerance: float = TOLERANCE,
) -> Solution:
    """Fit one logistic regression a column of `targets`.

    Args:
        matrix: texts of shape (n_texts, n_features), float32.
        targets: which text has which topic, of shape (n_texts, n_outputs).
        C: inverse of the regularization's strength.
        seed: seed of the solver's order; the same seed gives the same model, whatever the number of threads.
        start: an earlier fit on the same texts to begin from, with any C and any rows.
        rows: the texts to fit on, by index; all if None. Nothing is copied.
        scaling: how far features are scaled by what they say of each topic (see `feature_scales`).
        threads: how many threads to use; all cores if None.
        tolerance: the relative duality gap to reach.

    Returns:
        The solution. A topic that every text has, or none, gets its smoothed base rate and no coefficients.
    """
    counts = text_counts(matrix, targets, rows) if scaling.share else None
    problem = _problem(matrix, C, seed, rows, tolerance, counts, scaling)
    positives = targets[problem.rows].sum(axis=0)
    fitted = (positives > 0) & (positives < len(problem.rows))
    solution = _unfitted(problem, positives, fitted, _first_odds(start, C, targets.shape[::-1]))
    order = np.flatnonzero(fitted)[np.argsort(-positives[fitted], kind="stable")]  # alike in size, alike in epochs
    groups = [(problem, targets, order[first : first + size], solution) for first, size in _groups(len(order))]
    on_all_cores(_fit_group, groups, threads or core_count())
    return solution


def _problem(
    matrix: Matrix,
    C: float,
    seed: int,
    rows: NDArray[np.intp] | None,
    tolerance: float,
    counts: TextCounts | None,
    scaling: Scaling,
) -> _Problem:
    texts, features = matrix.shape
    starts, values = matrix.indptr.astype(np.int64), np.asarray(matrix.data, np.float32)
    chosen = np.arange(texts) if rows is None else np.asarray(rows, np.int64)
    indices = np.asarray(matrix.indices, np.int32)
    squares = squared_lengths(starts, indices, values, np.empty((0, 1)))
    return _Problem(starts, indices, values, squares, chosen, counts, scaling, features, float(C), seed, tolerance)


def _unfitted(
    problem: _Problem, positives: NDArray[np.intp], fitted: NDArray[np.bool_], odds: NDArray[np.float32]
) -> Solution:
    """Return a solution to be filled in; outputs that cannot be fitted have their base rates in it already."""
    negatives = len(problem.rows) - positives
    intercepts = np.where(fitted, 0.0, np.log((positives + 0.5) / (negatives + 0.5)))
    model = LinearModel(np.zeros((len(fitted), problem.features)), intercepts)
    return Solution(model, odds, problem.C, np.full(len(fitted), -1), np.zeros(len(fitted)))


def _groups(outputs: int) -> list[tuple[int, int]]:
    """Cut outputs into groups of `WIDE`, and what is left, if it is little, into single ones."""
    full, rest = divmod(outputs, WIDE)
    groups = [(WIDE * group, WIDE) for group in range(full)]
    if rest >= _WORTH_A_GROUP:
        return [*groups, (WIDE * full, rest)]
    return groups + [(WIDE * full + single, 1) for single in range(rest)]


def _first_odds(start: Solution | None, C: float, shape: tuple[int, int]) -> NDArray[np.float32]:
    if start is None:
        return np.full(shape, _COLD, np.float32)
    if C <= start.C:
        return start.odds.copy()
    # A greater C leaves alpha, and with it the weights, as they are.
    return (-np.log(C / start.C * (1.0 + np.exp(-start.odds.astype(np.float64))) - 1.0)).astype(np.float32)


def _fit_group(problem: _Problem, targets: NDArray[np.bool_], outputs: NDArray[np.intp], solution: Solution) -> None:
    """Fit some outputs, side by side, and write them into the solution."""
    wide = 1 if len(outputs) == 1 else WIDE
    texts = targets.shape[0]
    signs, odds = np.ones((texts, wide)), np.full((texts, wide), _COLD)
    signs[:, : len(outputs)] = np.where(targets[:, outputs], 1.0, -1.0)
    odds[:, : len(outputs)] = solution.odds[outputs].T
    weights, gaps = np.zeros((problem.features + 1, wide)), np.zeros(wide)
    epochs = np.where(np.arange(wide) < len(outputs), 0, -1)
    scales, squares = _scaled(problem, outputs, wide)
    generator = np.random.SeedSequence([problem.seed, int(outputs[0])]).generate_state(1, np.uint64)[0]
    descend(
        problem.starts, problem.indices, problem.values, squares, problem.rows.copy(), signs,
        problem.C, generator | np.uint64(1), problem.tolerance, _MOST_EPOCHS, scales, odds, weights, epochs, gaps,
    )  # fmt: skip
    solution.model.coefficients[outputs] = weights[:-1, : len(outputs)].T
    solution.model.intercepts[outputs] = weights[-1, : len(outputs)]
    solution.odds[outputs] = odds[:, : len(outputs)].T
    solution.epochs[outputs], solution.gaps[outputs] = epochs[: len(outputs)], gaps[: len(outputs)]


def _scaled(problem: _Problem, outputs: NDArray[np.intp], wide: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the squared scales of a group, side by side, and the rows' squared lengths under them."""
    if problem.counts is None:
        return np.empty((0, wide)), problem.squares
    scales = np.ones((problem.features + 1, wide))
    scales[:-1, : len(outputs)] = feature_scales(problem.counts, outputs, problem.scaling).T.astype(np.float64) ** 2
    return scales, squared_lengths(problem.starts, problem.indices, problem.values, scales)
