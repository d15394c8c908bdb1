"""What each word of a text adds to a topic: its n-grams gathered, so that a reason can be read.

The contribution of an n-gram is shared out evenly among the places where it occurs, and there evenly among the words
that it lies on. A word is what stands between white space, without the punctuation around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.features.tokens import placed_ngrams

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from classify.features.tfidf import Features

OTHER_WORDS = "(other words)"
_STRETCH = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)

Ranked = list[tuple[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, weighed.

    Attributes:
        text: the text.
        spans: where each word starts and ends in it.
        weights: for every topic, what each word adds to its log-odds, float64 of shape (n_words,).
        intercepts: the log-odds of every topic in a text without known n-grams.
        known: whether the model knows any n-gram of the text.
    """

    text: str
    spans: Sequence[tuple[int, int]]
    weights: Mapping[str, NDArray[np.float64]]
    intercepts: Mapping[str, float]
    known: bool

    def merged(self, topic: str) -> tuple[list[str], NDArray[np.float64]]:
        """Return each different word in lower case, and what its occurrences add to a topic together."""
        places: dict[str, int] = {}
        rows = [places.setdefault(self.text[start:end].lower(), len(places)) for start, end in self.spans]
        return list(places), np.bincount(rows, self.weights[topic], len(places)).astype(np.float64)

    def ranked(self, topics: Iterable[str], top: int | None) -> dict[str, Ranked]:
        """Return the `top` weightiest words of topics (all if None), and the sum of the others as a last entry."""
        return {topic: strongest(*self.merged(topic), top, OTHER_WORDS) for topic in topics}

    def sides(self, topic: str, top: int) -> tuple[Ranked, Ranked, float]:
        """Return the words that speak most for a topic, those most against it, and the sum of all others."""
        names, parts = self.merged(topic)
        ranked = strongest(names, parts, top, OTHER_WORDS)
        named = ranked[:top]
        rest = sum(value for _, value in ranked[top:])
        return [one for one in named if one[1] > 0], [one for one in named if one[1] < 0], rest


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text start and end; one for each of ``text.split()``."""
    spans = []
    for stretch in _STRETCH.finditer(text):
        core = _CORE.search(text, *stretch.span())
        spans.append(core.span() if core else stretch.span())
    return spans


def gathered(
    features: Features, text: str, indices: NDArray[np.intp], parts: NDArray[np.float64], words: int
) -> NDArray[np.float64]:
    """Gather contributions of n-grams to those of words.

    Args:
        features: how a text becomes a vector.
        text: the text.
        indices: its features, of shape (n_found,).
        parts: what each adds to every topic, of shape (n_found, n_topics).
        words: the number of words of the text.

    Returns:
        What each word adds to every topic, of shape (n_words, n_topics), with the same sums.
    """
    row_of = {feature: row for row, feature in enumerate(indices.tolist())}
    places: list[tuple[int, int, float]] = []
    offset = 0
    for block in features.blocks:
        for ngram, owners in placed_ngrams(block.read(text), block.analyzer, block.shortest, block.longest):
            feature = block.position.get(ngram)
            if feature is not None:
                places += [(row_of[feature + offset], word, 1 / len(owners)) for word in owners]
        offset += block.size
    if not places:
        return np.zeros((words, parts.shape[1]))
    rows, owning, shares = (np.array(column) for column in zip(*places, strict=True))
    shares /= np.bincount(rows, shares)[rows]
    sums = [np.bincount(owning, part[rows] * shares, words) for part in parts.T]
    return np.column_stack(sums).astype(np.float64)


def strongest(names: Sequence[str], parts: NDArray[np.float64], top: int | None, rest: str) -> Ranked:
    """Return the `top` weightiest names (all if None), those beyond summed up in a last entry called `rest`."""
    order = np.argsort(-np.abs(parts), kind="stable").tolist()
    shown = order if top is None or top >= len(order) else order[: max(top, 0)]
    ranked = [(names[index], float(parts[index])) for index in shown]
    if len(shown) < len(order):
        ranked.append((rest, float(parts[order[len(shown) :]].sum())))
    return ranked
