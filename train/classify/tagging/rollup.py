"""The topics of an article as a whole, from those of its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.records import ArticleTopic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.records import TaggedSentence


def roll_up(sentences: Sequence[TaggedSentence]) -> tuple[ArticleTopic, ...]:
    """Sum up the topics of an article's own sentences.

    A following item's headline does not count. The topic with the most sentences comes first; of equals,
    the one with the highest probability.
    """
    own = [tagged for tagged in sentences if tagged.sentence.own]
    carried: dict[str, list[float]] = {}
    for tagged in own:
        for topic in tagged.topics:
            carried.setdefault(topic, []).append(tagged.scores[topic])
    topics = [
        ArticleTopic(topic, len(scores), len(scores) / len(own), max(scores)) for topic, scores in carried.items()
    ]
    return tuple(sorted(topics, key=lambda topic: (-topic.sentences, -topic.top_score, topic.topic)))
