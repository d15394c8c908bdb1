"""Scoring settings by cross-validation by article, cheaply: what choosing and tuning have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.splits import fold_numbers, fraction
from classify.errors import InputError
from classify.features.fitting import fit_features
from classify.judging.counts import count, macro_f1, micro_f1
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
_MOST_ROUNDS = 5
"""How often at most texts are dealt into folds, where they are few: one dealing of 1,000 is off by half a point."""


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
    """Settings tried, and how they did in cross-validation.

    Attributes:
        settings: the settings.
        micro_f1: F1 over all decisions together (accuracy, where a text has exactly one topic).
        macro_f1: the mean F1 of the topics.
    """

    settings: Settings
    micro_f1: float
    macro_f1: float

    @property
    def score(self) -> float:
        """What is to be as high as may be: the mean of both, since by the first alone rare topics count for nothing."""
        return (self.micro_f1 + self.macro_f1) / 2

    @property
    def told(self) -> str:
        """Both figures in words."""
        return f"micro F1 {self.micro_f1:.3f}, macro F1 {self.macro_f1:.3f}"

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**self.settings.as_json(), "micro_f1": self.micro_f1, "macro_f1": self.macro_f1}


@dataclass(frozen=True)
class _Prepared:
    """The texts as a matrix, and each fit with the C before, by round and fold, from which the next begins."""

    features: FeatureSettings
    matrix: Matrix
    fits: dict[tuple[int, int], Solution]


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
        self._rounds = max(1, min(_MOST_ROUNDS, SAMPLE // max(len(sample), 1)))
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
        before_step()
        if self._prepared is None or self._prepared.features != settings.features:
            self._prepared = None  # the memory is needed for the next
            _, matrix = fit_features(self.texts, settings.features)
            self._prepared = _Prepared(settings.features, matrix, {})
        rounds = [self._round(number, settings, self._prepared, before_step) for number in range(self._rounds)]
        micro, macro = np.mean(rounds, axis=0).tolist()
        return Trial(settings, micro, macro)

    def _round(
        self, number: int, settings: Settings, prepared: _Prepared, before_step: Callable[[], None]
    ) -> tuple[float, float]:
        """Return micro and macro F1 over the folds of one dealing."""
        matrix, fits = prepared.matrix, prepared.fits
        folds = np.array(fold_numbers(self._articles, FOLDS, self._seed + number))

        def fit(fold: int, rows: NDArray[np.intp]) -> Solution:
            before_step()
            place = number, fold
            fits[place] = fit_one_vs_rest(
                matrix, self._outputs, settings.C, self._seed, fits.get(place), rows, settings.scaling
            )
            return fits[place]

        logits = out_of_fold(matrix, self._outputs, folds, fit)
        slopes, intercepts = fit_platt_each(logits, self._outputs, FOLDS)  # which topic is the best depends on it
        scores = probabilities(logits * slopes + intercepts, self._kind)
        known = np.diff(matrix.indptr) > 0
        given = cross_fitted_decisions(scores, self._targets, folds, known, self._aim, self._rule)
        counts = count(self._targets, given, self._articles)
        total = counts.drawn(np.ones((1, len(counts.hits))))
        return float(micro_f1(total)[0]), float(macro_f1(total)[0])


def attempt(trials: Trials, settings: Settings, before_step: Callable[[], None] = lambda: None) -> Trial:
    """Score settings; features that leave nothing to learn from score nothing, since there are others to try."""
    try:
        return trials.score(settings, before_step)
    except InputError:
        return Trial(settings, 0.0, 0.0)


def _sample(examples: Sequence[Example]) -> list[Example]:
    share = SAMPLE / len(examples)
    return [example for example in examples if share >= 1 or fraction(example.article, "sample") < share]


def described(features: FeatureSettings) -> str:
    """Say in words which n-grams are counted: ``words 1-2 and characters 3-5``."""
    spans = (("word", features.words), ("character", features.characters))
    counted = " and ".join(_span(unit, span) for unit, span in spans if span is not None)
    return counted if features.lead is None else f"{counted}, words of the first {features.lead} characters apart"


def _told(scaling: Scaling) -> str:
    smoothed = "" if scaling.smoothing is None else f" smoothed by {scaling.smoothing:g}"
    return f", naive Bayes {scaling.share:g}{smoothed}" if scaling.share else ""


def _span(unit: str, span: tuple[int, int]) -> str:
    shortest, longest = span
    if span == (1, 1):
        return f"single {unit}s"
    return f"{unit}s {shortest}-{longest}" if longest > shortest else f"{unit}s {shortest}"
