"""Topics of labelled data that a model does not know, and texts that have no others: neither can be judged."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from classify.corpus.remedies import separator_remedy
from classify.corpus.separators import mark_between
from classify.errors import InputError, counted, listed, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from classify.progress import Progress
    from classify.records import Example

_NAMED = 12


def unknown_topics(
    examples: Sequence[Example], known: Sequence[str], progress: Progress, whom: str = "the model"
) -> dict[str, int]:
    """Return the topics of the data that are not known, with the number of their texts, and warn of them.

    Args:
        examples: the data.
        known: the topics that can be judged.
        progress: who is warned.
        whom: who does not know them, in words.

    Raises:
        InputError: the data have topics, and none of them is known.
    """
    found = Counter(topic for example in examples for topic in example.topics)
    unknown = {topic: found[topic] for topic in sorted(found) if topic not in known}
    several = _separator_wanted(unknown, known)
    if unknown and len(unknown) == len(found):
        raise InputError(
            f"None of the data's topics ({_named(unknown, known)}) is known to {whom} ({listed(known)}).",
            f"{several}." if several else f"Name data that go with {whom}, or the labels' column with --labels-column.",
        )
    if unknown:
        names = _named(unknown, known)
        progress.warn(f"{len(unknown)} topic(s) unknown to {whom} are left out of all figures: {names}")
    if several:
        progress.warn(several)
    return unknown


def with_known_topics(examples: Sequence[Example], known: Set[str], progress: Progress) -> list[Example]:
    """Return the examples without those whose topics are all unknown, and warn of these.

    Nobody knows what a model should have answered there: it may be right by another name. Texts without topics stay.

    Args:
        examples: the data.
        known: the topics that some model knows.
        progress: who is warned.
    """
    kept = [example for example in examples if not example.topics or not known.isdisjoint(example.topics)]
    left_out = len(examples) - len(kept)
    if left_out:
        progress.warn(
            f"left out of all figures: {left_out} of {counted(len(examples), 'text')}, none of whose topics is known"
        )
    return kept


def _named(unknown: Mapping[str, int], known: Sequence[str]) -> str:
    """Name topics, cut short (they may be whole texts, of another column), with the known ones that they resemble."""
    named = [
        f"{topic:.40}{nearest(topic, known)} on {counted(texts, 'text')}"
        for topic, texts in islice(unknown.items(), _NAMED)
    ]
    return listed([*named, *islice(unknown, _NAMED, None)], _NAMED)


def _separator_wanted(unknown: Mapping[str, int], known: Sequence[str]) -> str:
    """Say which separator would part unknown labels into known topics; empty where none would."""
    marks = {label: mark for label in unknown if (mark := mark_between(label, known))}
    if not marks:
        return ""
    label, mark = next(iter(marks.items()))
    return f"Labels hold '{mark}' (such as '{label}'): {separator_remedy('options', mark)}"
