"""From corrections to a new model beside the old one, and to what sets the two apart."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.config import DataSettings
from classify.corpus.loading import load_examples
from classify.errors import InputError
from classify.judging.metrics import judge
from classify.judging.paired import compare as compare_answers
from classify.tagging.folder import load_model
from classify.tagging.swap import replacing
from classify.verbs.answers import answers_of
from classify.verbs.split import Taught
from classify.verbs.train import train

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.judging.answers import Answers
    from classify.judging.bootstrap import Interval
    from classify.progress import Progress
    from classify.records import Example
    from classify.tagging.model import Model

_HEADLINES = ("micro_f1", "macro_f1")
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Change:
    """A score before and after; `interval` is that of the difference (paired bootstrap), None for one article."""

    before: float | None
    after: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A corrected text, what it should have, and what each model gives it."""

    text: str
    wanted: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retrained:
    """What a new model changes.

    Attributes:
        texts: number of texts held out, on which both models were judged; 0 where none are, and nothing was judged.
        articles: number of articles they come from.
        headlines: ``micro_f1`` and ``macro_f1``.
        per_topic: F1 of every topic.
        changed: how many decisions on the texts held out are others now.
        corrections: how many texts were corrected.
        right_before: how many of them the old model has all right.
        right_after: how many of them the new model has all right, having learnt from them.
        moved: corrected texts that the models answer differently, at most a hundred.
    """

    texts: int
    articles: int
    headlines: dict[str, Change]
    per_topic: dict[str, Change]
    changed: int
    corrections: int
    right_before: int
    right_after: int
    moved: tuple[Moved, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return asdict(self)


def retrain(
    config: Config,
    corrections: Path,
    live: Path,
    candidate: Path,
    progress: Progress,
    unlabelled: Sequence[str] = (),
) -> Retrained:
    """Learn from the data of a config and corrections, into a folder of its own, and compare with the model in use.

    Args:
        config: the settings that the model in use was trained with.
        corrections: labelled texts, as JSONL.
        live: the folder of the model in use; it is only read.
        candidate: the folder of the new model.
        progress: who is told how it goes.
        unlabelled: texts without labels; see `Taught`.

    Raises:
        InputError: the config, the data, or a folder cannot be used, or the config has other topics than the model.
        JobError: the new folder cannot be written.
    """
    old, _ = load_model(live)
    known = [topic.id for topic in old.topics]
    examples = load_examples(DataSettings(path=(str(corrections),)), known=known)
    trained = train(config, candidate, force=True, progress=progress, taught=Taught(examples, unlabelled))
    new, _ = load_model(candidate)
    if [topic.id for topic in new.topics] != known:
        raise InputError(
            f"{config.name}: the config leads to other topics than the model in use has.",
            "Name with --config the config that the model was trained with.",
        )
    progress.stage("Comparing the new model with the one in use")
    return compare(old, new, trained.held_out, examples, config.seed)


def compare(
    old: Model, new: Model, held_out: Sequence[Example], corrections: Sequence[Example], seed: int
) -> Retrained:
    """Judge two models of the same topics on the same texts, and look at what was corrected."""
    first, second = answers_of(old, corrections), answers_of(new, corrections)
    moved = [
        Moved(corrections[row].text, *(_names(first, each[row]) for each in (first.targets, first.given, second.given)))
        for row in np.flatnonzero((first.given != second.given).any(axis=1))[:_SHOWN].tolist()
    ]
    headlines, per_topic, changed = _judged(old, new, held_out, seed) if held_out else ({}, {}, 0)
    return Retrained(
        texts=len(held_out),
        articles=len({example.article for example in held_out}),
        headlines=headlines,
        per_topic=per_topic,
        changed=changed,
        corrections=len(corrections),
        right_before=_right(first),
        right_after=_right(second),
        moved=tuple(moved),
    )


def accept(candidate: Path, live: Path, previous: Path) -> None:
    """Put a new model in the place of the one in use, and keep that one as the previous.

    Each of the two steps is done whole or not at all.

    Raises:
        InputError: the new model cannot be loaded; nothing is changed.
        JobError: a folder cannot be written; the model in use is the old one or the new one.
    """
    load_model(candidate)
    with replacing(previous) as new:
        shutil.copytree(live, new, dirs_exist_ok=True)
    with replacing(live) as new:
        shutil.copytree(candidate, new, dirs_exist_ok=True)
    shutil.rmtree(candidate)


def bring_back(live: Path, previous: Path) -> None:
    """Let the model in use and the previous one change places.

    Raises:
        InputError: the previous model cannot be loaded; nothing is changed.
        JobError: a folder cannot be written; the model in use is one of the two.
    """
    load_model(previous)
    with tempfile.TemporaryDirectory(dir=previous.parent) as scratch:
        kept = shutil.copytree(live, Path(scratch) / "model")
        with replacing(live) as new:
            shutil.copytree(previous, new, dirs_exist_ok=True)
        with replacing(previous) as new:
            shutil.copytree(kept, new, dirs_exist_ok=True)


def _judged(
    old: Model, new: Model, examples: Sequence[Example], seed: int
) -> tuple[dict[str, Change], dict[str, Change], int]:
    first, second = answers_of(old, examples), answers_of(new, examples)
    before, after, paired = judge(first, seed), judge(second, seed), compare_answers(first, second, seed)
    headlines = {
        name: Change(before.headlines[name].value, after.headlines[name].value, paired.headlines[name].interval)
        for name in _HEADLINES
    }
    per_topic = {
        topic: Change(row.f1, after.per_topic[topic].f1, paired.per_topic[topic].interval)
        for topic, row in before.per_topic.items()
    }
    return headlines, per_topic, int((first.given != second.given).sum())


def _right(answers: Answers) -> int:
    return int((answers.given == answers.targets).all(axis=1).sum())


def _names(answers: Answers, given: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(topic for topic, yes in zip(answers.topics, given.tolist(), strict=True) if yes)
