"""What a tagger said of labelled texts, beside what is true: all that judging needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Answers:
    """The answers of a tagger on labelled texts.

    Attributes:
        targets: the true topics, bool of shape (n_texts, n_topics).
        scores: the probability of every topic, of the same shape.
        given: the topics given, bool of the same shape.
        articles: the article of every text; articles are the unit of chance.
        topics: ids of the topics.
        thresholds: the probability from which each topic is given; None where the best topics are given instead.
    """

    targets: NDArray[np.bool_]
    scores: NDArray[np.float64]
    given: NDArray[np.bool_]
    articles: tuple[str, ...]
    topics: tuple[str, ...]
    thresholds: tuple[float | None, ...]

    def of_texts(self, rows: NDArray[np.intp]) -> Answers:
        """Return the answers on some of the texts, by index."""
        articles = tuple(self.articles[row] for row in rows.tolist())
        return Answers(self.targets[rows], self.scores[rows], self.given[rows], articles, self.topics, self.thresholds)

    def of_topics(self, names: Sequence[str]) -> Answers:
        """Return the answers on some of the topics, in the order of `names`."""
        columns = [self.topics.index(name) for name in names]
        return Answers(
            self.targets[:, columns],
            self.scores[:, columns],
            self.given[:, columns],
            self.articles,
            tuple(names),
            tuple(self.thresholds[column] for column in columns),
        )


def joined(parts: Sequence[Answers]) -> Answers:
    """Return the answers on several sets of texts as one; topics and thresholds are those of the first."""
    return Answers(
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.given for part in parts]),
        tuple(article for part in parts for article in part.articles),
        parts[0].topics,
        parts[0].thresholds,
    )
