"""Every labelled text beside what models say of it that have not seen its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.corpus.splits import fold_numbers
from classify.features.fitting import fit_features
from classify.learning.calibration import fit_platt_each
from classify.learning.crossfit import out_of_fold
from classify.learning.logistic import fit_one_vs_rest
from classify.learning.probabilities import sigmoid
from classify.verbs.concrete import concrete_settings
from classify.verbs.task import indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.features.matrix import Matrix
    from classify.features.tfidf import Features
    from classify.learning.linear import Solution
    from classify.progress import Progress
    from classify.records import Example, Topic

FOLDS = 5
"""Folds where the config wants none for its thresholds."""


@dataclass(frozen=True)
class Unseen:
    """Texts scored by models that have not seen their article, one topic against the rest.

    Attributes:
        targets: the labels as they stand, of shape (n_texts, n_topics).
        scores: calibrated probabilities, of the same shape.
        features: the features.
        matrix: the texts, of shape (n_texts, n_features).
        numbers: the fold of every text.
        coefficients: those of the model that has not seen a fold, calibrated, by fold: float32 of shape
            (n_topics, n_features).
    """

    targets: NDArray[np.bool_]
    scores: NDArray[np.float64]
    features: Features
    matrix: Matrix
    numbers: NDArray[np.intp]
    coefficients: dict[int, NDArray[np.float32]]

    def reasons(self, row: int, topic: int, top: int = 3) -> list[tuple[str, float]]:
        """Return the n-grams of a text that speak most against its label, with what each adds to the log-odds.

        Args:
            row: the text.
            topic: the topic; where the text carries it, the n-grams against it are named, else those for it.
            top: how many n-grams to name at most.
        """
        found = self.matrix.csr[row]
        parts = found.data * self.coefficients[int(self.numbers[row])][topic, found.indices]
        against = -parts if self.targets[row, topic] else parts
        strongest = [index for index in np.argsort(-against, kind="stable")[:top].tolist() if against[index] > 0]
        return [(self.features.term(int(found.indices[index])), float(parts[index])) for index in strongest]


def unseen(config: Config, examples: Sequence[Example], topics: Sequence[Topic], progress: Progress) -> Unseen:
    """Score labelled texts by cross-fitting over folds of articles, as `train` does for its thresholds.

    Args:
        config: the settings; those of features, C, folds and seed are used.
        examples: the labelled texts.
        topics: the topics.
        progress: who is told how it goes.

    Raises:
        InputError: fewer articles than folds, or no n-gram to learn from.
    """
    folds = config.folds or FOLDS
    articles = [example.article for example in examples]
    numbers = np.array(fold_numbers(articles, folds, config.seed, "Give more articles."))
    targets = indicator(examples, topics)
    settings = concrete_settings(config)
    features, matrix = fit_features([example.text for example in examples], settings.features)
    strength, scaling, seed = settings.C, settings.scaling, config.seed
    whole = fit_one_vs_rest(matrix, targets, strength, seed, scaling=scaling)
    coefficients: dict[int, NDArray[np.float32]] = {}

    def fit(fold: int, rows: NDArray[np.intp]) -> Solution:
        solution = fit_one_vs_rest(matrix, targets, strength, seed, whole, rows, scaling)
        coefficients[fold] = solution.model.coefficients.astype(np.float32)
        return solution

    logits = out_of_fold(matrix, targets, numbers, fit, lambda done: progress.advance(done, folds))
    slopes, intercepts = fit_platt_each(logits, targets, folds)
    calibrated = {fold: each * slopes[:, None].astype(np.float32) for fold, each in coefficients.items()}
    return Unseen(targets, sigmoid(logits * slopes + intercepts), features, matrix, numbers, calibrated)
