"""Choosing features and C by cross-validation by article, where a config leaves them to the program.

No one set of features wins everywhere: single words do best on long reports, pairs of words on reviews, characters on
headlines. So a few are tried on a sample, cheaply, and what was chosen is said.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from classify.config import FeatureSettings
from classify.errors import counted
from classify.verbs.trials import FOLDS, Settings, Trials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.config import Config
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Example, Topic
    from classify.verbs.trials import Trial

USUAL = FeatureSettings()
USUAL_C = 10.0
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


def concrete_settings(config: Config) -> Settings:
    """Return the settings of a config; the usual ones where it says ``auto``."""
    return Settings(concrete_features(config), concrete_strength(config), concrete_share(config))


def with_settings(config: Config, settings: Settings) -> Config:
    """Return the config with settings in it."""
    classifier = config.classifier.model_copy(update={"C": settings.C, "naive_bayes": settings.naive_bayes})
    return config.model_copy(update={"features": settings.features, "classifier": classifier})


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
    trials = Trials(examples, topics, kind, config.seed)
    if not trials.possible:
        return with_settings(config, concrete_settings(config))
    return with_settings(config, _best(trials, candidates(config, trials.texts), progress).settings)


def candidates(config: Config, texts: Sequence[str]) -> list[Settings]:
    """Return the settings to try, the plainest features first, each with the strongest regularization first."""
    strengths = _STRENGTHS if config.classifier.C == "auto" else (concrete_strength(config),)
    share = concrete_share(config)
    return [Settings(features, C, share) for features in _features(config, texts) for C in strengths]


def _features(config: Config, texts: Sequence[str]) -> list[FeatureSettings]:
    if config.features != "auto":
        return [config.features]
    plain = [FeatureSettings(words=(1, 1)), FeatureSettings(words=(1, 2))]
    short = fmean(map(len, texts)) < _SHORT
    return [*plain, FeatureSettings(words=(1, 2), characters=(3, 5))] if short else plain


def _best(trials: Trials, wanted: Sequence[Settings], progress: Progress) -> Trial:
    progress.stage(f"Choosing features and C on {counted(len(trials.texts), 'text')}")
    tried: list[Trial] = []
    for settings in wanted:
        tried.append(trials.score(settings))
        progress.advance(len(tried), len(wanted))
    best = max(tried, key=lambda trial: trial.score)
    progress.stage(f"Chose {best.settings}: micro F1 {best.score:.3f} over {FOLDS} folds")
    return best
