"""From a config to a better one: a search over features and C within a budget of time.

A greedy search: from the best settings so far, one of them is changed, in an order that the seed draws. It takes the
same steps whenever it is run; a longer budget takes more of them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.config import save_config
from classify.corpus.splits import hold_out
from classify.errors import InputError, counted
from classify.progress import Silent
from classify.verbs.concrete import concrete_settings, with_settings
from classify.verbs.steps import are_short, staged
from classify.verbs.task import read_task
from classify.verbs.trials import FOLDS, Trials, attempt
from classify.verbs.warm import compile_first
from classify.writing.targets import check_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from classify.config import Config, FeatureSettings
    from classify.progress import Progress
    from classify.verbs.trials import Settings, Trial

_CHOICES: dict[str, tuple[Any, ...]] = {
    "words": ((1, 1), (1, 2), (1, 3), None),
    "characters": (None, (2, 4), (3, 5), (4, 5), (3, 6)),
    "min_df": (1, 2, 3, 5),
    "sublinear_tf": (True, False),
    "lead": (None, 200, 500, 1000),
}
_FACTORS = (0.5, 2.0)
_SHARES = (0.0, 0.25, 0.5, 0.75)
_SMOOTHINGS = (None, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0)
_LEAST_C, _GREATEST_C = 0.1, 1000.0
HEADING = "# Found by `classify tune`"


@dataclass(frozen=True)
class Tuned:
    """The outcome of a search.

    Attributes:
        trials: all that was tried, in order; the first has the config's own settings.
        best: the one with the highest score; of equals the first.
        seconds: how long it took.
        exhausted: whether nothing was left to try.
        output: the config that was written.
    """

    trials: tuple[Trial, ...]
    best: Trial
    seconds: float
    exhausted: bool
    output: Path

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return {
            "default": self.trials[0].as_json(),
            "best": self.best.as_json(),
            "trials": [trial.as_json() for trial in self.trials],
            "seconds": round(self.seconds, 1),
            "exhausted": self.exhausted,
            "output": str(self.output),
        }


class _OutOfTime(Exception):  # noqa: N818 - not an error
    """The budget is used up."""


class _Clock:
    """Counts the time from its making, and foresees whether another step fits into the budget."""

    def __init__(self, budget: float) -> None:
        self._started = self._last = time.monotonic()
        self._budget = budget
        self._shortest = 0.0
        self.strict = False

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    def step(self) -> None:
        """Note that a step begins.

        Raises:
            _OutOfTime: the budget is used up, or will be before the shortest of steps is done.
        """
        now = time.monotonic()
        self._shortest = min(self._shortest or now - self._last, now - self._last)
        self._last = now
        if self.strict and now - self._started + self._shortest > self._budget:
            raise _OutOfTime


def tune(config: Config, budget: float, output: Path, progress: Progress | None = None) -> Tuned:
    """Search for better features and C, and write a config with the best.

    The config's own settings are scored first, whatever the budget. Ctrl-C ends the search as the budget would.

    Args:
        config: the settings to start from.
        budget: seconds, counted from the call; it is overrun by one fit at most.
        output: the config to write.
        progress: who is told the best so far.

    Raises:
        InputError: the data cannot be used, there are too few articles for folds, or `output` is a file that was not
            written by a search.
    """
    progress = progress or Silent()
    clock = _Clock(budget)
    _refuse_other_file(output)
    progress.stage("Reading the labelled texts")
    task = read_task(config)
    training, _ = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)
    trials = Trials(training, task.topics, task.kind, config)
    if not trials.possible:
        raise InputError(
            f"{FOLDS} articles at least are needed to compare settings.", "Give more articles, or train without tuning."
        )
    compile_first(config, progress)
    own = concrete_settings(config)
    progress.stage(f"Scoring the config's own settings on {counted(len(trials.texts), 'text')} ({own})")
    tried = [trials.score(own, clock.step)]
    clock.strict = True
    search = _search(config, tried, trials.texts)
    exhausted = _run(trials, search, tried, clock, budget, progress)
    best = max(tried, key=lambda trial: trial.score)
    if len(tried) > 1:
        config = with_settings(config, best.settings)
    tuned = Tuned(tuple(tried), best, clock.seconds, exhausted, output)
    save_config(config, output, _heading(tuned))
    return tuned


def _run(
    trials: Trials, search: Iterator[Settings], tried: list[Trial], clock: _Clock, budget: float, progress: Progress
) -> bool:
    """Try what the search proposes until the budget is used up; return whether nothing was left."""
    best = tried[0]
    _tell(best, tried, progress)
    try:
        for settings in search:
            trial = attempt(trials, settings, clock.step)
            tried.append(trial)
            if trial.score > best.score:
                best = trial
                _tell(best, tried, progress)
            progress.advance(min(round(clock.seconds), round(budget)), round(budget))
    except _OutOfTime:
        return False
    except KeyboardInterrupt:
        progress.warn("stopped: the best so far is kept")
        return False
    return True


def _search(config: Config, tried: Sequence[Trial], texts: Sequence[str]) -> Iterator[Settings]:
    """Yield settings to try: first those that `train` would, then those next to the best of `tried`, which grows.

    Where all next to the best are tried, those next to the second best follow, and so on.
    """
    generator, short = np.random.default_rng(config.seed), are_short(texts)
    seen = {tried[0].settings}
    chosen: list[Trial] = []
    for settings in staged(config, texts, chosen):
        if settings not in seen:
            seen.add(settings)
            yield settings
        chosen.append(next(trial for trial in tried if trial.settings == settings))
    while True:
        ranked = sorted(tried, key=lambda trial: -trial.score)
        around = ([one for one in neighbours(trial.settings, short) if one not in seen] for trial in ranked)
        nearest = next((found for found in around if found), None)
        if nearest is None:
            return
        settings = nearest[generator.integers(len(nearest))]
        seen.add(settings)
        yield settings


def neighbours(settings: Settings, short: bool = False) -> list[Settings]:
    """Return the settings that differ in one respect.

    That is one key of the features, half or twice the C, or another share or smoothing of naive Bayes.

    Args:
        settings: where to start from.
        short: whether texts are so short that they have no lead.
    """
    strengths = [settings.C * factor for factor in _FACTORS]
    found = [replace(settings, C=C) for C in strengths if _LEAST_C <= C <= _GREATEST_C]
    scalings = [replace(settings.scaling, share=share) for share in _SHARES]
    if settings.scaling.share:
        scalings += [replace(settings.scaling, smoothing=smoothing) for smoothing in _SMOOTHINGS]
    found += [replace(settings, scaling=scaling) for scaling in scalings if scaling != settings.scaling]
    for key, values in _CHOICES.items():
        for value in values:
            features = settings.features.model_copy(update={key: value})
            if features != settings.features and _counts_something(features, short):
                found.append(replace(settings, features=features))
    return found


def _counts_something(features: FeatureSettings, short: bool) -> bool:
    if features.lead is not None and (short or features.words is None):
        return False
    return bool(features.words or features.characters)


def _tell(best: Trial, tried: Sequence[Trial], progress: Progress) -> None:
    progress.stage(f"Best of {len(tried)} so far: {best.told} ({best.settings})")


def _heading(tuned: Tuned) -> str:
    return (
        f"{HEADING}: {tuned.best.told} over {FOLDS} folds of articles,\n"
        f"# {tuned.trials[0].told} with the settings it began with; {len(tuned.trials)} trials.\n"
    )


def _refuse_other_file(output: Path) -> None:
    """Raise where there is a file that no search has written, or no place for one."""
    check_target(output, (), "--output")
    if output.exists() and not (output.is_file() and output.read_bytes().startswith(HEADING.encode())):
        raise InputError(
            f"{output}: it exists, and `classify tune` has not written it.", "Name another file with --output."
        )
