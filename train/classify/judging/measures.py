"""The headline figures: each a function of sums, so that one definition serves figure, interval and difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.judging import counts
from classify.judging.reliability import BINS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from classify.judging.sums import Sums


@dataclass(frozen=True, slots=True)
class Measure:
    """A headline figure.

    Attributes:
        name: its key in JSON.
        title: its name for people.
        value: computes it from sums, one value a row.
        more_is_better: whether a tagger with a higher value is the better one.
        pushed_up: whether resampling alone makes it larger, as it does with absolute gaps.
        remark: what people need to know beside the figure.
    """

    name: str
    title: str
    value: Callable[[Sums], NDArray[np.float64]]
    more_is_better: bool = True
    pushed_up: bool = False
    remark: str = ""


def hamming_loss(sums: Sums) -> NDArray[np.float64]:
    """Return the share of all decisions (texts times topics) that are wrong."""
    wrong = sums.counts.given + sums.counts.true - 2 * sums.counts.hits
    return np.asarray(wrong.sum(axis=1) / (sums.texts * wrong.shape[1]))


def calibration_error(sums: Sums) -> NDArray[np.float64]:
    """Return the expected calibration error over all decisions together, in bins of equal width.

    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015): the
    mean gap between probability and share of true decisions, bin by bin, each bin weighted by its decisions.
    """
    return np.asarray(np.abs(sums.gaps).sum(axis=1) / (sums.texts * sums.counts.hits.shape[1]))


HEADLINES = (
    Measure("micro_f1", "micro F1", lambda sums: counts.micro_f1(sums.counts)),
    Measure("macro_f1", "macro F1", lambda sums: counts.macro_f1(sums.counts)),
    Measure("example_f1", "example-based F1", lambda sums: sums.example_f1 / sums.texts),
    Measure("exact_match", "exact match", lambda sums: sums.exact / sums.texts),
    Measure("hamming_loss", "hamming loss", hamming_loss, more_is_better=False),
    Measure("ranking_loss", "ranking loss", lambda sums: sums.ranking_loss / sums.texts, more_is_better=False),
    Measure(
        "calibration_error",
        "calibration error",
        calibration_error,
        more_is_better=False,
        pushed_up=True,
        remark=f", {BINS} bins of equal width",
    ),
)
"""In the order in which they are shown; `Scores.headlines` has their values by name."""
