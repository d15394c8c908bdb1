"""What to try of the settings that a config leaves open, and in which order.

No one set of features wins everywhere: single words do best on long reports, pairs of words on reviews, characters on
headlines; articles have a lead; and where texts are long and few, frequent features are worth more.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from classify.config import FeatureSettings
from classify.learning.naive_bayes import UNSCALED, Scaling
from classify.verbs.concrete import USUAL, concrete_settings, filled_in

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from classify.config import Config
    from classify.verbs.trials import Settings, Trial

_OTHER_STRENGTHS = (3.0, 30.0)
_OTHER_SCALINGS = (Scaling(0.5, 2.0), Scaling(0.25, 30.0), Scaling(0.5, 30.0), UNSCALED)
_SHORT = 400
"""Mean number of characters under which texts are short: a sentence or two."""
_LITTLE = 5_000_000
"""Number of characters in all under which those of long texts are tried."""
_EVEN = 0.001
"""How far scores may lie apart and say nothing: a tenth of a point."""
_LEADS = (400, 800)
"""Numbers of characters at the beginning of a text: of an article, its headline and one paragraph, or two or three."""


def are_short(texts: Sequence[str]) -> bool:
    """Say whether texts are so short that each tells little by itself."""
    return fmean(map(len, texts)) < _SHORT


def staged(config: Config, texts: Sequence[str], tried: list[Trial]) -> Generator[Settings, None, Trial]:
    """Yield settings to try: n-grams, then with the best of them the lead, scalings, strengths, and what is dear.

    Args:
        config: what it leaves open is tried.
        texts: the texts.
        tried: the trials of what was yielded, in order; whoever asks for the next settings has put in the last trial.

    Returns:
        The trial to go by.
    """

    def each(more: Sequence[Settings]) -> Generator[Settings, None, list[Trial]]:
        yield from more
        return tried[len(tried) - len(more) :]

    wanted = candidates(config, texts)
    best = _highest((yield from each(wanted[:2])))
    if best is tried[0]:  # where pairs of words bring nothing, neither do three
        wanted = [settings for settings in wanted if settings.features.words != (1, 3)]
    best = _highest([best, *(yield from each(wanted[2:]))])
    leads = _with_lead(config, best.settings.features, texts)
    best = _highest([best, *(yield from each([replace(best.settings, features=features) for features in leads]))])
    scalings = _scalings(config)
    best = _highest([best, *(yield from each([replace(best.settings, scaling=scaling) for scaling in scalings]))])
    strengths = [replace(best.settings, C=C) for C in _strengths(config)]
    best = _plainest(sorted([best, *(yield from each(strengths))], key=_strength))
    late = _late(config, best.settings.features, texts)
    return _plainest([best, *(yield from each([replace(best.settings, features=features) for features in late]))])


def most_steps(config: Config, texts: Sequence[str]) -> int:
    """Return how many settings `staged` will try at most."""
    wanted = candidates(config, texts)
    first = wanted[0].features
    more = [*_with_lead(config, first, texts), *_late(config, first, texts)]
    return len(wanted) + len(more) + len(_scalings(config)) + len(_strengths(config))


def _strengths(config: Config) -> tuple[float, ...]:
    return _OTHER_STRENGTHS if config.classifier.C == "auto" else ()


def _strength(trial: Trial) -> float:
    return trial.settings.C


def _highest(trials: Sequence[Trial]) -> Trial:
    return max(trials, key=lambda trial: trial.score)


def _plainest(trials: Sequence[Trial]) -> Trial:
    """Return the first of those that are as good as the best.

    Breiman and others, "Classification and regression trees" (1984), take the plainest within a standard error of the
    best; here it must be nearer.
    """
    enough = _highest(trials).score - _EVEN
    return next(trial for trial in trials if trial.score >= enough)


def candidates(config: Config, texts: Sequence[str]) -> list[Settings]:
    """Return the features to try, the plainest first, each with the usual C and scaling."""
    usual = concrete_settings(config)
    return [replace(usual, features=features) for features in _features(config, texts)]


def _features(config: Config, texts: Sequence[str]) -> list[FeatureSettings]:
    if config.features != "auto":
        return [config.features]
    words = [FeatureSettings(words=(1, longest)) for longest in (1, 2, 3)]
    if are_short(texts):  # characters cost little then, and so little is said in each that what was met once helps
        return [*words[:2], FeatureSettings(words=(1, 2), characters=(3, 5), min_df=1)]
    return words


def _scalings(config: Config) -> list[Scaling]:
    """Return how else features may be scaled, where the config leaves that open."""
    if config.classifier.naive_bayes != "auto":
        return []
    return list(dict.fromkeys(filled_in(config, scaling) for scaling in _OTHER_SCALINGS))


def _with_lead(config: Config, features: FeatureSettings, texts: Sequence[str]) -> list[FeatureSettings]:
    """Return features with those of the lead: the beginning of a long text may say what it is about."""
    if config.features != "auto" or are_short(texts):
        return []
    spans = dict.fromkeys([features.words, USUAL.words])
    return [features.model_copy(update={"words": words, "lead": lead}) for words in spans for lead in _LEADS]


def _late(config: Config, features: FeatureSettings, texts: Sequence[str]) -> list[FeatureSettings]:
    """Return what is tried on long texts at the end, since it is dear or seldom pays.

    That is plain counts, for a word that keeps coming back can be what a text is about, and, where there is little to
    learn from, characters.
    """
    if config.features != "auto" or are_short(texts):
        return []
    plain = features.model_copy(update={"sublinear_tf": False})
    with_characters = features.model_copy(update={"characters": (3, 5)})
    return [plain, with_characters] if sum(map(len, texts)) < _LITTLE else [plain]
