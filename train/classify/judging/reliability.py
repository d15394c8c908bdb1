"""Whether probabilities mean what they say: of the decisions made at 0.8, is 0.8 true?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 15
"""Bins of equal width from 0 to 1, the usual number since Guo et al., "On calibration of neural networks" (2017)."""


@dataclass(frozen=True)
class Reliability:
    """A reliability diagram, bin by bin, each array of shape (n_bins,).

    Attributes:
        count: how many decisions fall into the bin.
        probability: their mean probability; NaN where the bin is empty.
        share: the share of them that are true; NaN where the bin is empty.
    """

    count: NDArray[np.int64]
    probability: NDArray[np.float64]
    share: NDArray[np.float64]

    @property
    def error(self) -> float:
        """The expected calibration error; 0 where there is no decision."""
        gaps = np.abs(np.nan_to_num(self.probability - self.share))
        return float((self.count * gaps).sum() / max(int(self.count.sum()), 1))


def bin_of(scores: NDArray[np.floating]) -> NDArray[np.intp]:
    """Return the bin of every probability, of the shape of `scores`; 1 falls into the last."""
    return np.minimum((scores * BINS).astype(np.intp), BINS - 1)


def reliability(scores: NDArray[np.floating], targets: NDArray[np.bool_]) -> Reliability:
    """Compare probabilities with what is true.

    Args:
        scores: probabilities of any shape: of one topic, or of all texts and topics together.
        targets: what is true, of the same shape.
    """
    bins = bin_of(scores).ravel()
    count = np.bincount(bins, minlength=BINS)
    filled = np.where(count > 0, count, np.nan)
    probability = np.bincount(bins, scores.ravel(), minlength=BINS) / filled
    share = np.bincount(bins, targets.ravel(), minlength=BINS) / filled
    return Reliability(count, probability, share)
