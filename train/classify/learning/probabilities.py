"""From log-odds to probabilities, for any number of labels a text or exactly one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TaskKind = Literal["multi", "single"]


def sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``1 / (1 + exp(-logits))`` without overflow."""
    small = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1.0, small) / (1.0 + small)


def probabilities(logits: NDArray[np.float64], kind: TaskKind) -> NDArray[np.float64]:
    """Turn log-odds of shape (n_texts, n_outputs) into probabilities of shape (n_texts, n_topics).

    In ``single`` the rows sum to 1, and one output stands for two topics: the odds of the second.
    """
    scores = sigmoid(logits)
    if kind == "multi":
        return scores
    if scores.shape[1] == 1:
        return np.hstack([1.0 - scores, scores])
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))
