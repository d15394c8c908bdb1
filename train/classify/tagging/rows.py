"""A tagged text as the plain record that every format and door shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from classify.records import TaggedSentence
    from classify.tagging.tagger import Tagger

_DIGITS = 7


def as_row(
    file: str, position: int, tagged: TaggedSentence, topics: Collection[str], why: Why | None = None
) -> dict[str, Any]:
    """Return the record of one text.

    Args:
        file: the name of its source.
        position: its place there, counted from 0.
        tagged: the text with its answer.
        topics: the topics to report.
        why: the reasons, where they are asked for.
    """
    sentence = tagged.sentence
    row: dict[str, Any] = {
        "file": file,
        "position": position,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "topics": [topic for topic in tagged.topics if topic in topics],
        "scores": {topic: round(score, _DIGITS) for topic, score in tagged.scores.items() if topic in topics},
        "kind": sentence.kind,
    }
    if why is not None:
        row["why"] = {topic: [list(part) for part in parts] for topic, parts in why.items()}
    return row


Why = dict[str, list[tuple[str, float]]]


def reasons(tagger: Tagger, tagged: TaggedSentence, topics: Collection[str], top: int = 5) -> Why:
    """Return the weightiest n-grams of every topic that the text was given."""
    wanted = [topic for topic in tagged.topics if topic in topics]
    if not wanted:
        return {}
    everything = tagger.explain(tagged.sentence.text, top)
    return {topic: [(name, round(value, _DIGITS)) for name, value in everything[topic]] for topic in wanted}
