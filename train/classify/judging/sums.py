"""All that the headline figures are made of, summed up by article, so that a resample is one product of matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.judging.counts import Counts, article_numbers, by_article, count
from classify.judging.ranking import ranking_loss
from classify.judging.reliability import BINS, bin_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.judging.answers import Answers


@dataclass(frozen=True)
class Sums:
    """Sums over the texts of an article, or of a resample once drawn; `n_rows` are articles or draws.

    Attributes:
        counts: hits and errors by topic.
        texts: number of texts, of shape (n_rows,).
        example_f1: sum of the F1 of every text, of shape (n_rows,).
        exact: texts whose topics are all right, of shape (n_rows,).
        ranking_loss: sum of the ranking loss of every text, of shape (n_rows,).
        gaps: probability less truth, summed up over the decisions of each bin, of shape (n_rows, n_bins).
    """

    counts: Counts
    texts: NDArray[np.float64]
    example_f1: NDArray[np.float64]
    exact: NDArray[np.float64]
    ranking_loss: NDArray[np.float64]
    gaps: NDArray[np.float64]

    def drawn(self, weights: NDArray[np.floating]) -> Sums:
        """Return the sums over articles under weights of shape (n_draws, n_articles)."""
        return Sums(
            self.counts.drawn(weights),
            weights @ self.texts,
            weights @ self.example_f1,
            weights @ self.exact,
            weights @ self.ranking_loss,
            weights @ self.gaps,
        )

    def whole(self) -> Sums:
        """Return the sums over all articles, as one row."""
        return self.drawn(np.ones((1, len(self.texts))))


def sum_up(answers: Answers) -> Sums:
    """Sum up by article what a tagger answered."""
    targets, given = answers.targets, answers.given
    hits, size = (targets & given).sum(axis=1), targets.sum(axis=1) + given.sum(axis=1)
    per_text = np.column_stack(
        [
            np.ones(len(targets)),
            np.where(size > 0, 2 * hits / np.maximum(size, 1), 1.0),
            (targets == given).all(axis=1),
            ranking_loss(answers.scores, targets),
            _gaps(answers),
        ]
    )
    sums = by_article(per_text, article_numbers(answers.articles))
    counts = count(targets, given, answers.articles)
    return Sums(counts, sums[:, 0], sums[:, 1], sums[:, 2], sums[:, 3], sums[:, 4:])


def _gaps(answers: Answers) -> NDArray[np.float64]:
    """Return probability less truth of every text's decisions, summed up by bin, of shape (n_texts, n_bins)."""
    texts = len(answers.targets)
    cells = np.arange(texts)[:, None] * BINS + bin_of(answers.scores)
    gaps = np.bincount(cells.ravel(), (answers.scores - answers.targets).ravel(), minlength=texts * BINS)
    return np.asarray(gaps.reshape(texts, BINS), np.float64)
