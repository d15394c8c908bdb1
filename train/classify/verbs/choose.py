"""Choosing features, C and naive Bayes by cross-validation by article, where a config leaves them to the program.

No one set of features wins everywhere: single words do best on long reports, pairs of words on reviews, characters on
headlines. So a few are tried on a sample, cheaply, and what was chosen is said.
"""

from __future__ import annotations

from dataclasses import replace
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
USUAL_SHARE = 0.25
_OTHER_STRENGTHS = (3.0, 30.0)
_OTHER_SHARES = (0.0, 0.5)
_SHORT = 400
"""Mean number of characters under which characters are tried: on longer texts they cost much and bring little."""
_LITTLE = 5_000_000
"""Number of characters in all under which characters are tried even so."""


def concrete_features(config: Config) -> FeatureSettings:
    """Return the features of a config; the usual ones where it says ``auto``."""
    return USUAL if config.features == "auto" else config.features


def concrete_strength(config: Config) -> float:
    """Return the C of a config; the usual one where it says ``auto``."""
    return USUAL_C if config.classifier.C == "auto" else config.classifier.C


def concrete_share(config: Config) -> float:
    """Return how far features are scaled by naive Bayes; the usual share where the config says ``auto``."""
    return USUAL_SHARE if config.classifier.naive_bayes == "auto" else config.classifier.naive_bayes


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
    """Return the config with features, C and the share of naive Bayes chosen where it says ``auto``.

    Args:
        config: the settings.
        examples: the texts to learn from.
        topics: the topics.
        kind: whether a text has any number of topics or exactly one.
        progress: who is told what is tried and chosen.
    """
    if "auto" not in (config.features, config.classifier.C, config.classifier.naive_bayes):
        return config
    trials = Trials(examples, topics, kind, config)
    if not trials.possible:
        return with_settings(config, concrete_settings(config))
    return with_settings(config, _best(config, trials, progress).settings)


def candidates(config: Config, texts: Sequence[str]) -> list[Settings]:
    """Return the features to try, the plainest first, each with the usual C and share of naive Bayes."""
    usual = concrete_settings(config)
    return [replace(usual, features=features) for features in _features(config, texts)]


def _features(config: Config, texts: Sequence[str]) -> list[FeatureSettings]:
    if config.features != "auto":
        return [config.features]
    words = [FeatureSettings(words=(1, longest)) for longest in (1, 2, 3)]
    sizes = [len(text) for text in texts]
    with_characters = FeatureSettings(words=(1, 2), characters=(3, 5))
    if fmean(sizes) < _SHORT:
        return [*words[:2], with_characters]
    return [*words, with_characters] if sum(sizes) < _LITTLE else words


def _best(config: Config, trials: Trials, progress: Progress) -> Trial:
    """Try features first, then with the best of them the shares of naive Bayes, then the strengths."""
    wanted = candidates(config, trials.texts)
    shares = _OTHER_SHARES if config.classifier.naive_bayes == "auto" else ()
    strengths = _OTHER_STRENGTHS if config.classifier.C == "auto" else ()
    total = len(wanted) + len(shares) + len(strengths)
    progress.stage(f"Choosing features and C on {counted(len(trials.texts), 'text')}")
    tried: list[Trial] = []

    def best_with(more: Sequence[Settings]) -> Trial:
        for settings in more:
            tried.append(trials.score(settings))
            progress.advance(len(tried), total)
        return max(tried, key=lambda trial: trial.score)

    best = best_with(wanted)
    best = best_with([replace(best.settings, naive_bayes=share) for share in shares])
    best = best_with([replace(best.settings, C=C) for C in strengths])
    progress.stage(f"Chose {best.settings}: micro F1 {best.score:.3f} over {FOLDS} folds")
    return best
