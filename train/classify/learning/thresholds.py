"""One threshold a topic: the cut that gives the best F1, or another aim, on texts the model has not learnt from.

Yang, "A study on thresholding strategies for text categorization" (SIGIR 2001): SCut, with the guard of SCutFBR.1 for
topics so rare that their best cut means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.learning.decisions import Rule, decide

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAT = 0.5
GUARD = 0.3
"""The F1 under which a topic's best cut is not trusted; Yang's fbr."""
_CALIBRATED = 5
"""The fewest labelled texts of a topic whose probabilities may stand for its labels."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a threshold is to be best at.

    Attributes:
        beta: how many times as much recall counts as precision: the threshold is the best by F-beta.
        precision: the least precision that is allowed, or None. Of the cuts that keep it the best by F-beta is taken.
        expected: whether probabilities stand in for labels: the best by expected F-beta (Lewis, "Evaluating
            and optimizing autonomous text classification systems", SIGIR 1995). A topic with few labelled texts has no
            calibrated probabilities, and its labels are taken.
    """

    beta: float = 1.0
    precision: float | None = None
    expected: bool = False


F1 = Aim()


def best_threshold(
    scores: NDArray[np.floating], target: NDArray[np.bool_] | NDArray[np.floating], aim: Aim = F1
) -> float:
    """Return the best threshold.

    Args:
        scores: probabilities of one topic, of shape (n_texts,).
        target: which texts have the topic, or the probability of each that it has.
        aim: what it is to be best at.

    Returns:
        A cut halfway between two neighbouring scores; where even the best F-beta is under `GUARD`, or no cut is precise
        enough, the highest score, so that the topic is given only to texts of which the model is surer than of any it
        has been tried on; 0.5 where no text has the topic.
    """
    if not target.any():
        return FLAT
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order].astype(np.float64)
    hits, given = np.cumsum(target[order]), np.arange(1, len(ranked) + 1)
    square = aim.beta**2
    f_beta = (1 + square) * hits / (given + square * target.sum())
    f_beta[:-1][ranked[:-1] == ranked[1:]] = -1.0  # a cut cannot fall between equal scores
    if aim.precision is not None:
        f_beta[hits < aim.precision * given] = -1.0
    best = int(np.argmax(f_beta))
    if f_beta[best] < GUARD:
        return float(ranked[0])
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2)


def best_thresholds(scores: NDArray[np.floating], targets: NDArray[np.bool_], aim: Aim = F1) -> NDArray[np.float64]:
    """Return a threshold for every topic, from arrays of shape (n_texts, n_topics)."""
    by_scores = aim.expected & (targets.sum(axis=0) >= _CALIBRATED)
    return np.array(
        [
            best_threshold(scores[:, topic], (scores if by_scores[topic] else targets)[:, topic], aim)
            for topic in range(targets.shape[1])
        ]
    )


def cross_fitted_decisions(
    scores: NDArray[np.floating],
    targets: NDArray[np.bool_],
    folds: NDArray[np.intp],
    known: NDArray[np.bool_],
    aim: Aim,
    rule: Rule,
) -> NDArray[np.bool_]:
    """Decide every text with thresholds chosen on the other folds, so that no text sets its own threshold.

    Args:
        scores: out-of-fold probabilities of shape (n_texts, n_topics).
        targets: the true topics, of the same shape.
        folds: the fold of every text.
        known: whether each text has a known n-gram.
        aim: what the thresholds are to be best at.
        rule: how thresholds and probabilities become topics; by rank, no threshold is chosen.
    """
    if rule.by_rank:
        return decide(scores, np.zeros(targets.shape[1]), rule, known)
    given = np.zeros(targets.shape, np.bool_)
    for fold in np.unique(folds):
        inside = folds == fold
        thresholds = best_thresholds(scores[~inside], targets[~inside], aim)
        given[inside] = decide(scores[inside], thresholds, rule, known[inside])
    return given
