"""Scores of a tagger on labelled texts, each headline figure with a 95 % interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.judging.bootstrap import draw_weights, mirrored_interval, percentile_interval
from classify.judging.counts import f1_by_topic
from classify.judging.measures import HEADLINES
from classify.judging.ranking import average_precision
from classify.judging.reliability import reliability
from classify.judging.sums import sum_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from classify.judging.answers import Answers
    from classify.judging.bootstrap import Interval
    from classify.judging.sums import Sums


@dataclass(frozen=True, slots=True)
class TopicScores:
    """How one topic did; the figures are shares, 0 to 1, and None where nothing is there to measure.

    Attributes:
        precision: None where the topic was never given.
        recall: None where the topic does not occur.
        f1: None where it neither occurs nor was given.
        support: number of texts that have it.
        threshold: the probability from which it is given; None where the best topics are given instead.
        f1_interval: 95 % interval of `f1`; None where that is None, and for one article.
        average_precision: precision averaged over recall, whatever the threshold; None where it does not occur.
        calibration_error: expected calibration error of its probabilities, in 15 bins of equal width.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    support: int
    threshold: float | None
    f1_interval: Interval | None = None
    average_precision: float | None = None
    calibration_error: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure and its 95 % interval (bootstrap over articles); None for one article."""

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Scores:
    """How a tagger did.

    Attributes:
        texts: number of texts judged.
        articles: number of articles they come from.
        headlines: the figures of `measures.HEADLINES`, by name.
        per_topic: the topics, in the model's order.
    """

    texts: int
    articles: int
    headlines: Mapping[str, Figure]
    per_topic: Mapping[str, TopicScores]

    @property
    def micro_f1(self) -> float:
        """F1 over all decisions together; in a task of one topic a text, the same as accuracy."""
        return self.headlines["micro_f1"].value

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the topics that occur or were given."""
        return self.headlines["macro_f1"].value

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers: each headline figure, and its interval as ``NAME_interval``."""
        flat: dict[str, Any] = {"texts": self.texts, "articles": self.articles}
        for name, figure in self.headlines.items():
            flat |= {name: figure.value, f"{name}_interval": figure.interval}
        return {**flat, "per_topic": {topic: asdict(row) for topic, row in self.per_topic.items()}}


def shown(value: float | None, digits: int = 2) -> str:
    """Return a figure for people; a dash where nothing was there to measure."""
    return "-" if value is None else f"{value:.{digits}f}"


def judge(answers: Answers, seed: int = 0) -> Scores:
    """Compare the answers of a tagger with the truth.

    Args:
        answers: the answers, on one text at least.
        seed: seed of the bootstrap.
    """
    sums = sum_up(answers)
    whole, articles = sums.whole(), len(sums.texts)
    headlines = {measure.name: Figure(float(measure.value(whole)[0]), None) for measure in HEADLINES}
    f1_intervals: list[Interval | None] = [None] * len(answers.topics)
    if articles > 1:
        values, f1 = resampled(sums, seed)
        for measure in HEADLINES:
            value, draws = headlines[measure.name].value, values[measure.name]
            interval = mirrored_interval(draws, value) if measure.pushed_up else percentile_interval(draws)
            headlines[measure.name] = Figure(value, interval)
        f1_intervals = [percentile_interval(column) for column in f1.T]
    return Scores(len(answers.targets), articles, headlines, _per_topic(answers, whole, f1_intervals))


def resampled(sums: Sums, seed: int) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Return every headline figure of every resample of articles, and F1 by topic.

    Args:
        sums: sums by article.
        seed: seed of the resamples; the same seed draws the same ones for as many articles.

    Returns:
        The headline figures by name, of shape (n_draws,), and F1 of shape (n_draws, n_topics), NaN where a topic
        neither occurs nor was given.
    """
    drawn = [sums.drawn(weights) for weights in draw_weights(len(sums.texts), seed)]
    values = {measure.name: np.concatenate([measure.value(part) for part in drawn]) for measure in HEADLINES}
    return values, np.concatenate([f1_by_topic(part.counts) for part in drawn])


def _per_topic(answers: Answers, whole: Sums, f1_intervals: list[Interval | None]) -> dict[str, TopicScores]:
    counts = whole.counts
    hits, given, true, f1 = counts.hits[0], counts.given[0], counts.true[0], f1_by_topic(counts)[0]
    return {
        topic: TopicScores(
            precision=float(hits[column] / given[column]) if given[column] else None,
            recall=float(hits[column] / true[column]) if true[column] else None,
            f1=None if np.isnan(f1[column]) else float(f1[column]),
            support=int(true[column]),
            threshold=answers.thresholds[column],
            f1_interval=f1_intervals[column],
            average_precision=average_precision(answers.scores[:, column], answers.targets[:, column]),
            calibration_error=reliability(answers.scores[:, column], answers.targets[:, column]).error,
        )
        for column, topic in enumerate(answers.topics)
    }
