"""The report of a model: one page of its scores, curves, reasons and mistakes, ``report.html`` in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from classify.judging.charts import Line, chart
from classify.judging.curves import precision_recall
from classify.judging.measures import HEADLINES
from classify.judging.metrics import shown
from classify.judging.mistakes import surest_mistakes, taken_for
from classify.judging.reliability import reliability
from classify.writing.pages import hues, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from classify.judging.measured import Measured, Point
    from classify.judging.mistakes import Mistake

_OVERALL, _BY_TOPIC = 10, 3
"""Mistakes of each kind that are shown of all topics together, and of each."""
_MATRIX = 20
"""Topics up to which all pairs are shown, as a table; beyond, the most frequent pairs."""
_PAIRS = 30
_DRAWN = 30
"""Topics that have charts and mistakes, the most frequent: each takes 30 ms and 15 kB."""
_TERMS = 15
_LONGEST = 400


def report(measured: Measured, curve: Sequence[Point] | None = None) -> str:
    """Write the report of a model.

    Args:
        measured: the model and its answers.
        curve: the learning curve, where there is one.
    """
    answers = measured.answers
    counts = taken_for(answers)
    support = answers.targets.sum(axis=0)
    drawn = set(np.argsort(-support, kind="stable")[:_DRAWN].tolist())
    overall = {given: _told(measured, surest_mistakes(answers, given, _OVERALL)) for given in (True, False)}
    return template("report.html").render(
        measured=measured,
        headlines=[(measure, measured.scores.headlines[measure.name]) for measure in HEADLINES],
        shown=shown,
        hue=hues(answers.topics),
        titles=measured.tagger.titles,
        topics=[_topic(measured, column, column in drawn) for column in range(len(answers.topics))],
        overall=overall,
        matrix=counts.tolist() if len(answers.topics) <= _MATRIX else None,
        most=max(1, int(counts[:-1, :-1].max())),
        pairs=_pairs(counts, answers.topics),
        whole=_reliability_chart(measured, None),
        curve=curve,
        curve_chart=_curve_chart(curve) if curve else "",
    )


def _topic(measured: Measured, column: int, drawn: bool) -> dict[str, Any]:
    answers, topic = measured.answers, measured.answers.topics[column]
    charts, mistakes = [], []
    if drawn:
        charts = [_precision_recall_chart(measured, column), _reliability_chart(measured, column)]
        mistakes = [one for given in (True, False) for one in surest_mistakes(answers, given, _BY_TOPIC, column)]
    return {
        "id": topic,
        "scores": measured.scores.per_topic[topic],
        "charts": charts,
        "terms": measured.tagger.strongest_ngrams(topic, _TERMS),
        "mistakes": _told(measured, mistakes),
    }


def _precision_recall_chart(measured: Measured, column: int) -> Markup | None:
    answers, topic = measured.answers, measured.answers.topics[column]
    curve = precision_recall(answers.scores[:, column], answers.targets[:, column])
    if curve is None:
        return None
    lines = [Line(zip(curve.recall.tolist(), curve.precision.tolist(), strict=True))]
    title = f"Precision over recall of {topic}."
    scores = measured.scores.per_topic[topic]
    if scores.precision is not None and scores.recall is not None:
        lines.append(Line([(scores.recall, scores.precision)], joined=False, dots=True))
        title += f" The dot: precision {scores.precision:.2f}, recall {scores.recall:.2f}."
    return chart(title, "recall", "precision", lines)


def _reliability_chart(measured: Measured, column: int | None) -> Markup:
    answers = measured.answers
    columns = slice(None) if column is None else slice(column, column + 1)
    found = reliability(answers.scores[:, columns], answers.targets[:, columns])
    filled = found.count > 0
    points = list(zip(found.probability[filled].tolist(), found.share[filled].tolist(), strict=True))
    name = "all topics" if column is None else answers.topics[column]
    title = f"Share of texts that have the topic over its probability: {name}. Calibration error {found.error:.3f}."
    return chart(title, "probability", "share that is true", [Line([(0, 0), (1, 1)]), Line(points, dots=True)])


def _curve_chart(curve: Sequence[Point]) -> Markup:
    values = ([point.scores.micro_f1 for point in curve], [point.scores.macro_f1 for point in curve])
    shares = [point.share for point in curve]
    lines = [Line(zip(shares, column, strict=True), dots=True) for column in values]
    return chart("Micro and macro F1 over the share of the articles.", "share of the articles", "F1", lines)


def _told(measured: Measured, mistakes: Sequence[Mistake]) -> list[dict[str, Any]]:
    """Return mistakes with their texts, and the words for and against the topic."""
    told = []
    for mistake in mistakes:
        answers, text = measured.answers, measured.texts[mistake.row]
        topic = answers.topics[mistake.column]
        speaking_for, speaking_against, _ = measured.tagger.weigh_words(text).sides(topic, 6)
        told.append(
            {
                "topic": topic,
                "probability": mistake.probability,
                "given": mistake.given,
                "text": text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",
                "true": [answers.topics[other] for other in np.flatnonzero(answers.targets[mistake.row]).tolist()],
                "for": speaking_for,
                "against": speaking_against,
            }
        )
    return told


def _pairs(counts: np.ndarray[Any, np.dtype[np.int64]], topics: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return the topics most often given in the place of another: the missing one, the one given, how often."""
    inner = counts[:-1, :-1]
    order = np.argsort(-inner, axis=None, kind="stable")[:_PAIRS].tolist()
    places = [divmod(place, inner.shape[1]) for place in order]
    return [(topics[row], topics[column], int(inner[row, column])) for row, column in places if inner[row, column]]
