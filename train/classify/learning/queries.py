"""Which unlabelled texts to ask about next: active learning by uncertainty, topic by topic.

Lewis and Gale, "A sequential algorithm for training text classifiers" (SIGIR 1994), ask for the texts of which the
classifier is least certain. With several topics, Esuli and Sebastiani, "Active learning strategies for multi-label text
classification" (ECIR 2009), let the topics choose in turn, so that no easy or frequent topic takes all the questions.
Here the topics with few labels have their turn more often. `benchmarks/label_queue.py` compares this with others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_LEAST = 1e-9


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


def in_turn(gaps: NDArray[np.floating], labelled: NDArray[np.integer]) -> Iterator[tuple[int, int]]:
    """Yield texts, the most worth asking about first, each with the topic that asks for it.

    The topics take turns; each asks for the text nearest to its threshold that is not yet asked for. A topic with n
    labelled texts has its turn in proportion to ``1 / sqrt(n + 1)``.

    Args:
        gaps: absolute distances from the thresholds, of shape (n_texts, n_topics).
        labelled: how many labelled texts each topic has, of shape (n_topics,).

    Yields:
        The text and the topic, until every text was asked for once.
    """
    order = np.argsort(gaps, axis=0, kind="stable")
    share = 1 / np.sqrt(np.asarray(labelled) + 1.0)
    share /= share.sum()
    credit = np.zeros(len(share))
    place = np.zeros(len(share), np.intp)
    asked = np.zeros(len(gaps), np.bool_)
    for _ in range(len(gaps)):
        credit += share
        topic = int(np.argmax(credit))
        credit[topic] -= 1
        while asked[order[place[topic], topic]]:
            place[topic] += 1
        text = int(order[place[topic], topic])
        asked[text] = True
        yield text, topic


def _logits(values: NDArray[np.floating]) -> NDArray[np.float64]:
    inside = np.clip(np.asarray(values, np.float64), _LEAST, 1 - _LEAST)  # in float32 the upper bound would be 1
    return np.asarray(np.log(inside / (1 - inside)))
