"""Scaling features by how much they say of a topic.

Wang and Manning, "Baselines and bigrams: simple, good sentiment and topic classification" (2012), multiply each feature
by its naive Bayes log-count ratio before a linear model is fitted. Coefficients of the features as they are follow by
the same factors, so the model stays what it was: only the regularization differs, which holds a telling feature less.

Their ratio adds 1 to every count, so that a feature of two texts seems to speak against every rare topic. Counts can
also be shrunk towards what they would be if the feature said nothing: one that is seldom seen keeps a ratio near 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.matrix import Matrix

_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Scaling:
    """How features are scaled.

    Attributes:
        share: how much of the ratio to take, from 0 (features stay as they are) to 1.
        smoothing: by how many texts in which the topic is as frequent as everywhere a feature's counts are filled up:
            the more, the more the scale of a feature depends on how frequent it is. None: 1 is added, as in the paper.
    """

    share: float = 0.0
    smoothing: float | None = None


@dataclass(frozen=True)
class TextCounts:
    """How many texts there are of each topic, and last of all.

    Attributes:
        texts: their number, of shape (n_topics + 1,).
        held: the number of those that hold a feature, float32 of shape (n_topics + 1, n_features).
    """

    texts: NDArray[np.float64]
    held: NDArray[np.float32]


UNSCALED = Scaling()


def text_counts(matrix: Matrix, targets: NDArray[np.bool_], rows: NDArray[np.intp] | None = None) -> TextCounts:
    """Count the texts that hold each feature.

    Args:
        matrix: texts of shape (n_texts, n_features).
        targets: which text has which topic, of shape (n_texts, n_topics).
        rows: the texts to count, by index; all if None.
    """
    chosen = np.ones(len(targets), np.bool_)
    if rows is not None:
        chosen[:] = False
        chosen[rows] = True
    held = replace(matrix, data=np.ones(len(matrix.data), np.float32)).csr
    counted = np.column_stack([targets & chosen[:, None], chosen]).astype(np.float32)
    return TextCounts(counted.sum(axis=0, dtype=np.float64), np.asarray((held.T @ counted).T, np.float32))


def feature_scales(counts: TextCounts, topics: NDArray[np.intp], scaling: Scaling) -> NDArray[np.float32]:
    """Return the scale of every feature for some topics.

    The ratio is ``log((p / |p|) / (q / |q|))``, with p and q the numbers of texts with and without the topic that hold
    the feature, each plus 1; or, with smoothing, the log-odds of the topic among the texts that hold the feature, less
    its log-odds among all. Its absolute value is divided by its mean over the features.

    Args:
        counts: what `text_counts` returns.
        topics: the topics, by index.
        scaling: how far to scale.

    Returns:
        Scales over 0, of shape (n_chosen_topics, n_features).
    """
    having = counts.held[topics].astype(np.float64)
    lacking = counts.held[-1:] - having
    if scaling.smoothing is None:
        sizes = np.abs(_added_ratios(having, lacking))
    else:
        shares = (counts.texts[topics] + 0.5) / (counts.texts[-1] + 1.0)
        sizes = np.abs(_shrunk_ratios(having, lacking, shares[:, None], scaling.smoothing))
    means = np.maximum(sizes.mean(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    scales = np.maximum((1.0 - scaling.share) + scaling.share * sizes / means, _LEAST)
    return np.asarray(scales, np.float32)


def _added_ratios(having: NDArray[np.float64], lacking: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-count ratios of the paper, of shape (n_topics, n_features)."""
    parts = [np.log(counts / counts.sum(axis=1, keepdims=True)) for counts in (having + 1.0, lacking + 1.0)]
    return np.asarray(parts[0] - parts[1])


def _shrunk_ratios(
    having: NDArray[np.float64], lacking: NDArray[np.float64], shares: NDArray[np.float64], smoothing: float
) -> NDArray[np.float64]:
    """Return log-odds of topics given features, less those without, of shape (n_topics, n_features)."""
    odds = np.log(having + smoothing * shares) - np.log(lacking + smoothing * (1.0 - shares))
    return np.asarray(odds - np.log(shares / (1.0 - shares)))
