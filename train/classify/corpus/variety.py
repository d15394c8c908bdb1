"""How varied a corpus is: openings that repeat, and names that give a topic away."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from classify.corpus.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classify.records import Example

_WORD = re.compile(r"\w+")
_REAL_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME = re.compile(r"(?<=[^.!?:\"“‘'(]\s)[A-Z][\w'’-]+")
_OFTEN = 10
_FEWEST_SENTENCES = 12
_FEWEST_ARTICLES = 5
_GIVEN_AWAY = 0.85


def opening(text: str) -> tuple[str, ...]:
    """Return the first three words of a text, in lower case."""
    return tuple(_WORD.findall(text.lower())[:3])


def repeated_openings(examples: Sequence[Example]) -> dict[tuple[str, ...], list[Example]]:
    """Return the openings that a text shares with at least ten others, each with its texts."""
    by_opening: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    for example in examples:
        by_opening[opening(example.text)].append(example)
    return {words: group for words, group in by_opening.items() if len(group) > _OFTEN}


def find_openings(examples: Sequence[Example]) -> Iterator[Finding]:
    """Report openings that repeat."""
    for words, group in repeated_openings(examples).items():
        message = f"{len(group)} texts open with '{' '.join(words)}', the first here"
        yield Finding("warning", "opening", group[0].place, message)


def find_telling_names(examples: Sequence[Example]) -> Iterator[Finding]:
    """Report proper names (capitalized inside a sentence) nearly all of whose sentences carry one topic."""
    holders: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        for name in sorted({match.group() for match in _NAME.finditer(example.text)}):
            holders[name].append(example)
    for name, group in sorted(holders.items()):
        if len(group) >= _FEWEST_SENTENCES and len({example.article for example in group}) >= _FEWEST_ARTICLES:
            yield from _telling(name, group)


def _telling(name: str, group: Sequence[Example]) -> Iterator[Finding]:
    for topic in sorted({topic for example in group for topic in example.topics}):
        share = sum(topic in example.topics for example in group) / len(group)
        if share >= _GIVEN_AWAY:
            message = f"'{name}' gives '{topic}' away: {share:.0%} of its {len(group)} sentences carry it"
            yield Finding("warning", "telling name", group[0].place, message)


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How much of a corpus carries a topic, and how long those texts are, in words."""

    topic: str
    texts: int
    articles: int
    shortest: int
    mean: float
    longest: int


def count_topics(examples: Sequence[Example], topics: Sequence[str]) -> list[TopicCount]:
    """Count texts, articles and words of every topic; the last row, with an empty id, is of texts with no topic."""
    groups = [(topic, [example for example in examples if topic in example.topics]) for topic in topics]
    groups.append(("", [example for example in examples if not example.topics]))
    return [_count(topic, group) for topic, group in groups]


def _count(topic: str, group: Sequence[Example]) -> TopicCount:
    words = [len(_WORD.findall(example.text)) for example in group] or [0]
    articles = len({example.article for example in group})
    return TopicCount(topic, len(group), articles, min(words), sum(words) / len(words), max(words))


def summary(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the size and variety of a corpus as plain numbers."""
    words = [len(_WORD.findall(example.text)) for example in examples]
    distinct = {word for example in examples for word in _REAL_WORD.findall(example.text.lower())}
    repeating = sum(len(group) for group in repeated_openings(examples).values())
    return {
        "texts": len(examples),
        "articles": len({example.article for example in examples}),
        "words_a_text": sum(words) / len(words),
        "shortest": min(words),
        "longest": max(words),
        "distinct_words": len(distinct),
        "without_topic": sum(not example.topics for example in examples) / len(examples),
        "topics_a_text": sum(len(example.topics) for example in examples) / len(examples),
        "share_with_repeated_opening": repeating / len(examples),
    }
