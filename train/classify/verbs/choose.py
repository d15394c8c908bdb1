"""Choosing features, C and scaling by cross-validation by article, where a config leaves them to the program.

A few are tried on a sample, cheaply, and what was chosen is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.errors import counted
from classify.verbs.concrete import concrete_settings, with_settings
from classify.verbs.steps import most_steps, staged
from classify.verbs.trials import FOLDS, Trials, attempt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.config import Config
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Example, Topic
    from classify.verbs.trials import Trial


def settled(
    config: Config, examples: Sequence[Example], topics: Sequence[Topic], kind: TaskKind, progress: Progress
) -> Config:
    """Return the config with features, C and the scaling by naive Bayes chosen where it says ``auto``.

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


def _best(config: Config, trials: Trials, progress: Progress) -> Trial:
    progress.stage(f"Choosing features and C on {counted(len(trials.texts), 'text')}")
    tried: list[Trial] = []
    steps = staged(config, trials.texts, tried)
    total = most_steps(config, trials.texts)
    while True:
        try:
            settings = next(steps)
        except StopIteration as ended:
            best: Trial = ended.value
            progress.stage(f"Chose {best.settings}: {best.told} over {FOLDS} folds")
            return best
        tried.append(attempt(trials, settings) if tried else trials.score(settings))
        progress.advance(len(tried), total)
