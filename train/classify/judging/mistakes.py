"""What a tagger gets wrong: which topics it takes for which, and the mistakes that it is surest of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.judging.answers import Answers


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong decision.

    Attributes:
        row: the text.
        column: the topic.
        probability: what the tagger gave the topic.
        given: whether the topic was given and is not there, or is there and was not given.
    """

    row: int
    column: int
    probability: float
    given: bool


def taken_for(answers: Answers) -> NDArray[np.int64]:
    """Count which topics are given in the place of which.

    Returns:
        Of shape (n_topics + 1, n_topics + 1): in how many texts the topic of the row is missing while that of the
        column is given wrongly. The last column counts texts where nothing is given wrongly in the topic's place,
        the last row those where a topic is given wrongly and none is missing.
    """
    missing = answers.targets & ~answers.given
    wrong = answers.given & ~answers.targets
    rows, columns = (np.column_stack([side, ~side.any(axis=1)]).astype(np.int64) for side in (missing, wrong))
    counts = np.asarray(rows.T @ columns)
    counts[-1, -1] = 0  # the texts that are right
    return counts


def surest_mistakes(answers: Answers, given: bool, most: int, column: int | None = None) -> list[Mistake]:
    """Return the mistakes of one kind of which the tagger is surest, the surest first.

    Args:
        answers: the answers.
        given: topics given wrongly (the most probable first), or topics missed (the least probable first).
        most: how many to return at most.
        column: a topic; None for all.
    """
    wrong = answers.given & ~answers.targets if given else answers.targets & ~answers.given
    rows, columns = np.nonzero(wrong)
    if column is not None:
        rows, columns = rows[columns == column], columns[columns == column]
    probabilities = answers.scores[rows, columns]
    order = np.argsort(-probabilities if given else probabilities, kind="stable")[:most].tolist()
    return [Mistake(int(rows[n]), int(columns[n]), float(probabilities[n]), given) for n in order]
