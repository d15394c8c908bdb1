"""What a config wants of the topics that texts are given: from its keys to what learning needs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.config import ThresholdSettings
from classify.errors import InputError, counted, listed
from classify.learning.thresholds import F1, Aim

if TYPE_CHECKING:
    from classify.config import Config
    from classify.learning.probabilities import TaskKind

_AIMS = ("top_k", "at_least_one", "beta", "precision", "expected")


def aim_of(config: Config) -> Aim:
    """Return what the thresholds of a config are to be best at."""
    wanted = config.thresholds
    return F1 if wanted is None else Aim(wanted.beta, wanted.precision, wanted.expected)


def check_aims(settings: ThresholdSettings | None, kind: TaskKind, topics: int) -> None:
    """Refuse settings that would do nothing.

    Args:
        settings: the settings of thresholds.
        kind: whether a text has any number of topics or exactly one.
        topics: how many topics there are.

    Raises:
        InputError: an aim of thresholds is set where no threshold decides, or more topics are wanted than there are.
    """
    if settings is None:
        return
    usual = ThresholdSettings()
    aims = [f"thresholds.{key}" for key in _AIMS if getattr(settings, key) != getattr(usual, key)]
    if kind == "single" and aims:
        raise InputError(
            f"{aims[0]} does nothing here: every text has exactly one topic, and is given the most probable.",
            f"Leave out {listed(aims)}, or set classifier.kind: multi.",
        )
    if settings.top_k is None:
        cut = [aim for aim in aims if aim != "thresholds.at_least_one"]
        if settings.folds is None and cut:
            raise InputError(
                f"{cut[0]} does nothing here: without folds no threshold is chosen, and all are 0.5.",
                f"Leave out {listed(cut)}, or set thresholds.folds: 5.",
            )
        return
    if len(aims) > 1:
        raise InputError(
            f"{aims[1]} does nothing beside {aims[0]}, by which every text is given its most probable topics.",
            f"Leave out {aims[0]}, or {listed(aims[1:])}.",
        )
    if settings.top_k > topics:
        raise InputError(
            f"thresholds.top_k is {settings.top_k}, but there are only {counted(topics, 'topic')}.",
            f"Set it to {topics} at most.",
        )
