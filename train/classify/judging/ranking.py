"""How well probabilities put the right topics first, whatever the thresholds; ties count as wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def average_precision(scores: NDArray[np.floating], target: NDArray[np.bool_]) -> float | None:
    """Return the average precision of one topic: precision averaged over the steps of recall.

    Args:
        scores: probabilities of the topic, of shape (n_texts,).
        target: which texts have the topic.

    Returns:
        A share, 0 to 1, as scikit-learn's `average_precision_score`; None where no text has the topic.
    """
    if not target.any():
        return None
    hits, given = at_each_cut(scores, target)
    return float((np.diff(hits, prepend=0) * hits / given).sum() / hits[-1])


def at_each_cut(
    scores: NDArray[np.floating], target: NDArray[np.bool_]
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """Return how many texts are right, and how many are given, at each threshold that tells two of them apart.

    Args:
        scores: probabilities of a topic, of shape (n_texts,).
        target: which texts have the topic.

    Returns:
        Two arrays of shape (n_different_scores,), from the highest threshold to the lowest.
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    cuts = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)  # a cut cannot fall between equal scores
    return np.cumsum(target[order])[cuts], cuts + 1


def ranking_loss(scores: NDArray[np.floating], targets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for every text the share of its pairs of a right and a wrong topic that are put in the wrong order.

    Label ranking loss of Tsoumakas, Katakis and Vlahavas, "Mining multi-label data" (2010).

    Args:
        scores: probabilities of shape (n_texts, n_topics).
        targets: the true topics, of the same shape.

    Returns:
        Losses of shape (n_texts,), 0 to 1; 0 for a text with no topic or all of them, as in scikit-learn's
        `label_ranking_loss`, which is their mean.
    """
    order = np.lexsort((targets, -scores), axis=-1)  # among equals the wrong topics come first
    ranked = np.take_along_axis(targets, order, axis=1)
    misplaced = (np.cumsum(~ranked, axis=1) * ranked).sum(axis=1)
    pairs = targets.sum(axis=1) * (~targets).sum(axis=1)
    return np.asarray(misplaced / np.maximum(pairs, 1))
