"""Tables of scores for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classify.cli.marking import shown
from classify.cli.tables import print_table
from classify.errors import counted
from classify.judging.measures import HEADLINES
from classify.judging.metrics import shown as figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from classify.judging.bootstrap import Interval
    from classify.judging.metrics import Scores, TopicScores
    from classify.judging.paired import Difference, Paired
    from classify.judging.slices import Slice
    from classify.verbs.compare import Compared, Disagreement
    from classify.verbs.crossval import CrossValidated
    from classify.verbs.evaluate import Evaluated

_MOST_DISAGREEMENTS = 10


def print_scores(console: Console, scores: Scores, measured_on: str) -> None:
    """Print what a training run ends with: the topics, then micro and macro F1 with their intervals."""
    _print_topics(console, scores.per_topic, average_precision=False)
    _print_headlines(console, scores, ("micro_f1", "macro_f1"))
    console.print(f" all topics of a text right: {scores.headlines['exact_match'].value:.1%}")
    _print_basis(console, scores, measured_on)


def print_evaluated(console: Console, evaluated: Evaluated, measured_on: str, by: str | None) -> None:
    """Print all scores: the topics, the headline figures, and the slices where some were asked for."""
    _print_all(console, evaluated.scores)
    _print_basis(console, evaluated.scores, measured_on)
    if evaluated.slices is not None:
        _print_slices(console, evaluated.slices, by or "")


def print_crossval(console: Console, crossed: CrossValidated, measured_on: str) -> None:
    """Print the scores of a cross-validation, and how far they differ from fold to fold."""
    _print_all(console, crossed.scores)
    table = _table("figure", "mean", "sd", *(f"fold {number + 1}" for number in range(len(crossed.folds))))
    table.collapse_padding = True
    for measure in HEADLINES:
        spread = crossed.spread[measure.name]
        table.add_row(measure.title, *(f"{value:.3f}" for value in (spread.mean, spread.sd, *spread.folds)))
    console.print(table)
    _print_basis(console, crossed.scores, measured_on)


def print_compared(console: Console, compared: Compared, measured_on: str) -> None:
    """Print models side by side, what each but the first changes, and texts on which they differ."""
    table = _table("figure", *compared.scores)
    for measure in HEADLINES:
        row = [f"{scores.headlines[measure.name].value:.3f}" for scores in compared.scores.values()]
        table.add_row(measure.title, *row)
    print_table(console, table)
    first = next(iter(compared.scores))
    for model, paired in compared.differences.items():
        _print_paired(console, model, first, paired)
    _print_disagreements(console, compared.disagreements)
    _print_basis(console, compared.scores[first], measured_on)


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(first, overflow="fold")
    for heading in others:
        table.add_column(heading, justify="right", overflow="fold")
    return table


def _print_topics(console: Console, topics: Mapping[str, TopicScores], average_precision: bool) -> None:
    headings = ["precision", "recall", "F1", *(["AP"] if average_precision else []), "support", "threshold"]
    table = _table("topic", *headings)
    table.collapse_padding = average_precision  # one column more must not fold the topics of the shipped model
    for topic, row in topics.items():
        figures = [row.precision, row.recall, row.f1, *([row.average_precision] if average_precision else [])]
        threshold = "best" if row.threshold is None else f"{row.threshold:.2f}"
        table.add_row(topic, *map(figure, figures), str(row.support), threshold)
    print_table(console, table)


def _print_all(console: Console, scores: Scores) -> None:
    _print_topics(console, scores.per_topic, average_precision=True)
    _print_headlines(console, scores, [measure.name for measure in HEADLINES])


def _print_headlines(console: Console, scores: Scores, names: Sequence[str]) -> None:
    for measure in HEADLINES:
        if measure.name in names:
            found = scores.headlines[measure.name]
            console.print(f" {measure.title} {found.value:.3f}  ({_interval(found.interval)}{measure.remark})")


def _interval(interval: Interval | None) -> str:
    return "no interval: one article" if interval is None else f"95 % interval {interval[0]:.3f} to {interval[1]:.3f}"


def _print_basis(console: Console, scores: Scores, measured_on: str) -> None:
    size = f"{counted(scores.texts, 'text')} from {counted(scores.articles, 'article')}"
    console.print(f" on {size}: {measured_on}", soft_wrap=True)


def _print_slices(console: Console, slices: Sequence[Slice], by: str) -> None:
    table = _table(by, "texts", "articles", "micro F1", "95 % interval", "macro F1")
    for part in slices:
        interval = part.micro_f1.interval
        spanned = "-" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"
        numbers = [str(part.texts), str(part.articles), f"{part.micro_f1.value:.3f}", spanned]
        table.add_row(shown(part.value), *numbers, f"{part.macro_f1.value:.3f}")
    console.print(table)


def _print_paired(console: Console, model: str, first: str, paired: Paired) -> None:
    console.print(Text(f" {model} less {first}", style="bold"), soft_wrap=True)
    table = _table("figure", "difference", "95 % interval", "moved")
    for measure in HEADLINES:
        _add_difference(table, measure.title, paired.headlines[measure.name])
    console.print(table)
    moved = {topic: difference for topic, difference in paired.per_topic.items() if difference.moved}
    if not moved:
        console.print(f" none of {len(paired.per_topic)} topics moved\n")
        return
    console.print(f" {len(moved)} of {len(paired.per_topic)} topics moved (F1)")
    table = _table("topic", "difference", "95 % interval", "moved")
    for topic, difference in sorted(moved.items(), key=lambda item: item[1].value or 0.0):
        _add_difference(table, topic, difference)
    console.print(table)


def _add_difference(table: Table, title: str, difference: Difference) -> None:
    interval = difference.interval
    table.add_row(
        title,
        "-" if difference.value is None else f"{difference.value:+.3f}",
        "-" if interval is None else f"{interval[0]:+.3f} to {interval[1]:+.3f}",
        "yes" if difference.moved else "",
    )


def _print_disagreements(console: Console, disagreements: Sequence[Disagreement]) -> None:
    total, sample = len(disagreements), disagreements[:_MOST_DISAGREEMENTS]
    if not sample:
        console.print(" the models give all texts the same topics")
        return
    by_gap = disagreements[0].gap > disagreements[-1].gap
    which = f"the {len(sample)} widest apart" if by_gap else f"the first {len(sample)}"
    console.print(f" they differ on {total} texts" + (f"; {which}:" if total > len(sample) else ":"))
    for row in sample:
        console.print(Text(f"   {row.example.place}", style="dim"), soft_wrap=True)
        console.print(Padding(Text(shown(row.example.text)), (0, 0, 0, 3)))
        answers = {"labelled": row.example.topics, **row.answers}
        for name, topics in answers.items():
            console.print(Padding(Text(f"{name}: {', '.join(topics) or 'no topic'}"), (0, 0, 0, 5)))
    console.print()
