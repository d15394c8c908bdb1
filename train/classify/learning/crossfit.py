"""Out-of-fold log-odds: every text scored by a model that has not seen its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from classify.features.matrix import Matrix
    from classify.learning.linear import Solution
    from classify.learning.probabilities import TaskKind


def outputs_of(targets: NDArray[np.bool_], kind: TaskKind) -> NDArray[np.bool_]:
    """Return what is learnt: a column a topic, or the second of two alone where a text has exactly one of them."""
    return targets[:, 1:] if kind == "single" and targets.shape[1] == 2 else targets


def out_of_fold(
    matrix: Matrix,
    targets: NDArray[np.bool_],
    folds: NDArray[np.intp],
    fit: Callable[[int, NDArray[np.intp]], Solution],
    after_fold: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float64]:
    """Score every text with a model fitted on the other folds.

    Args:
        matrix: texts of shape (n_texts, n_features).
        targets: what is learnt, of shape (n_texts, n_outputs).
        folds: the fold of every text; -1 for one in no fold, which every model may learn from and none scores.
        fit: given a fold's number and the indices of the rows outside it, fits a model on those rows.
        after_fold: called with the number of folds done.

    Returns:
        Log-odds of shape (n_texts, n_outputs); NaN for texts in no fold.
    """
    logits = np.full(targets.shape, np.nan)
    for done, fold in enumerate(np.unique(folds[folds >= 0]), 1):
        inside = folds == fold
        logits[inside] = fit(int(fold), np.flatnonzero(~inside)).model.logits(matrix.csr[inside])
        after_fold(done)
    return logits
