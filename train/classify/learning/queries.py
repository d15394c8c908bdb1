"""Which unlabelled texts to ask about next: active learning by uncertainty, over all topics at once.

Lewis and Gale, "A sequential algorithm for training text classifiers" (SIGIR 1994), ask for the texts of which the
classifier is least certain. With several topics a text is worth what it is worth to all of them (Esuli and Sebastiani,
"Active learning strategies for multi-label text classification", ECIR 2009), more to those with few labels, and no two
texts that are asked for together should be alike. `benchmarks/label_queue.py` compares this with others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from classify.features.matrix import Matrix

_LEAST = 1e-9
_NEAR = 0.7
"""The distance from a threshold, in log-odds, at which a text is worth a third (1 / e) of one that lies on it."""
_SHORT = 20
"""The number of words at which a text is worth a quarter of a very long one."""
_VARIETY = 6
"""The power of the dissimilarity to the texts chosen before."""


def distances(scores: NDArray[np.floating], thresholds: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return how far each probability is from its topic's threshold, in log-odds, of shape (n_texts, n_topics).

    Args:
        scores: probabilities of shape (n_texts, n_topics).
        thresholds: of shape (n_topics,).
    """
    return np.asarray(_logits(scores) - _logits(thresholds))


def rank_distances(scores: NDArray[np.floating], top_k: int) -> NDArray[np.float64]:
    """Return how far each topic is from changing places with one on the other side of the line, in log-odds.

    Where the `top_k` most probable topics are given, the line runs below them: a topic over it is compared with the
    best one under it, and a topic under it with the last one over it. With one topic this is the margin of Scheffer,
    Decomain and Wrobel, "Active hidden Markov models for information extraction" (2001).

    Args:
        scores: probabilities of shape (n_texts, n_topics).
        top_k: how many topics a text is given.
    """
    ranked = -np.sort(-_logits(scores), axis=1)
    last, next_best = ranked[:, top_k - 1 : top_k], ranked[:, top_k : top_k + 1]
    if not next_best.size:
        next_best = np.full_like(last, _logits(np.zeros(1))[0])
    own = _logits(scores)
    return np.where(own >= last, own - next_best, own - last)


def worths(
    gaps: NDArray[np.floating], labelled: NDArray[np.integer], words: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Return what a label of each text is worth to each topic, of shape (n_texts, n_topics).

    It falls with the distance from the topic's threshold and with the number of labelled texts that the topic has, and
    short texts are worth less: they hold few words to learn. What a text is worth is the sum over the topics.

    Args:
        gaps: absolute distances from the thresholds, of shape (n_texts, n_topics).
        labelled: how many labelled texts each topic has, of shape (n_topics,).
        words: how many words each text has, of shape (n_texts,).
    """
    topics = 1 / np.sqrt(np.asarray(labelled) + 1.0)
    lengths = (words / (words + _SHORT)) ** 2
    return np.asarray(np.exp(-gaps / _NEAR) * topics * lengths[:, None])


def unlike(worth: NDArray[np.floating], matrix: Matrix) -> Iterator[int]:
    """Yield texts, the most worth first; one that is like another yielded before is worth less.

    Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing
    summaries" (SIGIR 1998), with a product in place of the difference.

    Args:
        worth: what each text is worth by itself, of shape (n_texts,).
        matrix: the features of the same texts.

    Yields:
        The text, until every one was yielded once.
    """
    rows = matrix.csr
    lengths = np.sqrt(np.maximum(np.asarray(rows.multiply(rows).sum(axis=1)).ravel(), _LEAST))
    similarity = np.zeros(len(worth))
    left = np.ones(len(worth), np.bool_)
    for _ in range(len(worth)):
        text = int(np.argmax(np.where(left, worth * (1 - similarity) ** _VARIETY, -1.0)))
        left[text] = False
        yield text
        products = np.asarray((rows @ rows[text].T).todense()).ravel()
        similarity = np.maximum(similarity, np.minimum(products / (lengths * lengths[text]), 1.0))


def _logits(values: NDArray[np.floating]) -> NDArray[np.float64]:
    inside = np.clip(np.asarray(values, np.float64), _LEAST, 1 - _LEAST)  # in float32 the upper bound would be 1
    return np.asarray(np.log(inside / (1 - inside)))
