"""Two taggers on the same texts: the paired bootstrap.

Both are judged on the same resamples of articles, so that what makes an article hard for both does not widen the
interval of their difference. Berg-Kirkpatrick, Burkett and Klein, "An empirical investigation of statistical
significance in NLP" (2012).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.judging.bootstrap import percentile_interval
from classify.judging.counts import f1_by_topic
from classify.judging.measures import HEADLINES
from classify.judging.metrics import resampled
from classify.judging.sums import sum_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.judging.answers import Answers
    from classify.judging.bootstrap import Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the second tagger less that of the first.

    Attributes:
        value: the difference; None where the figure is not defined for one of them.
        interval: its 95 % interval; None where that is not known, as for one article.
    """

    value: float | None
    interval: Interval | None

    @property
    def moved(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and numbers."""
        return {**asdict(self), "moved": self.moved}


@dataclass(frozen=True, slots=True)
class Paired:
    """How a second tagger differs from a first: the headline figures by name, and F1 by topic."""

    headlines: dict[str, Difference]
    per_topic: dict[str, Difference]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return {
            "headlines": {name: difference.as_json() for name, difference in self.headlines.items()},
            "per_topic": {topic: difference.as_json() for topic, difference in self.per_topic.items()},
        }


def compare(first: Answers, second: Answers, seed: int = 0) -> Paired:
    """Compare two taggers.

    Args:
        first: the answers of one.
        second: the answers of the other, on the same texts and topics.
        seed: seed of the bootstrap.
    """
    sums = [sum_up(first), sum_up(second)]
    (draws, f1), (other_draws, other_f1) = (resampled(each, seed) for each in sums)
    whole, other_whole = (each.whole() for each in sums)
    several = len(sums[0].texts) > 1

    def difference(value: NDArray[np.float64], resamples: NDArray[np.float64]) -> Difference:
        known = not np.isnan(value)
        return Difference(
            float(value) if known else None, percentile_interval(resamples) if known and several else None
        )

    headlines = {
        measure.name: difference(
            (measure.value(other_whole) - measure.value(whole))[0], other_draws[measure.name] - draws[measure.name]
        )
        for measure in HEADLINES
    }
    values, resamples = (f1_by_topic(other_whole.counts) - f1_by_topic(whole.counts))[0], other_f1 - f1
    per_topic = {topic: difference(values[column], resamples[:, column]) for column, topic in enumerate(first.topics)}
    return Paired(headlines, per_topic)
