"""L2-regularized logistic regression, one topic against the rest, over one shared matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse


@dataclass(frozen=True)
class LinearModel:
    """Coefficients of shape (n_outputs, n_features) and intercepts of shape (n_outputs,)."""

    coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def logits(self, matrix: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the log-odds of every output, of shape (n_texts, n_outputs)."""
        return np.asarray(matrix @ self.coefficients.T) + self.intercepts


def new_classifier(C: float, seed: int) -> LogisticRegression:
    """Return the scikit-learn estimator that defines what is learnt."""
    return LogisticRegression(C=C, solver="liblinear", dual=True, random_state=seed, max_iter=1000, tol=1e-4)


def fit_one_vs_rest(matrix: sparse.csr_matrix, targets: NDArray[np.bool_], C: float, seed: int) -> LinearModel:
    """Fit one logistic regression a column of `targets`.

    Args:
        matrix: texts of shape (n_texts, n_features).
        targets: which text has which topic, of shape (n_texts, n_outputs).
        C: inverse of the regularization's strength.
        seed: seed of the solver's order; the same seed gives the same model.

    Returns:
        The model. A topic that every text has, or none, gets its smoothed base rate and no coefficients.
    """
    columns = [_fit_column(matrix, targets[:, column], C, seed) for column in range(targets.shape[1])]
    return LinearModel(
        np.stack([coefficients for coefficients, _ in columns]),
        np.array([intercept for _, intercept in columns]),
    )


def _fit_column(
    matrix: sparse.csr_matrix, target: NDArray[np.bool_], C: float, seed: int
) -> tuple[NDArray[np.float64], float]:
    positives, texts = int(target.sum()), len(target)
    if positives in (0, texts):
        return np.zeros(matrix.shape[1]), float(np.log((positives + 0.5) / (texts - positives + 0.5)))
    fitted = new_classifier(C, seed).fit(matrix, target)
    return fitted.coef_[0], float(fitted.intercept_[0])
