"""Labels that out-of-fold probabilities speak against: confident learning, topic by topic.

Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels" (JAIR 2021), in the form
for independent labels: a text belongs confidently to a class when its probability reaches the mean probability of
the texts that carry that class; a label is suspect when the text belongs confidently to the other class alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def suspicion(scores: NDArray[np.floating], targets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how strongly each label is contradicted.

    Args:
        scores: out-of-fold probabilities of shape (n_texts, n_topics).
        targets: the labels as they stand, of the same shape.

    Returns:
        Of the same shape: 0 where a label is not suspect, else the probability of the opposite label.
    """
    suspect = np.zeros(scores.shape)
    for topic in range(scores.shape[1]):
        score, target = scores[:, topic].astype(np.float64), targets[:, topic]
        if target.any() and not target.all():
            is_topic = score >= score[target].mean()
            is_other = 1 - score >= (1 - score[~target]).mean()
            suspect[:, topic] = np.where(target, is_other & ~is_topic, is_topic & ~is_other) * np.where(
                target, 1 - score, score
            )
    return suspect
