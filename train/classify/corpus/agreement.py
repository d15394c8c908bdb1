"""How far two labellings of the same texts agree, topic by topic."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classify.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from classify.records import Example


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one topic.

    Attributes:
        topic: its id.
        first: texts that the first labelling gives it.
        second: texts that the second gives it.
        both: texts that both give it.
        kappa: Cohen's kappa (Cohen 1960): agreement beyond chance; 1 where both always agree.
        f1: F1 of one labelling against the other (the same either way round).
    """

    topic: str
    first: int
    second: int
    both: int
    kappa: float
    f1: float


def pair_up(first: Iterable[Example], second: Iterable[Example]) -> list[tuple[Example, Example]]:
    """Pair the texts that stand in both labellings, by article and text.

    Where a text stands more than once in an article, its first place goes with the first, its second with the second,
    and so on.

    Raises:
        InputError: they have no text in common.
    """
    known = dict(_numbered(first))
    pairs = [(known[place], example) for place, example in _numbered(second) if place in known]
    if not pairs:
        raise InputError(
            "The two labellings have no text in common.", "Give two files with the same articles and texts."
        )
    return pairs


def agreement(pairs: Sequence[tuple[Example, Example]], topics: Iterable[str]) -> list[Agreement]:
    """Compare two labellings of the same texts, topic by topic."""
    return [_topic_agreement(pairs, topic) for topic in topics]


def overall(rows: Sequence[Agreement], texts: int) -> Agreement:
    """Return the agreement over all decisions together (texts times topics), under the id ``all``."""
    first, second, both = (sum(getattr(row, field) for row in rows) for field in ("first", "second", "both"))
    return _compare("all", first, second, both, texts * len(rows))


def _numbered(examples: Iterable[Example]) -> Iterator[tuple[tuple[str, str, int], Example]]:
    """Yield examples by their article, their text, and how many of the same stood before."""
    seen: Counter[tuple[str, str]] = Counter()
    for example in examples:
        key = (example.article, example.text)
        yield (*key, seen[key]), example
        seen[key] += 1


def _topic_agreement(pairs: Sequence[tuple[Example, Example]], topic: str) -> Agreement:
    first = sum(topic in one.topics for one, _ in pairs)
    second = sum(topic in two.topics for _, two in pairs)
    both = sum(topic in one.topics and topic in two.topics for one, two in pairs)
    return _compare(topic, first, second, both, len(pairs))


def _compare(topic: str, first: int, second: int, both: int, total: int) -> Agreement:
    observed = (total - first - second + 2 * both) / total
    chance = (first * second + (total - first) * (total - second)) / total**2
    kappa = 1.0 if chance == 1.0 else (observed - chance) / (1.0 - chance)
    f1 = 2 * both / (first + second) if first + second else 1.0
    return Agreement(topic, first, second, both, kappa, f1)
