"""A model beside what it was measured on: what a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from classify.judging.answers import Answers
    from classify.judging.metrics import Scores
    from classify.tagging.tagger import Tagger


@dataclass(frozen=True)
class Measured:
    """A model, and what it was measured on.

    Attributes:
        name: its name.
        tagger: the model.
        answers: its answers.
        texts: the texts they are on.
        scores: how good they are.
        how: on what it was measured, in words.
        facts: what else is to be said of the model, by name.
        seen: whether the model (though not the answers) has learnt from these texts.
    """

    name: str
    tagger: Tagger
    answers: Answers
    texts: Sequence[str]
    scores: Scores
    how: str
    facts: Mapping[str, str]
    seen: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a learning curve: how a model did that was learnt from a share of the articles."""

    share: float
    articles: int
    texts: int
    scores: Scores
