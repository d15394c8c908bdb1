"""The bootstrap over articles: how far a figure would move if other articles had been drawn.

Efron and Tibshirani, "An Introduction to the Bootstrap" (1993). Articles, not sentences, are drawn with replacement:
the sentences of one article are not independent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

DRAWS = 1000
_CELLS = 4_000_000
"""Weights in memory at a time: 32 MB of them."""

Interval = tuple[float, float]


def draw_weights(articles: int, seed: int, draws: int = DRAWS) -> Iterator[NDArray[np.float64]]:
    """Yield how often each article is drawn in each resample, in pieces of shape (n_some_draws, n_articles).

    The same seed gives the same resamples, so two taggers can be judged on the same ones.
    """
    generator = np.random.default_rng(seed)
    size = max(1, _CELLS // articles)
    for start in range(0, draws, size):
        drawn = generator.integers(articles, size=(min(size, draws - start), articles))
        yield np.array([np.bincount(row, minlength=articles) for row in drawn], np.float64)


def percentile_interval(values: NDArray[np.float64]) -> Interval | None:
    """Return the 95 % interval of a figure from its resampled values, of shape (n_draws,); None where none is known.

    Resamples in which the figure is not defined (NaN) are passed over.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def mirrored_interval(values: NDArray[np.float64], value: float) -> Interval | None:
    """Return the 95 % interval of a figure that resampling pushes up: mirrored at the figure itself, and holding it.

    The basic bootstrap interval of Davison and Hinkley, "Bootstrap Methods and their Application" (1997), cut off
    at 0. A mean of absolute gaps grows with noise, so its resampled values lie about as far above it as it lies
    itself above the truth.
    """
    interval = percentile_interval(values)
    if interval is None:
        return None
    low, high = interval
    return min(value, max(0.0, 2 * value - high)), max(value, 2 * value - low)
