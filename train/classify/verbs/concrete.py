"""Settings in full: what a config says, and the usual values where it leaves them open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classify.config import FeatureSettings
from classify.learning.naive_bayes import Scaling
from classify.verbs.trials import Settings

if TYPE_CHECKING:
    from classify.config import Config

USUAL = FeatureSettings()
USUAL_C = 10.0
USUAL_SCALING = Scaling(0.25, 2.0)


def concrete_features(config: Config) -> FeatureSettings:
    """Return the features of a config; the usual ones where it says ``auto``."""
    return USUAL if config.features == "auto" else config.features


def concrete_strength(config: Config) -> float:
    """Return the C of a config; the usual one where it says ``auto``."""
    return USUAL_C if config.classifier.C == "auto" else config.classifier.C


def concrete_scaling(config: Config) -> Scaling:
    """Return how features are scaled by naive Bayes; as usual where the config says ``auto``."""
    return filled_in(config, USUAL_SCALING)


def concrete_settings(config: Config) -> Settings:
    """Return the settings of a config; the usual ones where it says ``auto``."""
    return Settings(concrete_features(config), concrete_strength(config), concrete_scaling(config))


def with_settings(config: Config, settings: Settings) -> Config:
    """Return the config with settings in it."""
    update = {"C": settings.C, "naive_bayes": settings.scaling.share, "smoothing": settings.scaling.smoothing}
    classifier = config.classifier.model_copy(update=update)
    return config.model_copy(update={"features": settings.features, "classifier": classifier})


def filled_in(config: Config, scaling: Scaling) -> Scaling:
    """Return a scaling with what the config says of it put in."""
    share, smoothing = config.classifier.naive_bayes, config.classifier.smoothing
    if share != "auto":
        return Scaling(share, smoothing)
    return scaling if smoothing is None else replace(scaling, smoothing=smoothing)
