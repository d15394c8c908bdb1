"""What a corpus asks for: its topics, its targets as an array, and whether a text has one topic or many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.loading import load_examples
from classify.corpus.remedies import column_remedy
from classify.corpus.topics import configured_topics, topics_of
from classify.errors import InputError, listed
from classify.verbs.aims import check_aims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.corpus.remedies import Door
    from classify.learning.probabilities import TaskKind
    from classify.records import Example, Topic


@dataclass(frozen=True)
class Task:
    """A corpus read and understood."""

    examples: list[Example]
    topics: tuple[Topic, ...]
    kind: TaskKind


def read_task(config: Config, door: Door = "config") -> Task:
    """Read the labelled data of a config and find out what is to be learnt.

    Args:
        config: the settings.
        door: how the data were named, which decides what an error says to do.

    Raises:
        InputError: the data or the topics cannot be used; the message says which and why.
    """
    listed_topics = configured_topics(config)
    known = None if listed_topics is None else {topic.id for topic in listed_topics}
    examples = load_examples(config.data, config.resolve, known, door=door)
    found = {topic for example in examples for topic in example.topics}
    _refuse_no_variety(examples, found, door)
    kind = _kind(config.classifier.kind, examples)
    topics = listed_topics or topics_of(found)
    check_aims(config.thresholds, kind, len(topics))
    return Task(examples, topics, kind)


def indicator(examples: Sequence[Example], topics: Sequence[Topic]) -> NDArray[np.bool_]:
    """Return which text has which topic, of shape (n_texts, n_topics); topics outside `topics` are left out."""
    column = {topic.id: position for position, topic in enumerate(topics)}
    targets = np.zeros((len(examples), len(topics)), np.bool_)
    for row, example in enumerate(examples):
        for topic in example.topics:
            if topic in column:
                targets[row, column[topic]] = True
    return targets


def _refuse_no_variety(examples: Sequence[Example], found: set[str], door: Door) -> None:
    classes = {example.topics for example in examples}
    if len(classes) < 2:
        label = listed(found) if found else "no topic"
        raise InputError(
            f"All {len(examples)} texts carry the same label ({label}): there is nothing to tell apart.",
            "Give texts of at least two classes, or some without the topic.",
        )
    if len(examples) > 1 and all(example.text == examples[0].text for example in examples):
        raise InputError(
            f"All {len(examples)} texts are the same ({examples[0].text!r:.40}): there is nothing to tell apart.",
            f"Check that these are the texts. {column_remedy(door, 'text')}",
        )


def _kind(wanted: Any, examples: Sequence[Example]) -> TaskKind:
    other = next((example for example in examples if len(example.topics) != 1), None)
    if wanted == "multi" or (wanted == "auto" and other is not None):
        return "multi"
    if other is not None:
        raise InputError(
            f"{other.place}: classifier.kind is single, but this text has {len(other.topics)} topics.",
            "Give every text exactly one topic, or set classifier.kind: multi.",
        )
    return "single"
