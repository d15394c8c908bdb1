"""Reading the labelled texts of a config, and parting those to learn from and those to measure on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from classify.corpus.fingerprints import file_fingerprints, joint_fingerprint, text_fingerprints
from classify.corpus.joining import plain, with_corrections
from classify.corpus.loading import conflicts
from classify.corpus.separators import unsplit_labels
from classify.corpus.splits import hold_out
from classify.errors import counted
from classify.learning.decisions import rule_of
from classify.verbs.task import indicator, read_task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from classify.config import Config
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.task import Task


@dataclass(frozen=True)
class Taught:
    """What there is to learn from besides the data of a config.

    Attributes:
        corrections: texts with the topics that somebody gave them; see `with_corrections`.
        unlabelled: texts without labels; where most of what is learnt from are corrections, those of which a model is
            sure may be learnt from too (see `classify.verbs.guesses`).
    """

    corrections: Sequence[Example] = ()
    unlabelled: Sequence[str] = ()


NOTHING_TAUGHT = Taught()


@dataclass(frozen=True)
class Split:
    """What is learnt from and what is measured on.

    Attributes:
        task: what is to be learnt; its examples are left out.
        training: the texts to learn from.
        testing: the texts to measure on.
        articles: how many articles there are to learn from.
        corrections: fingerprints of the corrections among the texts to learn from.
    """

    task: Task
    training: list[Example]
    testing: list[Example]
    articles: int
    corrections: list[str]


def read_split(config: Config, progress: Progress, corrections: Sequence[Example] = ()) -> Split:
    """Read and part the labelled texts, and warn of what looks wrong with them.

    Args:
        config: the settings of the data.
        progress: told what is done, and warned.
        corrections: texts to learn from besides; see `with_corrections`.

    Raises:
        InputError: the data cannot be used.
    """
    progress.stage("Reading the labelled texts")
    task = read_task(config)
    _warn_of_conflicts(task.examples, progress)
    _warn_of_unsplit_labels(task.examples, progress)
    held_out = config.data.held_out
    training, testing = hold_out(task.examples, held_out.share, held_out.always)
    training, testing = with_corrections(training, testing, corrections)
    _warn_of_rare_topics(task, indicator(training, task.topics), config.folds, progress)
    articles = len({example.article for example in training})
    return Split(replace(task, examples=[]), training, testing, articles, sorted(text_fingerprints(corrections)))


def for_sample(config: Config, kind: TaskKind, picked: int, total: int) -> Config:
    """Let probabilities choose thresholds (`Aim.expected`) where most texts were picked: they are no fair sample.

    Args:
        config: the settings.
        kind: whether a text has any number of topics or exactly one.
        picked: how many of the texts to learn from were picked, because a model was unsure of them or wrong.
        total: how many texts there are to learn from.
    """
    settings = config.thresholds
    if (
        settings is None
        or settings.folds is None
        or rule_of(settings, kind).by_rank
        or not mostly_picked(picked, total)
    ):
        return config
    return config.model_copy(update={"thresholds": settings.model_copy(update={"expected": True})})


def mostly_picked(picked: int, total: int) -> bool:
    """Whether most of the texts to learn from were picked, by a queue or because a model was wrong."""
    return 2 * picked > total


def unseen_texts(texts: Sequence[str], split: Split) -> list[str]:
    """Return the texts that are neither learnt from nor measured on."""
    seen = {plain(example.text) for part in (split.training, split.testing) for example in part}
    return [text for text in texts if plain(text) not in seen]


def learnt_from(split: Split) -> dict[str, Any]:
    """Return what a manifest tells of the texts to learn from."""
    fingerprints = file_fingerprints(split.training)
    return {
        "texts": len(split.training),
        "articles": split.articles,
        "fingerprint": joint_fingerprint(fingerprints),
        "file_fingerprints": fingerprints,
        "corrections": split.corrections,
    }


def too_rare(topic: str, texts: int, folds: int | None, kind: TaskKind) -> str | None:
    """Say what comes of a topic with fewer texts to learn from than there are folds; None where it has enough."""
    if texts == 0:
        return f"'{topic}' has no text to learn from: it will not be given"
    if folds is None or texts >= folds:
        return None
    purpose = "to choose a threshold well" if kind == "multi" else f"for {folds} folds"
    return f"'{topic}' has {counted(texts, 'text')}, too few {purpose}: it will rarely be given"


def _warn_of_conflicts(examples: Sequence[Example], progress: Progress) -> None:
    pairs = list(conflicts(examples))
    for first, second in islice(pairs, 5):
        progress.warn(f"{second.place}: the same text as {first.place}, with other topics")
    if len(pairs) > 5:
        progress.warn(f"{len(pairs) - 5} more texts stand there twice with different topics")


def _warn_of_unsplit_labels(examples: Sequence[Example], progress: Progress) -> None:
    unsplit = unsplit_labels(examples)
    if unsplit is not None:
        mark, labels = unsplit
        progress.warn(
            f"{len(labels)} labels hold '{mark}' (such as '{labels[0]}') and count as one topic each: if they are"
            f" several, set data.separator: '{mark}'"
        )


def _warn_of_rare_topics(task: Task, targets: NDArray[np.bool_], folds: int | None, progress: Progress) -> None:
    for topic, texts in zip(task.topics, targets.sum(axis=0).tolist(), strict=True):
        rarity = too_rare(topic.id, texts, folds, task.kind)
        if rarity is not None:
            progress.warn(rarity)
