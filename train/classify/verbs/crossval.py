"""From a config to scores by nested cross-validation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.splits import fold_numbers, hold_out
from classify.judging.answers import joined
from classify.judging.metrics import judge
from classify.judging.spread import spread
from classify.progress import Silent, Within
from classify.verbs.answers import answers_of
from classify.verbs.concrete import concrete_settings
from classify.verbs.learn import learn
from classify.verbs.task import read_task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.judging.answers import Answers
    from classify.judging.metrics import Scores
    from classify.judging.spread import Spread
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.task import Task


@dataclass(frozen=True)
class CrossValidated:
    """How the models of a config do on articles that had no part in anything about them.

    Attributes:
        scores: on all texts together, each answered by the model of its fold; a topic's threshold is the mean of
            those of the folds.
        folds: on the texts of each fold.
        spread: every headline figure over the folds, by name.
        chosen: what each fold's model was learnt with: ``features``, ``C``, ``naive_bayes`` and ``smoothing``.
    """

    scores: Scores
    folds: tuple[Scores, ...]
    spread: dict[str, Spread]
    chosen: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return {
            **self.scores.as_json(),
            "spread": {name: asdict(figure) for name, figure in self.spread.items()},
            "folds": [
                {**fold.as_json(), "chosen": chosen} for fold, chosen in zip(self.folds, self.chosen, strict=True)
            ],
        }


def crossval(config: Config, folds: int = 5, progress: Progress | None = None) -> CrossValidated:
    """Cross-validate a config: train on all folds of articles but one, in turn, and judge on that one.

    Everything that `train` chooses or fits (features, C, calibration, thresholds) is chosen inside the training part of
    each fold, by folds within it. Varma and Simon, "Bias in error estimation when using cross-validation for model
    selection" (2006). Articles that the config holds out take no part.

    Args:
        config: the settings.
        folds: how many folds, two or more.
        progress: who is told how it goes.

    Raises:
        InputError: the config or the data cannot be used, or there are fewer articles than folds.
    """
    progress = progress or Silent()
    progress.stage("Reading the labelled texts")
    task = read_task(config)
    examples, _ = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)
    articles = [example.article for example in examples]
    numbers = np.array(
        fold_numbers(articles, folds, config.seed, "Give more articles, or a lower --folds (2 at least).")
    )
    answers: list[Answers] = []
    chosen: list[dict[str, Any]] = []
    for fold in range(folds):
        within = Within(progress, f"Fold {fold + 1} of {folds}")
        settings, part = _answer_fold(config, task, examples, numbers == fold, within)
        chosen.append(concrete_settings(settings).as_json())
        answers.append(part)
    progress.stage("Judging")
    scores = tuple(judge(part, config.seed) for part in answers)
    pooled = replace(joined(answers), thresholds=_mean_thresholds(answers))
    return CrossValidated(judge(pooled, config.seed), scores, spread(scores), tuple(chosen))


def _answer_fold(
    config: Config, task: Task, examples: Sequence[Example], inside: NDArray[np.bool_], progress: Progress
) -> tuple[Config, Answers]:
    """Train on the texts outside a fold, and answer those inside it."""
    training = [example for example, tested in zip(examples, inside, strict=True) if not tested]
    testing = [example for example, tested in zip(examples, inside, strict=True) if tested]
    learnt = learn(config, training, task.topics, task.kind, progress)
    progress.stage(f"Tagging {len(testing)} texts")
    return learnt.config, answers_of(learnt.model, testing)


def _mean_thresholds(folds: Sequence[Answers]) -> tuple[float | None, ...]:
    each = zip(*(fold.thresholds for fold in folds), strict=True)
    return tuple(
        None if None in values else float(np.mean([value for value in values if value is not None])) for values in each
    )
