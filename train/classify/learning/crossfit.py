"""Out-of-fold log-odds: every text scored by a model that has not seen its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.learning.logistic import fit_one_vs_rest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy import sparse

    from classify.learning.logistic import LinearModel
    from classify.learning.probabilities import TaskKind


def outputs_of(targets: NDArray[np.bool_], kind: TaskKind) -> NDArray[np.bool_]:
    """Return what is learnt: a column a topic, or the second of two alone where a text has exactly one of them."""
    return targets[:, 1:] if kind == "single" and targets.shape[1] == 2 else targets


def fit_kind(matrix: sparse.csr_matrix, targets: NDArray[np.bool_], kind: TaskKind, C: float, seed: int) -> LinearModel:
    """Fit the outputs that the kind of task needs."""
    return fit_one_vs_rest(matrix, outputs_of(targets, kind), C, seed)


def out_of_fold(
    matrix: sparse.csr_matrix,
    targets: NDArray[np.bool_],
    folds: NDArray[np.intp],
    fit: Callable[[sparse.csr_matrix, NDArray[np.bool_]], LinearModel],
    after_fold: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float64]:
    """Score every text with a model fitted on the other folds.

    Args:
        matrix: texts of shape (n_texts, n_features).
        targets: the true topics, of shape (n_texts, n_topics).
        folds: the fold of every text.
        fit: fits a model on some of the rows.
        after_fold: called with the number of folds done.

    Returns:
        Log-odds of shape (n_texts, n_outputs).
    """
    parts: list[tuple[NDArray[np.bool_], NDArray[np.float64]]] = []
    for done, fold in enumerate(np.unique(folds), 1):
        inside = folds == fold
        parts.append((inside, fit(matrix[~inside], targets[~inside]).logits(matrix[inside])))
        after_fold(done)
    logits = np.empty((len(folds), parts[0][1].shape[1]))
    for inside, part in parts:
        logits[inside] = part
    return logits
