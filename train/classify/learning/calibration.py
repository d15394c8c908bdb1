"""Platt scaling: probabilities that mean what they say.

Platt, "Probabilistic outputs for support vector machines" (1999), with the regularized targets given there; solved by
Newton's method with step halving after Lin, Lin and Weng, "A note on Platt's probabilistic outputs" (2007).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.learning.probabilities import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = 100
_SMALLEST_SLOPE = 1e-3


def fit_platt(logits: NDArray[np.float64], target: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit the probability of a topic as a sigmoid of its log-odds.

    Args:
        logits: log-odds from models that have not seen the texts, of shape (n_texts,).
        target: which texts have the topic.

    Returns:
        Slope and intercept: ``sigmoid(slope * logit + intercept)`` is the calibrated probability. The slope is
        positive, so that the order of the scores stays.
    """
    positives = int(target.sum())
    negatives = len(target) - positives
    wanted = np.where(target, (positives + 1) / (positives + 2), 1 / (negatives + 2)).astype(np.float64)
    design = np.column_stack([logits, np.ones_like(logits)])
    weights = np.array([1.0, 0.0])
    loss = _loss(design @ weights, wanted)
    for _ in range(_STEPS):
        scores = sigmoid(design @ weights)
        gradient = design.T @ (scores - wanted)
        if np.abs(gradient).max() < 1e-6 * len(target):
            break
        curvature = (design * (scores * (1 - scores))[:, None]).T @ design + 1e-9 * np.eye(2)
        direction = -np.linalg.solve(curvature, gradient).astype(np.float64)
        weights, loss = _step(design, wanted, weights, loss, direction)
    return max(float(weights[0]), _SMALLEST_SLOPE), float(weights[1])


def fit_platt_each(
    logits: NDArray[np.float64], targets: NDArray[np.bool_], least: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit every topic apart.

    Args:
        logits: log-odds from models that have not seen the texts, of shape (n_texts, n_topics).
        targets: which texts have which topic, of the same shape.
        least: a topic with fewer texts than that, or with it in all but fewer, is left as it is.

    Returns:
        Slopes and intercepts, both of shape (n_topics,); 1 and 0 for a topic that is left as it is.
    """
    slopes, intercepts = np.ones(targets.shape[1]), np.zeros(targets.shape[1])
    for topic, positives in enumerate(targets.sum(axis=0)):
        if least <= positives <= len(targets) - least:
            slopes[topic], intercepts[topic] = fit_platt(logits[:, topic], targets[:, topic])
    return slopes, intercepts


def _step(
    design: NDArray[np.float64],
    wanted: NDArray[np.float64],
    weights: NDArray[np.float64],
    loss: float,
    direction: NDArray[np.float64],
) -> tuple[NDArray[np.float64], float]:
    """Go along the direction as far as the loss falls."""
    size = 1.0
    while size > 1e-10:
        moved = weights + size * direction
        lower = _loss(design @ moved, wanted)
        if lower < loss:
            return moved, lower
        size /= 2
    return weights, loss


def _loss(logits: NDArray[np.float64], wanted: NDArray[np.float64]) -> float:
    return float((np.logaddexp(0, logits) - wanted * logits).sum())
