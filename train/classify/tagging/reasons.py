"""Why a text was given its topics: the n-grams that speak for and against each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from classify.records import TaggedSentence
    from classify.tagging.tagger import Tagger

_DIGITS = 7

Why = dict[str, list[tuple[str, float]]]


def reasons(tagger: Tagger, tagged: TaggedSentence, topics: Collection[str], top: int = 5) -> Why:
    """Return the weightiest n-grams of every topic that the text was given."""
    wanted = [topic for topic in tagged.topics if topic in topics]
    if not wanted:
        return {}
    everything = tagger.explain(tagged.sentence.text, top)
    return {topic: [(name, round(value, _DIGITS)) for name, value in everything[topic]] for topic in wanted}
