"""From unlabelled texts to those that are worth labelling next."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.duplicates import word_runs
from classify.learning.queries import distances, rank_distances, unlike, worths
from classify.reading.decode import without_surrogates
from classify.reading.inputs import ReadingOptions, find_files, open_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from classify.records import Sentence, TaggedSentence
    from classify.tagging.tagger import Tagger

MOST = 50_000
"""Texts among which a queue is chosen: enough to choose from, and read in seconds."""
_ALIKE = 0.5
"""Two texts that share more of their three-word sequences ask the same question."""
_SPREAD = 4
"""No article may give more than this share of a queue: one in so many."""
_COMPARED = 5
"""So many times as many texts as are asked for are compared with each other, those of the most worth."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An unlabelled text: the article it is from, its place there, and the sentence."""

    article: str
    position: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text worth labelling.

    Attributes:
        candidate: the text.
        tagged: what the model says of it.
        asked_for: the topic to which its label is worth most; it is near to that threshold.
        distance: how far it is over (or, below 0, under) that threshold, in log-odds; where the most probable topics
            are given, over or under the nearest one on the other side.
        measured_from: what `distance` counts from, in words.
    """

    candidate: Candidate
    tagged: TaggedSentence
    asked_for: str
    distance: float
    measured_from: str = "its threshold"

    @property
    def cut(self) -> float:
        """The probability that `distance` counts from."""
        score = min(max(self.tagged.scores[self.asked_for], 1e-9), 1.0 - 1e-9)
        return 1.0 / (1.0 + math.exp(self.distance - math.log(score / (1.0 - score))))

    def as_row(self) -> dict[str, Any]:
        """Return the record of ``classify predict --format jsonl``, and why the text is suggested."""
        sentence = self.tagged.sentence
        return {
            "file": self.candidate.article,
            "position": self.candidate.position,
            "start": sentence.start,
            "end": sentence.end,
            "text": sentence.text,
            "topics": list(self.tagged.topics),
            "scores": {topic: round(score, 7) for topic, score in self.tagged.scores.items()},
            "kind": sentence.kind,
            "asked_for": self.asked_for,
            "distance": round(self.distance, 4),
        }


def read_candidates(
    folder: Path, note: Callable[[str], None], most: int = MOST, text_column: str = "text"
) -> list[Candidate]:
    """Read the sentences of the articles in a folder, or of one file.

    Args:
        folder: what to read; rows of tables are taken whole.
        note: told what the user should know.
        most: how many texts to read; the rest is left.
        text_column: the column of tables that holds the text.

    Raises:
        InputError: there is nothing to read.
    """
    sources = open_sources(find_files([str(folder)]), ReadingOptions(text_column=text_column), note)
    texts = (
        Candidate(without_surrogates(source.name), position, sentence)
        for source in sources
        for batch in source.batches
        for position, sentence in batch.sentences()
        if sentence.own
    )
    return list(islice(texts, most))


def score_candidates(tagger: Tagger, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
    """Return the probability of every topic, of shape (n_candidates, n_topics)."""
    return tagger.predict_proba([candidate.sentence.text for candidate in candidates])


def suggest(
    tagger: Tagger,
    candidates: Sequence[Candidate],
    scores: NDArray[np.floating],
    count: int,
    labelled: Mapping[str, int],
    known: Collection[str] = (),
) -> list[Suggestion]:
    """Choose the texts worth labelling next.

    They are uncertain, near the thresholds of topics (or near to having other topics as the most probable), those with
    few labels more so; not short; and unlike each other.

    Args:
        tagger: the tagger as it is.
        candidates: the texts to choose among, not labelled yet.
        scores: their probabilities, from `score_candidates`.
        count: how many to choose, at most.
        labelled: how many labelled texts each topic has already; a topic that is not named has none.
        known: texts that are labelled; what is nearly the same as one of them is not asked for again.
    """
    if not candidates:
        return []
    topics = tagger.topics
    gaps = _gaps(tagger, scores)
    numbers = np.array([labelled.get(topic, 0) for topic in topics])
    words = np.array([len(candidate.sentence.text.split()) for candidate in candidates])
    worth = worths(np.abs(gaps), numbers, words)
    best = worth.argmax(axis=1).tolist()
    asked = ((text, best[text]) for text in _in_order(tagger, candidates, worth.sum(axis=1), _COMPARED * count))
    picks = _spread(asked, candidates, count, known)
    tagged = tagger.tag_sentences([candidates[text].sentence for text, _ in picks])
    measured_from = "the nearest other topic" if tagger.rule.by_rank else "its threshold"
    return [
        Suggestion(candidates[text], answer, topics[topic], float(gaps[text, topic]), measured_from)
        for (text, topic), answer in zip(picks, tagged, strict=True)
    ]


def _gaps(tagger: Tagger, scores: NDArray[np.floating]) -> NDArray[np.float64]:
    if tagger.rule.top_k is not None:
        return rank_distances(scores, tagger.rule.top_k)
    return distances(scores, np.array([tagger.thresholds[topic] for topic in tagger.topics]))


def _in_order(
    tagger: Tagger, candidates: Sequence[Candidate], worth: NDArray[np.floating], compared: int
) -> Iterator[int]:
    """Yield all texts in the order in which to ask for them; the first ones are compared with each other."""
    order = np.argsort(-worth, kind="stable")
    first = order[:compared]
    matrix = tagger.features([candidates[text].sentence.text for text in first.tolist()])
    for place in unlike(worth[first], matrix):
        yield int(first[place])
    yield from order[compared:].tolist()


def _spread(
    asked: Iterator[tuple[int, int]], candidates: Sequence[Candidate], count: int, known: Collection[str]
) -> list[tuple[int, int]]:
    """Take the texts in their order, but none nearly the same as another, and few of one article."""
    seen = [word_runs(text) for text in known]
    picks: list[tuple[int, int]] = []
    late: list[tuple[int, int]] = []
    taken: Counter[str] = Counter()
    articles = len({candidate.article for candidate in candidates})
    most = count if articles < _SPREAD else max(1, count // _SPREAD)
    for text, topic in asked:
        if len(picks) == count:
            break
        runs = word_runs(candidates[text].sentence.text)
        if any(len(runs & other) > _ALIKE * min(len(runs), len(other)) for other in seen):
            continue
        if taken[candidates[text].article] == most:
            late.append((text, topic))
            continue
        taken[candidates[text].article] += 1
        seen.append(runs)
        picks.append((text, topic))
    return [*picks, *late][:count]
