"""Scores of parts of the texts, one for each value of a column of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.judging.metrics import Figure, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.judging.answers import Answers


@dataclass(frozen=True, slots=True)
class Slice:
    """How a tagger did on the texts with one value of a column.

    Attributes:
        value: the value.
        texts: number of texts with it.
        articles: number of articles they come from.
        micro_f1: F1 over all decisions together.
        macro_f1: mean F1 of the topics that occur there or were given.
    """

    value: str
    texts: int
    articles: int
    micro_f1: Figure
    macro_f1: Figure


def slices(answers: Answers, values: Sequence[str], seed: int = 0) -> list[Slice]:
    """Judge the texts of each value apart, the values in the order of the alphabet.

    Args:
        answers: the answers.
        values: the value of every text.
        seed: seed of the bootstrap.
    """
    column = np.asarray(values, dtype=object)
    return [_slice(answers.of_texts(np.flatnonzero(column == value)), value, seed) for value in sorted(set(values))]


def _slice(answers: Answers, value: str, seed: int) -> Slice:
    scores = judge(answers, seed)
    return Slice(value, scores.texts, scores.articles, scores.headlines["micro_f1"], scores.headlines["macro_f1"])
