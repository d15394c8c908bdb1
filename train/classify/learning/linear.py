"""What a linear model is, and what a fit of one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

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


@dataclass(frozen=True)
class Solution:
    """A fitted model, and what a later fit needs to begin from it.

    Attributes:
        model: the model.
        odds: the log-odds of the dual variables, ``alpha / (C - alpha)``, float32 of shape (n_outputs,
            n_rows).
        C: the C of the fit.
        epochs: passes over the rows, one number an output; -1 for an output that needs no fit.
        gaps: relative duality gaps, one an output: each fit's objective is that near to the optimum. Where
            scikit-learn fits, `odds` are empty, and `epochs` and `gaps` are 0: it tells none.
    """

    model: LinearModel
    odds: NDArray[np.float32]
    C: float
    epochs: NDArray[np.int64]
    gaps: NDArray[np.float64]
