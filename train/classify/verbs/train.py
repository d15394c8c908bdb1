"""From a config to a model folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from classify.corpus.joining import WEIGHT
from classify.errors import counted
from classify.judging.card import model_card
from classify.judging.measured import Measured, Point
from classify.judging.metrics import judge
from classify.progress import Silent
from classify.tagging.export import PipelineWriter
from classify.tagging.folder import refuse_other_folder, save_model
from classify.tagging.swap import refuse_unwritable
from classify.tagging.tagger import Tagger
from classify.verbs.answers import answers_of, cross_validated_answers
from classify.verbs.concrete import concrete_settings
from classify.verbs.curve import learning_curve
from classify.verbs.guard import refuse_other_model, refuse_unlearning
from classify.verbs.guesses import learn_with_guesses
from classify.verbs.memory import give_back
from classify.verbs.split import NOTHING_TAUGHT, for_sample, learnt_from, mostly_picked, read_split, unseen_texts
from classify.verbs.warm import kernels_loading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from classify.config import Config
    from classify.features.tfidf import Features
    from classify.judging.metrics import Scores
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.learn import Learnt
    from classify.verbs.split import Split, Taught

HELD_OUT = "articles held out from training"
CROSS_VALIDATED = "cross-validation by article"
NOTHING = "nothing"


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


def train(
    config: Config,
    folder: Path,
    *,
    force: bool = False,
    with_curve: bool = False,
    progress: Progress | None = None,
    taught: Taught = NOTHING_TAUGHT,
) -> Trained:
    """Train a tagger and write its folder.

    Args:
        config: the settings.
        folder: where the model goes; a model of the same name there is replaced.
        force: replace a model of another name too, or one learnt from corrections that are not among the data.
        with_curve: learn from shares of the articles as well, for the learning curve of the report.
        progress: who is told how it goes.
        taught: what there is to learn from besides.

    Raises:
        InputError: the config, the data or the folder cannot be used.
        JobError: the folder cannot be written. Either way a model that was there is untouched.
    """
    progress = progress or Silent()
    refuse_other_folder(folder)
    if not force:
        refuse_other_model(folder, config.name)
    refuse_unwritable(folder)
    with PipelineWriter() as export:
        with kernels_loading(config):
            split = read_split(config, progress, taught.corrections)
        if not force:
            refuse_unlearning(folder, chain(split.training, split.testing))
        picked = WEIGHT * len(taught.corrections)
        config = for_sample(config, split.task.kind, picked, len(split.training))
        others = unseen_texts(taught.unlabelled, split) if mostly_picked(picked, len(split.training)) else []
        learnt, data = _learn(config, split, others, with_curve, progress, export)
        export.prepare(learnt.model)
        measured = _measure(config, learnt, split, data)
        curve = _curve(learnt, split, progress) if with_curve else None
        progress.stage(f"Writing {folder}")
        _save(config, folder, learnt, data, measured, curve, export)
    return Trained(
        folder, measured.scores if measured else None, measured.how if measured else NOTHING, tuple(split.testing)
    )


def _learn(
    config: Config,
    split: Split,
    unlabelled: Sequence[str],
    with_curve: bool,
    progress: Progress,
    export: PipelineWriter,
) -> tuple[Learnt, dict[str, Any]]:
    """Learn; the texts are told from others meanwhile, and let go when they are not needed any more."""
    task = split.task
    needed_later = with_curve or not (split.testing or config.folds is None)

    def on_features(features: Features) -> None:
        export.announce(features, task.kind, len(task.topics))
        data.result()
        if not needed_later:
            split.training.clear()
            give_back()

    with ThreadPoolExecutor(1) as beside:
        data = beside.submit(learnt_from, split)
        learnt = learn_with_guesses(config, split.training, unlabelled, task.topics, task.kind, progress, on_features)
        return learnt, {**data.result(), "guessed": learnt.guessed}


def _save(
    config: Config,
    folder: Path,
    learnt: Learnt,
    data: dict[str, Any],
    measured: Measured | None,
    curve: Sequence[Point] | None,
    writer: PipelineWriter,
) -> None:
    scores, how = (measured.scores, measured.how) if measured else (None, NOTHING)
    model = learnt.model
    save_model(
        model,
        folder,
        model_card(config, model.topics, model.kind, data, scores, how),
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


def _measure(config: Config, learnt: Learnt, split: Split, data: Mapping[str, Any]) -> Measured | None:
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
    return Measured(
        config.name, tagger, answers, texts, scores, how, _facts(learnt, split, data), seen=not split.testing
    )


def _facts(learnt: Learnt, split: Split, data: Mapping[str, Any]) -> dict[str, str]:
    guessed = f", and {counted(learnt.guessed, 'text')} without labels" if learnt.guessed else ""
    return {
        "task": f"{len(split.task.topics)} topics, {learnt.model.rule}",
        "learnt from": f"{data['texts']} texts from {data['articles']} articles{guessed}",
        "settings": f"{concrete_settings(learnt.config)} ({learnt.model.features.size} n-grams)",
    }


def _curve(learnt: Learnt, split: Split, progress: Progress) -> list[Point]:
    return list(learning_curve(learnt.config, split.task, split.training, split.testing, progress))
