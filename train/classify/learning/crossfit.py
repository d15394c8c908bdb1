"""Out-of-fold probabilities: every text scored by a model that has not seen its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.learning.logistic import fit_one_vs_rest
from classify.learning.probabilities import probabilities

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy import sparse

    from classify.learning.logistic import LinearModel
    from classify.learning.probabilities import TaskKind


def fit_kind(matrix: sparse.csr_matrix, targets: NDArray[np.bool_], kind: TaskKind, C: float, seed: int) -> LinearModel:
    """Fit what the kind of task needs: an output a topic, or one output where a text has one of two."""
    outputs = targets[:, 1:] if kind == "single" and targets.shape[1] == 2 else targets
    return fit_one_vs_rest(matrix, outputs, C, seed)


def out_of_fold(
    matrix: sparse.csr_matrix,
    targets: NDArray[np.bool_],
    folds: NDArray[np.intp],
    fit: Callable[[sparse.csr_matrix, NDArray[np.bool_]], LinearModel],
    kind: TaskKind,
    after_fold: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float64]:
    """Score every text with a model fitted on the other folds.

    Args:
        matrix: texts of shape (n_texts, n_features).
        targets: the true topics, of shape (n_texts, n_topics).
        folds: the fold of every text.
        fit: fits a model on some of the rows.
        kind: whether a text has any number of topics or exactly one.
        after_fold: called with the number of folds done.

    Returns:
        Probabilities of shape (n_texts, n_topics).
    """
    scores = np.zeros(targets.shape)
    for done, fold in enumerate(np.unique(folds), 1):
        inside = folds == fold
        model = fit(matrix[~inside], targets[~inside])
        scores[inside] = probabilities(model.logits(matrix[inside]), kind)
        after_fold(done)
    return scores
