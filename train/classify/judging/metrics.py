"""Scores of a tagger on labelled texts, each headline figure with a 95 % interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.judging.counts import bootstrap_weights, count, f1_by_topic, macro_f1, micro_f1

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from classify.judging.counts import Counts

_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class TopicScores:
    """How one topic did; the figures are shares, 0 to 1, and `threshold` is None where the best topic is given."""

    precision: float
    recall: float
    f1: float
    support: int
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """How a tagger did.

    Attributes:
        texts: number of texts judged.
        articles: number of articles they come from.
        micro_f1: F1 over all decisions together; in a task of one topic a text, the same as accuracy.
        micro_f1_interval: its 95 % interval (percentile bootstrap over articles).
        macro_f1: mean F1 of the topics that occur or were given.
        macro_f1_interval: its 95 % interval.
        exact_match: share of the texts whose topics are all right.
        per_topic: the topics, in the model's order.
    """

    texts: int
    articles: int
    micro_f1: float
    micro_f1_interval: tuple[float, float]
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    exact_match: float
    per_topic: dict[str, TopicScores]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return asdict(self)


def judge(
    targets: NDArray[np.bool_],
    given: NDArray[np.bool_],
    articles: Sequence[str],
    topics: Sequence[str],
    thresholds: Sequence[float | None],
    seed: int = 0,
) -> Scores:
    """Compare the topics given with the true ones.

    Args:
        targets: the true topics, of shape (n_texts, n_topics).
        given: the topics given, of the same shape.
        articles: the article of every text.
        topics: ids of the topics.
        thresholds: their thresholds.
        seed: seed of the bootstrap.
    """
    counts = count(targets, given, articles)
    whole = counts.drawn(np.ones((1, len(counts.hits))))
    resampled = counts.drawn(bootstrap_weights(len(counts.hits), _DRAWS, seed))

    def headline(measure: Callable[[Counts], NDArray[np.float64]]) -> tuple[float, tuple[float, float]]:
        low, high = np.percentile(measure(resampled), [2.5, 97.5])
        return float(measure(whole)[0]), (float(low), float(high))

    micro, micro_interval = headline(micro_f1)
    macro, macro_interval = headline(macro_f1)
    exact = float((targets == given).all(axis=1).mean())
    per_topic = dict(zip(topics, _topic_scores(whole, thresholds), strict=True))
    return Scores(len(targets), len(counts.hits), micro, micro_interval, macro, macro_interval, exact, per_topic)


def _topic_scores(whole: Counts, thresholds: Sequence[float | None]) -> list[TopicScores]:
    hits, given, true = whole.hits[0], whole.given[0], whole.true[0]
    f1 = np.nan_to_num(f1_by_topic(whole)[0])
    return [
        TopicScores(
            precision=float(hits[topic] / given[topic]) if given[topic] else 0.0,
            recall=float(hits[topic] / true[topic]) if true[topic] else 0.0,
            f1=float(f1[topic]),
            support=int(true[topic]),
            threshold=threshold,
        )
        for topic, threshold in enumerate(thresholds)
    ]
