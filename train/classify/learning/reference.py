"""The same fits by scikit-learn itself: the definition, and what is used where numba is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from classify.features.matrix import Matrix
from classify.learning.linear import LinearModel, Solution
from classify.learning.naive_bayes import UNSCALED, Scaling, feature_scales, text_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse


def fit_one_vs_rest(
    matrix: Matrix,
    targets: NDArray[np.bool_],
    C: float,
    seed: int,
    start: Solution | None = None,  # noqa: ARG001  # scikit-learn's solver always begins from nothing
    rows: NDArray[np.intp] | None = None,
    scaling: Scaling = UNSCALED,
) -> Solution:
    """Fit one logistic regression a column; arguments and result as for `classify.learning.dual.fit_one_vs_rest`."""
    if rows is not None:
        matrix, targets = Matrix.of(matrix.csr[rows]), targets[rows]
    scales = np.ones((targets.shape[1], 1), np.float32)
    if scaling.share:
        scales = feature_scales(text_counts(matrix, targets), np.arange(targets.shape[1]), scaling)
    columns = [
        _fit_column(matrix.csr.multiply(scale[None, :]).tocsr() if scaling.share else matrix.csr, target, C, seed)
        for scale, target in zip(scales, targets.T, strict=True)
    ]
    model = LinearModel(
        np.stack([coefficients for coefficients, _ in columns]) * scales,
        np.array([intercept for _, intercept in columns]),
    )
    nothing = np.zeros(len(columns))
    return Solution(model, np.empty((len(columns), 0), np.float32), C, nothing.astype(np.int64), nothing)


def _fit_column(
    matrix: sparse.csr_matrix, target: NDArray[np.bool_], C: float, seed: int
) -> tuple[NDArray[np.float64], float]:
    positives, texts = int(target.sum()), len(target)
    if positives in (0, texts):
        return np.zeros(matrix.shape[1]), float(np.log((positives + 0.5) / (texts - positives + 0.5)))
    fitted = LogisticRegression(C=C, solver="liblinear", dual=True, random_state=seed, max_iter=1000)
    fitted.fit(matrix, target)
    return fitted.coef_[0].astype(np.float64), float(fitted.intercept_[0])
