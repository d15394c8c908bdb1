"""Scoring settings by cross-validation by article, cheaply: what choosing and tuning have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.splits import fold_numbers, fraction
from classify.features.fitting import fit_features
from classify.judging.counts import count, micro_f1
from classify.learning.calibration import fit_platt_each
from classify.learning.crossfit import out_of_fold, outputs_of
from classify.learning.decisions import rule_of
from classify.learning.logistic import fit_one_vs_rest
from classify.learning.naive_bayes import UNSCALED, Scaling
from classify.learning.probabilities import probabilities
from classify.learning.thresholds import cross_fitted_decisions
from classify.verbs.aims import aim_of
from classify.verbs.task import indicator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from classify.config import Config, FeatureSettings
    from classify.features.matrix import Matrix
    from classify.learning.linear import Solution
    from classify.learning.probabilities import TaskKind
    from classify.records import Example, Topic

FOLDS = 3
SAMPLE = 8000


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings to try: features, C, and how they are scaled by what they say of each topic."""

    features: FeatureSettings
    C: float
    scaling: Scaling = UNSCALED

    def __str__(self) -> str:
        wanted = self.features
        tf = "" if wanted.sublinear_tf else ", plain tf"
        return f"{described(wanted)}, min_df {wanted.min_df}{tf}, C {self.C:g}{_told(self.scaling)}"

    def as_json(self) -> dict[str, Any]:
        """Return plain values, by the names of the config."""
        return {
            "features": self.features.model_dump(mode="json"),
            "C": self.C,
            "naive_bayes": self.scaling.share,
            "smoothing": self.scaling.smoothing,
        }


@dataclass(frozen=True, slots=True)
class Trial:
    """Settings tried, and their micro F1 in cross-validation (accuracy, where a text has exactly one topic)."""

    settings: Settings
    score: float

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**self.settings.as_json(), "micro_f1": self.score}


@dataclass(frozen=True)
class _Prepared:
    """The texts as a matrix, and the fit of each fold with the C before, from which the next begins."""

    features: FeatureSettings
    matrix: Matrix
    fits: dict[int, Solution]


class Trials:
    """Scores settings on one sample of texts and one set of folds.

    The matrix of the last features is kept, and a fit begins from the one before it: trying another C is cheap.

    Args:
        examples: the labelled texts; of many, all texts of so many articles, by hash, as make about `SAMPLE`.
        topics: the topics.
        kind: whether a text has any number of topics or exactly one.
        config: what is not tried: the seed of the folds and the solver, and how topics are decided.
    """

    def __init__(self, examples: Sequence[Example], topics: Sequence[Topic], kind: TaskKind, config: Config) -> None:
        sample = _sample(examples)
        self.texts = [example.text for example in sample]
        self._articles = [example.article for example in sample]
        self._targets = indicator(sample, topics)
        self._outputs = outputs_of(self._targets, kind)
        self._kind: TaskKind = kind
        self._aim, self._rule = aim_of(config), rule_of(config.thresholds, kind)
        self._seed = config.seed
        self._prepared: _Prepared | None = None

    @property
    def possible(self) -> bool:
        """Whether there are enough articles for the folds."""
        return len(set(self._articles)) >= FOLDS

    def score(self, settings: Settings, before_step: Callable[[], None] = lambda: None) -> Trial:
        """Score settings.

        Args:
            settings: the settings.
            before_step: called before each longer step; what it raises ends the trial.

        Raises:
            InputError: the features leave no n-gram to learn from.
        """
        folds = np.array(fold_numbers(self._articles, FOLDS, self._seed))
        before_step()
        if self._prepared is None or self._prepared.features != settings.features:
            self._prepared = None  # the memory is needed for the next
            _, matrix = fit_features(self.texts, settings.features)
            self._prepared = _Prepared(settings.features, matrix, {})
        matrix, fits = self._prepared.matrix, self._prepared.fits

        def fit(fold: int, rows: NDArray[np.intp]) -> Solution:
            before_step()
            start = fits.get(fold)
            fits[fold] = fit_one_vs_rest(matrix, self._outputs, settings.C, self._seed, start, rows, settings.scaling)
            return fits[fold]

        logits = out_of_fold(matrix, self._outputs, folds, fit)
        slopes, intercepts = fit_platt_each(logits, self._outputs, FOLDS)  # which topic is the best depends on it
        scores = probabilities(logits * slopes + intercepts, self._kind)
        known = np.diff(matrix.indptr) > 0
        given = cross_fitted_decisions(scores, self._targets, folds, known, self._aim, self._rule)
        return Trial(settings, self._micro_f1(given))

    def _micro_f1(self, given: NDArray[np.bool_]) -> float:
        counts = count(self._targets, given, self._articles)
        return float(micro_f1(counts.drawn(np.ones((1, len(counts.hits)))))[0])


def _sample(examples: Sequence[Example]) -> list[Example]:
    share = SAMPLE / len(examples)
    return [example for example in examples if share >= 1 or fraction(example.article, "sample") < share]


def described(features: FeatureSettings) -> str:
    """Say in words which n-grams are counted: ``words 1-2 and characters 3-5``."""
    spans = (("word", features.words), ("character", features.characters))
    return " and ".join(_span(unit, span) for unit, span in spans if span is not None)


def _told(scaling: Scaling) -> str:
    smoothed = "" if scaling.smoothing is None else f" smoothed by {scaling.smoothing:g}"
    return f", naive Bayes {scaling.share:g}{smoothed}" if scaling.share else ""


def _span(unit: str, span: tuple[int, int]) -> str:
    shortest, longest = span
    if span == (1, 1):
        return f"single {unit}s"
    return f"{unit}s {shortest}-{longest}" if longest > shortest else f"{unit}s {shortest}"
