"""A batch of texts with its answers, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from classify.records import TaggedSentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.reading.batch import Batch
    from classify.tagging.reasons import Reasons


@dataclass(frozen=True, slots=True, eq=False)
class TaggedBatch:
    """Texts of one source and the topics they were given.

    Attributes:
        source: the name of the source.
        article: whether the source is one article; a long one goes on in the next batch (see `Batch`).
        batch: the texts.
        topics: the topics that are reported, in the order of the columns below.
        scores: their probabilities, float64 of shape (n_texts, n_topics).
        given: whether each is given, bool of the same shape.
        why: the reasons for each text's topics, where they were asked for.
    """

    source: str
    article: bool
    batch: Batch
    topics: tuple[str, ...]
    scores: NDArray[np.float64]
    given: NDArray[np.bool_]
    why: tuple[Reasons, ...] | None = None

    def ranked(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """Return the topics of every text, the most probable first.

        Returns:
            Where the topics of each text begin, and those of the last one end, int64 of shape (n_texts + 1,); and
            the topics, as columns, one text after the other.
        """
        texts, columns = np.nonzero(self.given)
        order = np.lexsort((-self.scores[texts, columns], texts))
        offsets = np.zeros(len(self.given) + 1, np.int64)
        np.cumsum(self.given.sum(axis=1), out=offsets[1:])
        return offsets, columns[order]

    def names(self) -> list[tuple[str, ...]]:
        """Return the topics of every text by name, the most probable first."""
        bounds, columns = self.ranked()
        flat = [self.topics[column] for column in columns.tolist()]
        ends = bounds.tolist()
        return [tuple(flat[left:right]) for left, right in pairwise(ends)]

    def sentences(self) -> list[tuple[int, TaggedSentence]]:
        """Return the texts as records, each with its position."""
        rows = zip(self.batch.sentences(), self.names(), self.scores.tolist(), strict=True)
        return [
            (position, TaggedSentence(sentence, names, dict(zip(self.topics, scores, strict=True))))
            for (position, sentence), names, scores in rows
        ]
