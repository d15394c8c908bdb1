"""The precision-recall curve of a topic, and where its threshold stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.judging.ranking import at_each_cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

_POINTS = 100


@dataclass(frozen=True, slots=True)
class Curve:
    """A precision-recall curve, from the highest threshold to the lowest.

    Attributes:
        recall: of shape (n_points,), rising from 0.
        precision: of the same shape.
    """

    recall: NDArray[np.float64]
    precision: NDArray[np.float64]


def precision_recall(scores: NDArray[np.floating], target: NDArray[np.bool_]) -> Curve | None:
    """Return the curve of one topic, thinned to some hundred points; None where no text has the topic.

    Args:
        scores: probabilities of the topic, of shape (n_texts,).
        target: which texts have the topic.
    """
    if not target.any():
        return None
    hits, given = at_each_cut(scores, target)
    recall, precision = hits / hits[-1], hits / given
    whole = int(np.searchsorted(recall, 1.0))  # what follows full recall only falls
    kept = np.unique(np.append(np.searchsorted(recall, np.linspace(0, 1, _POINTS)), whole))
    return Curve(np.append(0.0, recall[kept]), np.append(precision[kept[0]], precision[kept]))
