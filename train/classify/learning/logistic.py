"""L2-regularized logistic regression, one topic against the rest, over one shared matrix, by what is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.features.compiled import available
from classify.learning.naive_bayes import UNSCALED, Scaling

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from classify.features.matrix import Matrix
    from classify.learning.linear import Solution


def fit_one_vs_rest(
    matrix: Matrix,
    targets: NDArray[np.bool_],
    C: float,
    seed: int,
    start: Solution | None = None,
    rows: NDArray[np.intp] | None = None,
    scaling: Scaling = UNSCALED,
) -> Solution:
    """Fit one logistic regression a column of `targets`.

    Args:
        matrix: texts of shape (n_texts, n_features), float32.
        targets: which text has which topic, of shape (n_texts, n_outputs).
        C: inverse of the regularization's strength.
        seed: seed of the solver's order; the same seed gives the same model.
        start: an earlier fit on the same texts to begin from, with any C and any rows.
        rows: the texts to fit on, by index; all if None.
        scaling: how far features are scaled by what they say of each topic (see `classify.learning.naive_bayes`).

    Returns:
        The solution. A topic that every text has, or none, gets its smoothed base rate and no coefficients.
    """
    return _solver()(matrix, targets, C, seed, start, rows, scaling)


def _solver() -> Callable[..., Solution]:
    """Return the compiled solver, or scikit-learn's where numba is missing."""
    if available():
        from classify.learning.dual import fit_one_vs_rest as compiled

        return compiled
    from classify.learning.reference import fit_one_vs_rest as plain

    return plain
