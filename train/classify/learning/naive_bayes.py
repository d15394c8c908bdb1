"""Scaling features by how much they say of a topic.

Wang and Manning, "Baselines and bigrams: simple, good sentiment and topic classification" (2012), multiply each feature
by its naive Bayes log-count ratio before a linear model is fitted. Coefficients of the features as they are follow by
the same factors, so the model stays what it was: only the regularization differs, which holds a telling feature less.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.matrix import Matrix

_LEAST = 0.01


def text_counts(
    matrix: Matrix, targets: NDArray[np.bool_], rows: NDArray[np.intp] | None = None
) -> NDArray[np.float32]:
    """Count the texts that hold each feature.

    Args:
        matrix: texts of shape (n_texts, n_features).
        targets: which text has which topic, of shape (n_texts, n_topics).
        rows: the texts to count, by index; all if None.

    Returns:
        The texts of each topic, and last all texts, that hold a feature: of shape (n_topics + 1, n_features).
    """
    chosen = np.ones(len(targets), np.bool_)
    if rows is not None:
        chosen[:] = False
        chosen[rows] = True
    held = replace(matrix, data=np.ones(len(matrix.data), np.float32)).csr
    counted = np.column_stack([targets & chosen[:, None], chosen]).astype(np.float32)
    return np.asarray((held.T @ counted).T, np.float32)


def feature_scales(counts: NDArray[np.float32], topics: NDArray[np.intp], share: float) -> NDArray[np.float32]:
    """Return the scale of every feature for some topics.

    The ratio is ``log((p / |p|) / (q / |q|))``, with p and q the numbers of texts with and without the topic that hold
    the feature, each plus 1. Its absolute value is divided by its mean over the features.

    Args:
        counts: what `text_counts` returns.
        topics: the topics, by index.
        share: how much of the ratio to take, from 0 (every scale is 1) to 1.

    Returns:
        Scales over 0, of shape (n_chosen_topics, n_features).
    """
    having = counts[topics].astype(np.float64) + 1.0
    lacking = counts[-1:] - counts[topics].astype(np.float64) + 1.0
    ratios = np.log(having / having.sum(axis=1, keepdims=True)) - np.log(lacking / lacking.sum(axis=1, keepdims=True))
    sizes = np.abs(ratios)
    means = np.maximum(sizes.mean(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    scales = np.maximum((1.0 - share) + share * sizes / means, _LEAST)
    return np.asarray(scales, np.float32)
