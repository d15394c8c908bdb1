"""From probabilities to topics: the one place where it is decided which topics a text is given.

Yang, "A study on thresholding strategies for text categorization" (SIGIR 2001): SCut, a threshold for each topic, or
RCut, the same number of topics for each text. Boutell and others, "Learning multi-label scene classification" (Pattern
Recognition 2004): the T-criterion, by which a text under all thresholds is given the topic that scores highest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.config import ThresholdSettings
    from classify.learning.probabilities import TaskKind


@dataclass(frozen=True, slots=True)
class Rule:
    """How probabilities become topics.

    Attributes:
        top_k: how many topics every text is given, the most probable; None where thresholds decide.
        at_least_one: whether a text that no threshold gives a topic gets the most probable one.
    """

    top_k: int | None = None
    at_least_one: bool = False

    @property
    def by_rank(self) -> bool:
        """Whether the order of the probabilities alone decides, so that thresholds have no part."""
        return self.top_k is not None

    def __str__(self) -> str:
        if self.top_k is None:
            return "at least one of them a text" if self.at_least_one else "any number of them a text"
        return f"exactly {'one' if self.top_k == 1 else self.top_k} of them a text"


def rule_of(settings: ThresholdSettings | None, kind: TaskKind) -> Rule:
    """Return the rule that a config asks for; ``single`` is the best topic of every text."""
    if kind == "single":
        return Rule(top_k=1)
    return Rule() if settings is None else Rule(settings.top_k, settings.at_least_one)


def decide(
    scores: NDArray[np.floating], thresholds: NDArray[np.float64], rule: Rule, known: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Say which topics are given.

    Of equally probable topics the first is given. A text without any known n-gram is given only what every text must
    be given: its probabilities say how frequent topics are, and nothing of the text.

    Args:
        scores: probabilities of shape (n_texts, n_topics).
        thresholds: of shape (n_topics,); a topic is given from its threshold on.
        rule: how to decide.
        known: whether each text has a known n-gram, of shape (n_texts,).

    Returns:
        Of shape (n_texts, n_topics).
    """
    if rule.top_k is not None:
        return _best(scores, rule.top_k)
    given = np.asarray((scores >= thresholds) & known[:, None])
    if rule.at_least_one:
        without = ~given.any(axis=1)
        given[without] = _best(scores[without], 1)
    return given


def _best(scores: NDArray[np.floating], count: int) -> NDArray[np.bool_]:
    given = np.zeros(scores.shape, np.bool_)
    order = np.argsort(-scores, axis=1, kind="stable")
    np.put_along_axis(given, order[:, :count], True, axis=1)
    return given
