"""From a config to a model folder."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from classify.corpus.fingerprints import file_fingerprints, joint_fingerprint
from classify.corpus.joining import with_corrections
from classify.corpus.loading import conflicts
from classify.corpus.separators import unsplit_labels
from classify.corpus.splits import hold_out
from classify.errors import InputError, counted
from classify.judging.card import model_card
from classify.judging.measured import Measured, Point
from classify.judging.metrics import judge
from classify.progress import Silent
from classify.tagging.export import PipelineWriter
from classify.tagging.folder import refuse_other_folder, save_model
from classify.tagging.manifest import NAME, read_manifest
from classify.tagging.swap import refuse_unwritable
from classify.tagging.tagger import Tagger
from classify.verbs.answers import answers_of, cross_validated_answers
from classify.verbs.choose import concrete_settings
from classify.verbs.curve import learning_curve
from classify.verbs.learn import learn
from classify.verbs.task import indicator, read_task
from classify.verbs.warm import kernels_loading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from classify.config import Config
    from classify.judging.metrics import Scores
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.learn import Learnt
    from classify.verbs.task import Task

HELD_OUT = "articles held out from training"
CROSS_VALIDATED = "cross-validation by article"
NOTHING = "nothing"
KINDS = {"multi": "any number of them a text", "single": "exactly one of them a text"}


@dataclass(frozen=True)
class Trained:
    """The outcome of a training run.

    Attributes:
        folder: the model folder.
        scores: how the model did; None where nothing was measured.
        measured_on: how the scores came, in words.
        held_out: the texts that were held out from training.
    """

    folder: Path
    scores: Scores | None
    measured_on: str
    held_out: tuple[Example, ...]


@dataclass(frozen=True)
class _Split:
    """What is learnt from and what is measured on."""

    task: Task
    training: list[Example]
    testing: list[Example]

    @property
    def articles(self) -> list[str]:
        """The article of every text that is learnt from."""
        return [example.article for example in self.training]


def train(
    config: Config,
    folder: Path,
    *,
    force: bool = False,
    with_curve: bool = False,
    progress: Progress | None = None,
    writer: PipelineWriter | None = None,
    corrections: Sequence[Example] = (),
) -> Trained:
    """Train a tagger and write its folder.

    Args:
        config: the settings.
        folder: where the model goes; a model of the same name there is replaced.
        force: replace a model of another name too.
        with_curve: learn from shares of the articles as well, for the learning curve of the report.
        progress: who is told how it goes.
        writer: what writes the Pipeline, where one was started beforehand.
        corrections: texts to learn from besides; see `with_corrections`.

    Raises:
        InputError: the config, the data or the folder cannot be used.
        JobError: the folder cannot be written. Either way a model that was there is untouched.
    """
    progress = progress or Silent()
    _refuse_other_model(folder, config.name, force)
    refuse_unwritable(folder)
    with writer or PipelineWriter() as export:
        with kernels_loading(config):
            split = _read(config, progress, corrections)
        learnt = learn(config, split.training, split.task.topics, split.task.kind, progress, export.announce)
        export.prepare(learnt.model)
        measured = _measure(config, learnt, split)
        curve = _curve(learnt, split, progress) if with_curve else None
        progress.stage(f"Writing {folder}")
        _save(config, folder, split, learnt, measured, curve, export)
    return Trained(
        folder, measured.scores if measured else None, measured.how if measured else NOTHING, tuple(split.testing)
    )


def _save(
    config: Config,
    folder: Path,
    split: _Split,
    learnt: Learnt,
    measured: Measured | None,
    curve: Sequence[Point] | None,
    writer: PipelineWriter,
) -> None:
    scores, how = (measured.scores, measured.how) if measured else (None, NOTHING)
    fingerprints = file_fingerprints(split.training)
    data = {
        "texts": len(split.training),
        "articles": len(set(split.articles)),
        "fingerprint": joint_fingerprint(fingerprints),
        "file_fingerprints": fingerprints,
    }
    save_model(
        learnt.model,
        folder,
        model_card(config, split.task.topics, split.task.kind, data, scores, how),
        writer,
        report=_report(measured, curve) if measured else None,
        name=config.name,
        settings=learnt.config.model_dump(mode="json"),
        data=data,
        scores={"measured_on": how, **scores.as_json()} if scores else {},
    )


def _report(measured: Measured, curve: Sequence[Point] | None) -> str:
    from classify.judging.report import report  # draws: needed only where something was measured

    return report(measured, curve)


def _refuse_other_model(folder: Path, name: str, force: bool) -> None:
    refuse_other_folder(folder)
    if force or not (folder / NAME).exists():
        return
    try:
        found = read_manifest(folder).name
    except InputError:
        return
    if found != name:
        raise InputError(
            f"{folder}: holds a model named '{found}', not '{name}'.",
            "Name another folder with --output, or replace it with --force.",
        )


def _read(config: Config, progress: Progress, corrections: Sequence[Example]) -> _Split:
    progress.stage("Reading the labelled texts")
    task = read_task(config)
    _warn_of_conflicts(task.examples, progress)
    _warn_of_unsplit_labels(task.examples, progress)
    held_out = config.data.held_out
    training, testing = hold_out(task.examples, held_out.share, held_out.always)
    training, testing = with_corrections(training, testing, corrections)
    _warn_of_rare_topics(task, indicator(training, task.topics), config.folds, progress)
    return _Split(task, training, testing)


def _measure(config: Config, learnt: Learnt, split: _Split) -> Measured | None:
    """Judge the model on the articles held out, or, where there are none, by cross-validation."""
    if split.testing:
        examples, how, answers = split.testing, HELD_OUT, answers_of(learnt.model, split.testing)
    elif learnt.folds is not None:
        examples, how = split.training, CROSS_VALIDATED
        answers = cross_validated_answers(learnt.model, learnt.folds, split.training)
    else:
        return None
    texts = [example.text for example in examples]
    tagger = Tagger(learnt.model)
    scores = judge(answers, config.seed)
    return Measured(config.name, tagger, answers, texts, scores, how, _facts(learnt, split), seen=not split.testing)


def _facts(learnt: Learnt, split: _Split) -> dict[str, str]:
    return {
        "task": f"{len(split.task.topics)} topics, {KINDS[split.task.kind]}",
        "learnt from": f"{len(split.training)} texts from {len(set(split.articles))} articles",
        "settings": f"{concrete_settings(learnt.config)} ({learnt.model.features.size} n-grams)",
    }


def _curve(learnt: Learnt, split: _Split, progress: Progress) -> list[Point]:
    return list(learning_curve(learnt.config, split.task, split.training, split.testing, progress))


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
        if texts == 0:
            progress.warn(f"'{topic.id}' has no text to learn from: it will not be given")
        elif folds is not None and texts < folds:
            purpose = "to choose a threshold well" if task.kind == "multi" else f"for {folds} folds"
            progress.warn(f"'{topic.id}' has {counted(texts, 'text')}, too few {purpose}: it will rarely be given")
