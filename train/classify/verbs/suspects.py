"""From labelled texts to those that cross-validation contradicts most."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.remedies import told_of_keys
from classify.errors import InputError, counted
from classify.learning.suspects import suspicion
from classify.progress import Silent
from classify.verbs.choose import settled
from classify.verbs.task import read_task
from classify.verbs.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.corpus.remedies import Door
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.task import Task
    from classify.verbs.unseen import Unseen

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One label that the model contradicts.

    Attributes:
        topic: the topic.
        change: ``add`` where the text lacks it, ``remove`` where it carries it.
        probability: the topic's probability, by a model that has not seen the article.
        reasons: the n-grams behind it, with what each adds to the topic's log-odds; none where the model
            misses the topic's words rather than finding others.
    """

    topic: str
    change: str
    probability: float
    reasons: list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A text whose labels the model contradicts.

    Attributes:
        example: the text and its topics as they stand.
        suggested: the topics it would have with all contradictions followed.
        contradictions: its labels that are contradicted, the most strongly contradicted first.
    """

    example: Example
    suggested: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]

    def as_json(self) -> dict[str, Any]:
        """Return a row that can be corrected (its ``topics``) and merged back."""
        example = self.example
        return {
            "article": example.article,
            "position": example.position,
            "text": example.text,
            "topics": example.topics,
            "suggested": self.suggested,
            "contradictions": [asdict(contradiction) for contradiction in self.contradictions],
            "place": example.place,
        }


@dataclass(frozen=True)
class Suspects:
    """The texts most contradicted, the worst first; how many are contradicted in all; how many texts there are."""

    most: list[Suspect]
    total: int
    texts: int


def suspects(config: Config, most: int, progress: Progress | None = None, door: Door = "config") -> Suspects:
    """Find the labelled texts that a cross-validated model contradicts most.

    A text is as suspect as the most suspect of its labels (`learning.suspects`).

    Args:
        config: the settings.
        most: how many texts to return at most.
        progress: who is told how it goes.
        door: how the data were named.

    Raises:
        InputError: the data cannot be used, or there are fewer articles than folds.
    """
    progress = progress or Silent()
    progress.stage("Reading the labelled texts")
    task = read_task(config, door)
    try:
        found = _unseen(config, task, progress)
    except InputError as error:
        raise told_of_keys(error, door) from None
    names = [topic.id for topic in task.topics]
    suspect = contradicted(found, task.kind)
    strength = suspect.max(axis=1)
    order = np.argsort(-strength, kind="stable")[: int((strength > 0).sum())].tolist()
    rows = [_suspect(task.examples[row], row, suspect[row], found, names) for row in order[:most]]
    return Suspects(rows, len(order), len(task.examples))


def _unseen(config: Config, task: Task, progress: Progress) -> Unseen:
    config = settled(config, task.examples, task.topics, task.kind, progress)
    progress.stage(f"Scoring {counted(len(task.examples), 'text')} by models that have not seen their articles")
    return unseen(config, task.examples, task.topics, progress)


def contradicted(found: Unseen, kind: TaskKind) -> NDArray[np.float64]:
    """Return how strongly each label is contradicted, of shape (n_texts, n_topics); 0 where it is not.

    Where a text has exactly one topic, only its own and the most probable one are in question.
    """
    suspect = suspicion(found.scores, found.targets)
    if kind == "multi":
        return suspect
    rows, best = np.arange(len(suspect)), found.scores.argmax(axis=1)
    wrong = ~found.targets[rows, best] & (suspect.max(axis=1) > 0)
    in_question = found.targets.copy()
    in_question[rows, best] = True
    opposite = np.where(found.targets, 1 - found.scores, found.scores)
    return np.where(wrong[:, None] & in_question, opposite, 0.0)


def _suspect(example: Example, row: int, suspect: NDArray[np.float64], found: Unseen, names: Sequence[str]) -> Suspect:
    columns = np.argsort(-suspect, kind="stable")[: int((suspect > 0).sum())].tolist()
    contradictions = tuple(
        Contradiction(
            names[column],
            "remove" if found.targets[row, column] else "add",
            round(float(found.scores[row, column]), _DIGITS),
            [(ngram, round(value, _DIGITS)) for ngram, value in found.reasons(row, column)],
        )
        for column in columns
    )
    changes = {contradiction.topic: contradiction.change for contradiction in contradictions}
    kept = [topic for topic in example.topics if changes.get(topic) != "remove"]
    added = [topic for topic, change in changes.items() if change == "add"]
    return Suspect(example, (*kept, *added), contradictions)
