"""From labelled texts to a model in memory: features, weights, calibration and thresholds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from classify.corpus.splits import fold_numbers
from classify.errors import counted
from classify.features.fitting import fit_features
from classify.learning.calibration import fit_platt_each
from classify.learning.crossfit import out_of_fold, outputs_of
from classify.learning.decisions import rule_of
from classify.learning.linear import LinearModel
from classify.learning.logistic import fit_one_vs_rest
from classify.learning.probabilities import sigmoid
from classify.learning.rounding import rounded
from classify.learning.thresholds import FLAT, best_thresholds
from classify.tagging.model import Model
from classify.verbs.aims import aim_of
from classify.verbs.choose import settled
from classify.verbs.concrete import concrete_features, concrete_scaling, concrete_strength
from classify.verbs.task import indicator
from classify.verbs.warm import compile_first

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.features.matrix import Matrix
    from classify.features.tfidf import Features
    from classify.learning.decisions import Rule
    from classify.learning.linear import Solution
    from classify.learning.probabilities import TaskKind
    from classify.learning.thresholds import Aim
    from classify.progress import Progress
    from classify.records import Example, Topic


@dataclass(frozen=True)
class Folds:
    """What cross-fitting leaves.

    Attributes:
        logits: calibrated out-of-fold log-odds of the training texts, of shape (n_texts, n_outputs).
        numbers: the fold of each text.
        known: whether each text has a known n-gram.
        count: how many folds there are; also the fewest texts of a topic whose probabilities are calibrated.
        aim: what thresholds are to be best at.
    """

    logits: NDArray[np.float64]
    numbers: NDArray[np.intp]
    known: NDArray[np.bool_]
    count: int
    aim: Aim


@dataclass(frozen=True)
class Learnt:
    """What was learnt.

    Attributes:
        model: the model.
        folds: what its calibration and thresholds come from; None without folds.
        config: its settings.
        guessed: how many texts without labels it was learnt from too.
    """

    model: Model
    folds: Folds | None
    config: Config
    guessed: int = 0


def learn(
    config: Config,
    examples: Sequence[Example],
    topics: tuple[Topic, ...],
    kind: TaskKind,
    progress: Progress,
    on_features: Callable[[Features], None] = lambda _: None,
    guessed: Sequence[Example] = (),
) -> Learnt:
    """Learn a model from labelled texts.

    Args:
        config: the settings; those of features, classifier, thresholds and seed are used.
        examples: the texts to learn from.
        topics: the topics to learn.
        kind: whether a text has any number of topics or exactly one.
        progress: who is told how it goes.
        on_features: given the features as soon as they are known; the examples are not needed any more then, and
            may be let go.
        guessed: texts with topics that nobody has checked: weights are learnt from them too, calibration and
            thresholds are not.

    Raises:
        InputError: fewer articles than folds, or no n-gram to learn from.
    """
    labelled = len(examples)
    targets = indicator([*examples, *guessed], topics)
    compile_first(config, progress)
    config = settled(config, examples, topics, kind, progress)
    numbers = _fold_numbers(config, examples)
    progress.stage(f"Counting n-grams in {counted(len(targets), 'text')}")
    features, matrix = _count(config, [example.text for example in chain(examples, guessed)], on_features)
    outputs = outputs_of(targets, kind)
    progress.stage(f"Fitting {counted(len(topics), 'topic')} on {counted(features.size, 'feature')}")
    scaling = concrete_scaling(config)
    whole = fit_one_vs_rest(matrix, outputs, concrete_strength(config), config.seed, scaling=scaling)
    linear = whole.model
    folds = None if numbers is None else _cross_fit(config, numbers, matrix, outputs, whole, progress)
    if folds is not None:
        linear, folds = _calibrated(linear, folds, outputs[:labelled])
    coefficients = np.ascontiguousarray(rounded(linear.coefficients.T))
    rule = rule_of(config.thresholds, kind)
    thresholds = _thresholds(rule, folds, targets[:labelled])
    model = Model(topics, kind, features, coefficients, linear.intercepts, thresholds, rule)
    return Learnt(model, folds, config, len(guessed))


def _count(config: Config, texts: list[str], on_features: Callable[[Features], None]) -> tuple[Features, Matrix]:
    """Count n-grams; the list of texts is emptied before the matrix is made, so that they can be let go."""

    def on_counted(features: Features) -> None:
        texts.clear()
        on_features(features)

    return fit_features(texts, concrete_features(config), on_counted)


def _fold_numbers(config: Config, examples: Sequence[Example]) -> NDArray[np.intp] | None:
    if config.folds is None:
        return None
    return np.array(fold_numbers([example.article for example in examples], config.folds, config.seed))


def _cross_fit(
    config: Config,
    numbers: NDArray[np.intp],
    matrix: Matrix,
    outputs: NDArray[np.bool_],
    whole: Solution,
    progress: Progress,
) -> Folds:
    """Fit on all folds but one, in turn; each fit begins from the one on all texts, and ends at its own optimum.

    The texts after those that have a number are in all of the fits, and are not scored.
    """
    count, labelled = int(numbers.max()) + 1, len(numbers)
    everywhere = np.full(len(outputs) - labelled, -1)
    progress.stage(f"Cross-fitting over {count} folds of articles")
    strength, scaling = whole.C, concrete_scaling(config)

    def fit(_: int, rows: NDArray[np.intp]) -> Solution:
        return fit_one_vs_rest(matrix, outputs, strength, config.seed, whole, rows, scaling)

    parts = np.concatenate([numbers, everywhere])
    logits = out_of_fold(matrix, outputs, parts, fit, lambda done: progress.advance(done, count))
    known = np.diff(matrix.indptr[: labelled + 1]) > 0
    return Folds(logits[:labelled], numbers, known, count, aim_of(config))


def _calibrated(linear: LinearModel, folds: Folds, targets: NDArray[np.bool_]) -> tuple[LinearModel, Folds]:
    """Fold Platt's slope and intercept into the model; outputs with very few texts stay as they are."""
    slopes, intercepts = fit_platt_each(folds.logits, targets, folds.count)
    scaled = LinearModel(linear.coefficients * slopes[:, None], linear.intercepts * slopes + intercepts)
    return scaled, replace(folds, logits=folds.logits * slopes + intercepts)


def _thresholds(rule: Rule, folds: Folds | None, targets: NDArray[np.bool_]) -> NDArray[np.float64]:
    if rule.by_rank:
        return np.zeros(targets.shape[1])
    if folds is None:
        return np.full(targets.shape[1], FLAT)
    return best_thresholds(sigmoid(folds.logits), targets, folds.aim)
