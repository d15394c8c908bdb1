"""Hits and errors by article: what F1 is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Counts:
    """Decisions summed up, each array of shape (n_articles, n_topics), or (n_draws, n_topics) once drawn.

    Attributes:
        hits: topics given rightly.
        given: topics given.
        true: topics that are there.
    """

    hits: NDArray[np.float64]
    given: NDArray[np.float64]
    true: NDArray[np.float64]

    def drawn(self, weights: NDArray[np.floating]) -> Counts:
        """Return the sums over articles under weights of shape (n_draws, n_articles)."""
        return Counts(weights @ self.hits, weights @ self.given, weights @ self.true)


def count(targets: NDArray[np.bool_], given: NDArray[np.bool_], articles: Sequence[str]) -> Counts:
    """Sum up the decisions on texts by article.

    Args:
        targets: the true topics, of shape (n_texts, n_topics).
        given: the topics given, of the same shape.
        articles: the article of every text.
    """
    rows = article_numbers(articles)
    return Counts(*(by_article(values, rows) for values in (targets & given, given, targets)))


def article_numbers(articles: Sequence[str]) -> NDArray[np.intp]:
    """Number the articles from 0 in the order of their ids, and return the number of every text.

    An id may be as long as a text, so numpy, which gives all strings of an array the room of the longest, is no help.
    """
    numbers = {article: number for number, article in enumerate(sorted(set(articles)))}
    return np.fromiter((numbers[article] for article in articles), np.intp, len(articles))


def by_article(values: NDArray[Any], rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Sum up values of texts, of shape (n_texts, n_columns), by article: of shape (n_articles, n_columns)."""
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(int(rows.max()) + 1))
    return np.asarray(np.add.reduceat(values[order].astype(np.float64), starts, axis=0))


def f1_by_topic(counts: Counts) -> NDArray[np.float64]:
    """Return F1 of every row and topic; NaN where a topic neither occurs nor is given."""
    return _divide(2 * counts.hits, counts.given + counts.true)


def micro_f1(counts: Counts) -> NDArray[np.float64]:
    """Return F1 over all decisions together, one value a row; 1 where there was nothing to find and nothing given."""
    score = _divide(2 * counts.hits.sum(axis=1), (counts.given + counts.true).sum(axis=1))
    return np.where(np.isnan(score), 1.0, score)


def macro_f1(counts: Counts) -> NDArray[np.float64]:
    """Return the mean F1 of the topics that occur or are given, one value a row."""
    scores = f1_by_topic(counts)
    present = ~np.isnan(scores)
    mean = _divide(np.nansum(scores, axis=1), present.sum(axis=1).astype(np.float64))
    return np.where(np.isnan(mean), 1.0, mean)


def _divide(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    quotient = np.full(np.shape(below), np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient
