"""Checking a corpus, and comparing two labellings of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.agreement import agreement, overall, pair_up
from classify.corpus.duplicates import find_duplicates
from classify.corpus.findings import Finding, short
from classify.corpus.loading import conflicts, load_examples
from classify.corpus.remedies import separator_remedy
from classify.corpus.separators import unsplit_labels
from classify.corpus.splits import hold_out
from classify.corpus.topics import configured_topics
from classify.corpus.variety import count_topics, find_openings, find_telling_names, summary
from classify.errors import InputError, counted, listed
from classify.learning.suspects import suspicion
from classify.records import Topic
from classify.verbs.split import too_rare
from classify.verbs.task import indicator
from classify.verbs.unseen import FOLDS, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classify.config import Config, DataSettings
    from classify.corpus.agreement import Agreement
    from classify.corpus.remedies import Door
    from classify.corpus.variety import TopicCount
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Example


@dataclass(frozen=True)
class Checked:
    """The outcome of a check: what was found, counts of every topic, and the size and variety of the whole."""

    findings: list[Finding]
    topics: list[TopicCount]
    summary: dict[str, Any]

    @property
    def errors(self) -> int:
        """Number of findings that are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return {
            "summary": self.summary,
            "topics": [asdict(count) for count in self.topics],
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True)
class Compared:
    """Two labellings compared.

    Attributes:
        texts: how many texts both have.
        only_first: how many texts the first alone has; they are not compared.
        only_second: how many the second alone has.
        topics: the agreement on each topic.
        overall: all decisions together.
    """

    texts: int
    only_first: int
    only_second: int
    topics: list[Agreement]
    overall: Agreement

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return asdict(self)


def check(config: Config, progress: Progress, door: Door = "config") -> Checked:
    """Check the labelled data of a config.

    Args:
        config: the settings; those of data, topics, held-out part, features and folds are used.
        progress: who is told how it goes.
        door: how the data were named.

    Raises:
        InputError: the data cannot be read at all.
    """
    progress.stage("Reading the labelled texts")
    broken: list[Finding] = []
    known = _known_topics(config)
    try:
        examples = load_examples(
            config.data, config.resolve, known, lambda error: broken.append(_schema_finding(error)), door=door
        )
    except InputError as error:
        if not broken:
            raise
        return Checked([*broken, _schema_finding(error, error.remedy)], [], {})
    names = known or sorted({topic for example in examples for topic in example.topics})
    progress.stage(f"Comparing {counted(len(examples), 'text')}")
    held_out = _held_out(config, examples)
    findings = [
        *broken,
        *_without_topics(examples),
        *_unsplit(examples, door),
        *_rare_topics(config, [example for example in examples if example.article not in held_out], names),
        *_conflicts(examples),
        *find_duplicates(examples, held_out),
    ]
    findings += [*find_openings(examples), *find_telling_names(examples)]
    progress.stage("Looking for labels that the other articles speak against")
    findings += _suspects(config, examples, names, progress)
    findings.sort(key=lambda finding: finding.severity)
    return Checked(findings, count_topics(examples, names), summary(examples))


def compare_labels(first: DataSettings, second: DataSettings) -> Compared:
    """Compare two labellings of the same texts.

    Args:
        first: where labelled texts are.
        second: where others are, with some of the same articles and texts.

    Raises:
        InputError: a file cannot be read, or they have no text in common.
    """
    one, two = (load_examples(settings, door="options") for settings in (first, second))
    pairs = pair_up(one, two)
    topics = sorted({topic for pair in pairs for example in pair for topic in example.topics})
    rows = agreement(pairs, topics)
    alone = (len(one) - len(pairs), len(two) - len(pairs))
    return Compared(len(pairs), *alone, rows, overall(rows, len(pairs)))


def _known_topics(config: Config) -> list[str] | None:
    topics = configured_topics(config)
    return None if topics is None else [topic.id for topic in topics]


def _schema_finding(error: InputError, remedy: str = "") -> Finding:
    place, _, message = error.cause.partition(": ")
    return Finding("error", "schema", place, f"{message} {remedy}".strip())


def _without_topics(examples: Sequence[Example]) -> Iterator[Finding]:
    if not any(example.topics for example in examples):
        message = f"none of the {counted(len(examples), 'text')} has a topic: is the column of labels the right one?"
        yield Finding("error", "no topic", examples[0].place, message)


def _unsplit(examples: Sequence[Example], door: Door) -> Iterator[Finding]:
    unsplit = unsplit_labels(examples)
    if unsplit is not None:
        mark, labels = unsplit
        place = next(example.place for example in examples if labels[0] in example.topics)
        message = f"{len(labels)} labels hold '{mark}': '{labels[0]}', the first here, counts as one topic"
        yield Finding("warning", "separator", place, f"{message}; {separator_remedy(door, mark)}")


def _rare_topics(config: Config, examples: Sequence[Example], names: Sequence[str]) -> Iterator[Finding]:
    kind: TaskKind = "single" if all(len(example.topics) == 1 for example in examples) else "multi"
    for name in names:
        holders = [example for example in examples if name in example.topics]
        rarity = too_rare(name, len(holders), config.folds, kind)
        if rarity is not None:
            place = holders[0].place if holders else listed(config.data.path)
            yield Finding("warning", "rare topic", place, rarity)


def _conflicts(examples: Sequence[Example]) -> Iterator[Finding]:
    for first, second in conflicts(examples):
        message = f"the same text as {first.place}, with other topics: {short(second.text)}"
        yield Finding("error", "conflict", second.place, message)


def _held_out(config: Config, examples: Sequence[Example]) -> set[str]:
    settings = config.data.held_out
    try:
        return {example.article for example in hold_out(examples, settings.share, settings.always)[1]}
    except InputError:
        return set()


def _suspects(
    config: Config, examples: Sequence[Example], names: Sequence[str], progress: Progress
) -> Iterator[Finding]:
    """Yield the labels that cross-validation contradicts; nothing where there are too few articles for folds."""
    articles = [example.article for example in examples]
    topics = [Topic(name, name) for name in names]
    if len(set(articles)) < (config.folds or FOLDS) or not indicator(examples, topics).any():
        return
    try:
        found = unseen(config, examples, topics, progress)
    except InputError as error:
        yield Finding("error", "features", examples[0].place, f"nothing to learn from: {error.cause}")
        return
    scores, targets = found.scores, found.targets
    suspect = suspicion(scores, targets)
    order = np.argsort(-suspect, axis=None, kind="stable")[: int((suspect > 0).sum())]
    for row, column in zip(*np.unravel_index(order, suspect.shape), strict=True):
        example, carried = examples[row], "carries" if targets[row, column] else "lacks"
        message = f"{carried} '{names[column]}', to which the others give {scores[row, column]:.2f}"
        yield Finding("warning", "suspect label", example.place, f"{message}: {short(example.text)}")
