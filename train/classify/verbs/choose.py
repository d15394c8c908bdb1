"""Choosing features and C by cross-validation by article, where a config leaves them to the program.

No one set of features wins everywhere: single words do best on long reports, pairs of words on reviews, characters on
headlines. So a few are tried on a sample, cheaply, and what was chosen is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from classify.config import FeatureSettings
from classify.corpus.splits import fold_numbers, fraction
from classify.errors import counted
from classify.features.fitting import fit_features
from classify.judging.counts import count, micro_f1
from classify.learning.crossfit import out_of_fold, outputs_of
from classify.learning.logistic import fit_one_vs_rest
from classify.learning.probabilities import decide, probabilities
from classify.learning.thresholds import cross_fitted_decisions
from classify.verbs.task import indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.learning.linear import Solution
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Example, Topic

USUAL = FeatureSettings()
USUAL_C = 10.0
_FOLDS = 3
_SAMPLE = 8000
_STRENGTHS = (3.0, 10.0, 30.0)
_SHORT = 400
"""Mean number of characters under which characters are tried: on longer texts they cost much and bring little."""


def concrete_features(config: Config) -> FeatureSettings:
    """Return the features of a config; the usual ones where it says ``auto``."""
    return USUAL if config.features == "auto" else config.features


def concrete_strength(config: Config) -> float:
    """Return the C of a config; the usual one where it says ``auto``."""
    return USUAL_C if config.classifier.C == "auto" else config.classifier.C


def concrete_share(config: Config) -> float:
    """Return how far features are scaled; not at all where the config says ``auto``."""
    return 0.0 if config.classifier.naive_bayes == "auto" else config.classifier.naive_bayes


@dataclass(frozen=True)
class Choice:
    """Settings tried, and their micro F1 in cross-validation (accuracy, where a text has exactly one topic)."""

    features: FeatureSettings
    C: float
    score: float


def settled(
    config: Config, examples: Sequence[Example], topics: Sequence[Topic], kind: TaskKind, progress: Progress
) -> Config:
    """Return the config with features and C chosen where it says ``auto``.

    Args:
        config: the settings.
        examples: the texts to learn from.
        topics: the topics.
        kind: whether a text has any number of topics or exactly one.
        progress: who is told what is tried and chosen.
    """
    if config.features != "auto" and config.classifier.C != "auto":
        return config
    sample = _sample(examples)
    best = Choice(concrete_features(config), concrete_strength(config), 0.0)
    if len({example.article for example in sample}) >= _FOLDS:
        best = _best(config, sample, topics, kind, progress)
    classifier = config.classifier.model_copy(update={"C": best.C})
    return config.model_copy(update={"features": best.features, "classifier": classifier})


def candidates(config: Config, texts: Sequence[str]) -> list[FeatureSettings]:
    """Return the features to try, the plainest first."""
    if config.features != "auto":
        return [config.features]
    plain = [FeatureSettings(words=(1, 1)), FeatureSettings(words=(1, 2))]
    short = fmean(map(len, texts)) < _SHORT
    return [*plain, FeatureSettings(words=(1, 2), characters=(3, 5))] if short else plain


def described(features: FeatureSettings) -> str:
    """Say in words which n-grams are counted: ``words 1-2 and characters 3-5``."""
    spans = (("word", features.words), ("character", features.characters))
    return " and ".join(_span(unit, span) for unit, span in spans if span is not None)


def _span(unit: str, span: tuple[int, int]) -> str:
    shortest, longest = span
    if span == (1, 1):
        return f"single {unit}s"
    return f"{unit}s {shortest}-{longest}" if longest > shortest else f"{unit}s {shortest}"


def _best(
    config: Config, sample: Sequence[Example], topics: Sequence[Topic], kind: TaskKind, progress: Progress
) -> Choice:
    texts = [example.text for example in sample]
    features = candidates(config, texts)
    strengths = _STRENGTHS if config.classifier.C == "auto" else (concrete_strength(config),)
    progress.stage(f"Choosing features and C on {counted(len(sample), 'text')}")
    tried: list[Choice] = []
    for settings in features:
        tried += _try(config, sample, indicator(sample, topics), kind, settings, strengths)
        progress.advance(len(tried), len(features) * len(strengths))
    best = max(tried, key=lambda choice: choice.score)
    progress.stage(f"Chose {described(best.features)}, C {best.C:g}: micro F1 {best.score:.3f} over {_FOLDS} folds")
    return best


def _try(
    config: Config,
    sample: Sequence[Example],
    targets: NDArray[np.bool_],
    kind: TaskKind,
    settings: FeatureSettings,
    strengths: Sequence[float],
) -> list[Choice]:
    """Score one set of features with every C, the weakest regularization last; the matrix is made once."""
    articles = [example.article for example in sample]
    folds = np.array(fold_numbers(articles, _FOLDS, config.seed))
    _, matrix = fit_features([example.text for example in sample], settings)
    outputs = outputs_of(targets, kind)
    earlier: dict[int, Solution] = {}

    def scored(C: float) -> Choice:
        def fit(fold: int, rows: NDArray[np.intp]) -> Solution:
            earlier[fold] = fit_one_vs_rest(matrix, outputs, C, config.seed, earlier.get(fold), rows)
            return earlier[fold]

        scores = probabilities(out_of_fold(matrix, outputs, folds, fit), kind)
        return Choice(settings, C, _score(scores, targets, folds, kind, articles))

    return [scored(C) for C in strengths]


def _score(
    scores: NDArray[np.float64],
    targets: NDArray[np.bool_],
    folds: NDArray[np.intp],
    kind: TaskKind,
    articles: Sequence[str],
) -> float:
    if kind == "single":
        given = decide(scores, np.zeros(targets.shape[1]), kind)
    else:
        given = cross_fitted_decisions(scores, targets, folds)
    counts = count(targets, given, articles)
    return float(micro_f1(counts.drawn(np.ones((1, len(counts.hits)))))[0])


def _sample(examples: Sequence[Example]) -> list[Example]:
    """Return all examples, or those of so many articles, by hash, as make about `_SAMPLE` texts."""
    share = _SAMPLE / len(examples)
    return [example for example in examples if share >= 1 or fraction(example.article, "sample") < share]
