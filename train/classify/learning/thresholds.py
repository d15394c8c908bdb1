"""One threshold a topic: the cut that gives the best F1 on texts the model has not learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAT = 0.5


def best_threshold(scores: NDArray[np.floating], target: NDArray[np.bool_]) -> float:
    """Return the threshold with the highest F1.

    Args:
        scores: probabilities of one topic, of shape (n_texts,).
        target: which texts have the topic.

    Returns:
        A cut halfway between two neighbouring scores; 0.5 where no text has the topic.
    """
    if not target.any():
        return FLAT
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order].astype(np.float64)
    hits = np.cumsum(target[order])
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + target.sum())
    f1[:-1][ranked[:-1] == ranked[1:]] = -1.0  # a cut cannot fall between equal scores
    best = int(np.argmax(f1))
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2)


def best_thresholds(scores: NDArray[np.floating], targets: NDArray[np.bool_], fewest: int) -> NDArray[np.float64]:
    """Return a threshold for every topic; a topic with fewer than `fewest` texts gets the flat 0.5."""
    return np.array(
        [
            best_threshold(scores[:, topic], targets[:, topic]) if targets[:, topic].sum() >= fewest else FLAT
            for topic in range(targets.shape[1])
        ]
    )


def cross_fitted_decisions(
    scores: NDArray[np.floating], targets: NDArray[np.bool_], folds: NDArray[np.intp], fewest: int
) -> NDArray[np.bool_]:
    """Decide every text with thresholds chosen on the other folds, so that no text sets its own threshold.

    Args:
        scores: out-of-fold probabilities of shape (n_texts, n_topics).
        targets: the true topics, of the same shape.
        folds: the fold of every text.
        fewest: as for `best_thresholds`.
    """
    given = np.zeros(targets.shape, np.bool_)
    for fold in np.unique(folds):
        inside = folds == fold
        given[inside] = scores[inside] >= best_thresholds(scores[~inside], targets[~inside], fewest)
    return given
