"""Log-odds to probabilities and probabilities to topics, for any number of labels a text or exactly one."""

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


def decide(scores: NDArray[np.floating], thresholds: NDArray[np.float64], kind: TaskKind) -> NDArray[np.bool_]:
    """Say which topics are given: those at or over their threshold, or in ``single`` the best one alone."""
    if kind == "multi":
        return np.asarray(scores >= thresholds)
    given = np.zeros(scores.shape, np.bool_)
    given[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return given
