"""How far scores differ from fold to fold."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from classify.judging.measures import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.judging.metrics import Scores


@dataclass(frozen=True, slots=True)
class Spread:
    """A headline figure over the folds.

    Attributes:
        mean: its mean.
        sd: its sample standard deviation.
        folds: its value in each fold.
    """

    mean: float
    sd: float
    folds: tuple[float, ...]


def spread(folds: Sequence[Scores]) -> dict[str, Spread]:
    """Return the spread of every headline figure, by name, over two folds or more."""
    return {measure.name: _spread([fold.headlines[measure.name].value for fold in folds]) for measure in HEADLINES}


def _spread(values: list[float]) -> Spread:
    return Spread(fmean(values), stdev(values), tuple(values))
