"""From a config to a model folder."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.loading import conflicts
from classify.corpus.splits import fold_numbers, hold_out
from classify.errors import InputError
from classify.features.fitting import fit_features
from classify.judging.card import model_card
from classify.judging.metrics import judge
from classify.learning.crossfit import fit_kind, out_of_fold
from classify.learning.probabilities import decide
from classify.learning.thresholds import FLAT, best_thresholds, cross_fitted_decisions
from classify.progress import Silent
from classify.tagging.folder import refuse_other_folder, save_model
from classify.tagging.manifest import NAME, read_manifest
from classify.tagging.model import Model
from classify.verbs.task import indicator, read_task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.judging.metrics import Scores
    from classify.learning.logistic import LinearModel
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.task import Task

HELD_OUT = "articles held out from training"
CROSS_VALIDATED = "cross-validation by article"


@dataclass(frozen=True)
class Trained:
    """The outcome of a training run: the folder, the scores (None where nothing was measured) and how they came."""

    folder: Path
    scores: Scores | None
    measured_on: str


@dataclass(frozen=True)
class _Folds:
    """The out-of-fold probabilities of the training texts, and the fold of each."""

    scores: NDArray[np.float64]
    numbers: NDArray[np.intp]


def train(config: Config, folder: Path, *, force: bool = False, progress: Progress | None = None) -> Trained:
    """Train a tagger and write its folder.

    Args:
        config: the settings.
        folder: where the model goes; a model of the same name there is replaced.
        force: replace a model of another name too.
        progress: who is told how it goes.

    Raises:
        InputError: the config, the data or the folder cannot be used.
        JobError: the folder cannot be written. Either way a model that was there is untouched.
    """
    progress = progress or Silent()
    _refuse_other_model(folder, config.name, force)
    progress.stage("Reading the labelled texts")
    task = read_task(config)
    _warn_of_conflicts(task.examples, progress)
    held_out = config.data.held_out
    training, testing = hold_out(task.examples, held_out.share, held_out.always)
    targets = indicator(training, task.topics)
    _warn_of_rare_topics(task, targets, config.folds, progress)
    progress.stage(f"Counting n-grams in {len(training)} texts")
    features, matrix = fit_features([example.text for example in training], config.features)
    folds = _cross_fit(config, task, training, matrix, targets, progress)
    progress.stage(f"Fitting {len(task.topics)} topics on {features.size} features")
    linear = fit_kind(matrix, targets, task.kind, config.classifier.C, config.seed)
    model = Model(
        task.topics,
        task.kind,
        features,
        np.ascontiguousarray(linear.coefficients.T.astype(np.float32)),
        linear.intercepts,
        _thresholds(config, task, targets, folds),
    )
    scores, how = _measure(config, model, training, testing, targets, folds)
    progress.stage(f"Writing {folder}")
    data = {
        "texts": len(training),
        "articles": len({e.article for e in training}),
        "fingerprint": fingerprint(training),
    }
    save_model(
        model,
        folder,
        model_card(config, task.topics, task.kind, data, scores, how),
        name=config.name,
        settings=config.model_dump(mode="json"),
        data=data,
        scores={"measured_on": how, **scores.as_json()} if scores else {},
    )
    return Trained(folder, scores, how)


def fingerprint(examples: Sequence[Example]) -> str:
    """Return a SHA-256 that changes with any text, topic or article id of the examples, or their order."""
    hasher = sha256()
    for example in examples:
        for part in (example.article, example.text, *example.topics):
            data = part.encode()
            hasher.update(len(data).to_bytes(8, "big") + data)
        hasher.update(b"\xff")
    return hasher.hexdigest()


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


def _cross_fit(
    config: Config,
    task: Task,
    training: list[Example],
    matrix: Any,
    targets: NDArray[np.bool_],
    progress: Progress,
) -> _Folds | None:
    if config.folds is None:
        return None
    count = config.folds
    progress.stage(f"Cross-fitting over {count} folds of articles")
    numbers = np.array(fold_numbers([example.article for example in training], count, config.seed))

    def fit(rows: Any, goals: NDArray[np.bool_]) -> LinearModel:
        return fit_kind(rows, goals, task.kind, config.classifier.C, config.seed)

    scores = out_of_fold(matrix, targets, numbers, fit, task.kind, lambda done: progress.advance(done, count))
    return _Folds(scores, numbers)


def _thresholds(config: Config, task: Task, targets: NDArray[np.bool_], folds: _Folds | None) -> NDArray[np.float64]:
    if task.kind == "single":
        return np.zeros(len(task.topics))
    if folds is None or config.folds is None:
        return np.full(len(task.topics), FLAT)
    return best_thresholds(folds.scores, targets, config.folds)


def _measure(
    config: Config,
    model: Model,
    training: list[Example],
    testing: list[Example],
    targets: NDArray[np.bool_],
    folds: _Folds | None,
) -> tuple[Scores | None, str]:
    """Judge the model on the articles held out, or, where there are none, by cross-validation."""
    if testing:
        given = model.given(model.scores([example.text for example in testing]))
        return _judged(config, model, testing, indicator(testing, model.topics), given), HELD_OUT
    if folds is None or config.folds is None:
        return None, "nothing"
    if model.kind == "single":
        given = decide(folds.scores, model.thresholds, "single")
    else:
        given = cross_fitted_decisions(folds.scores, targets, folds.numbers, config.folds)
    return _judged(config, model, training, targets, given), CROSS_VALIDATED


def _judged(
    config: Config,
    model: Model,
    examples: list[Example],
    targets: NDArray[np.bool_],
    given: NDArray[np.bool_],
) -> Scores:
    thresholds = [None if model.kind == "single" else float(value) for value in model.thresholds]
    articles = [example.article for example in examples]
    return judge(targets, given, articles, [topic.id for topic in model.topics], thresholds, config.seed)


def _warn_of_conflicts(examples: Sequence[Example], progress: Progress) -> None:
    pairs = list(conflicts(examples))
    for first, second in islice(pairs, 5):
        progress.warn(f"{second.place}: the same text as {first.place}, with other topics")
    if len(pairs) > 5:
        progress.warn(f"{len(pairs) - 5} more texts stand there twice with different topics")


def _warn_of_rare_topics(task: Task, targets: NDArray[np.bool_], folds: int | None, progress: Progress) -> None:
    for topic, texts in zip(task.topics, targets.sum(axis=0).tolist(), strict=True):
        if texts == 0:
            progress.warn(f"'{topic.id}' has no text to learn from: it will not be given")
        elif task.kind == "multi" and folds is not None and texts < folds:
            progress.warn(f"'{topic.id}' has {texts} text(s), too few for a threshold of its own: {FLAT} is used")
