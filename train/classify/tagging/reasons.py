"""Why a text was given its topics, or none: what speaks for and against each, by n-gram and by word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from classify.errors import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.records import TaggedSentence
    from classify.tagging.tagged import TaggedBatch
    from classify.tagging.tagger import Tagger
    from classify.tagging.words import Ranked, Words

_DIGITS = 7

Why = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class _Unreached:
    """A topic whose threshold a text did not reach.

    Attributes:
        known: whether the model knows any n-gram of the text.
        topic: the topic.
        score: its probability.
        threshold: its threshold; None where the most probable topics are given.
    """

    KEY: ClassVar[str]
    """What a record calls the topic."""

    known: bool
    topic: str
    score: float
    threshold: float | None

    @property
    def below(self) -> float | None:
        """How far the probability is below the threshold; None where no known word had a part in it."""
        return self.threshold - self.score if self.known and self.threshold is not None else None

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "known_words": self.known,
            self.KEY: self.topic,
            "score": round(self.score, _DIGITS),
            "threshold": None if self.threshold is None else round(self.threshold, _DIGITS),
            "below": None if self.below is None else round(self.below, _DIGITS),
        }


@dataclass(frozen=True, slots=True)
class Missed(_Unreached):
    """Why a text was given none of the topics asked for: the topic is the one that is the least below its threshold."""

    KEY = "nearest"

    def __str__(self) -> str:
        if not self.known:
            return "no known words"
        gap = "another is more probable" if self.below is None else f"{self.below:.2f} below its threshold"
        return f"nearest: {self.topic} {self.score:.2f}, {gap}"


@dataclass(frozen=True, slots=True)
class Fallback(_Unreached):
    """Why a text was given a topic all the same: nothing in it speaks for one, but every text must be given some.

    Attributes:
        top_k: how many topics every text is given, the most probable; None where it is one at least.
    """

    KEY = "topic"

    top_k: int | None

    def __str__(self) -> str:
        why = "no known words" if self.below is None else f"{self.below:.2f} below its threshold"
        number = "one topic at least" if self.top_k is None else counted(self.top_k, "topic")
        return f"{why}; every text is given {number}"


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """The reasons for the answer to one text.

    Attributes:
        ngrams: the weightiest n-grams of every topic given, and the sum of the others.
        words: the same by word.
        weighed: every word in its place, weighed for every topic.
        missed: why no topic is given; None where one is.
        fallback: why topics are given that nothing in the text speaks for; None where there are none.
    """

    ngrams: Why
    words: Why
    weighed: Words
    missed: Missed | None
    fallback: Fallback | None = None

    @property
    def told(self) -> list[str]:
        """The topics to give reasons for: those given, or the nearest; none, where no word is known."""
        if self.missed is None:
            return list(self.ngrams)
        return [self.missed.topic] if self.missed.known else []


def reasons(tagger: Tagger, tagged: TaggedSentence, topics: Sequence[str], top: int = 5) -> Reasons:
    """Return the reasons for the topics that a text was given, of those asked for, or for its having none."""
    wanted = [topic for topic in tagged.topics if topic in topics]
    words = tagger.weigh_words(tagged.sentence.text)
    by_ngram = tagger.explain(tagged.sentence.text, top) if wanted else {}
    missed = None if wanted else _missed(tagger, tagged, topics, words.known)
    fallback = fallback_of(tagger, tagged, words.known) if wanted else None
    return Reasons(_rounded(by_ngram, wanted), _rounded(words.ranked(wanted, top), wanted), words, missed, fallback)


def fallback_of(tagger: Tagger, tagged: TaggedSentence, known: bool) -> Fallback | None:
    """Return why a text has topics that neither a threshold nor a word gave it; None where there are none such.

    Args:
        tagger: the tagger.
        tagged: the text and its answer.
        known: whether the tagger knows any n-gram of the text.
    """
    rule = tagger.rule
    if not tagged.topics or not (rule.by_rank or rule.at_least_one):
        return None
    topic = tagged.topics[0]
    score, threshold = tagged.scores[topic], None if rule.by_rank else tagger.thresholds[topic]
    below = threshold is not None and score < threshold
    return Fallback(known, topic, score, threshold, rule.top_k) if below or not known else None


def with_reasons(tagger: Tagger, tagged: TaggedBatch) -> TaggedBatch:
    """Return a batch with the reasons for the answer to each of its texts."""
    why = tuple(reasons(tagger, sentence, tagged.topics) for _, sentence in tagged.sentences())
    return replace(tagged, why=why)


def _rounded(everything: dict[str, Ranked], wanted: Sequence[str]) -> Why:
    return {topic: [(name, round(value, _DIGITS)) for name, value in everything[topic]] for topic in wanted}


def _missed(tagger: Tagger, tagged: TaggedSentence, topics: Sequence[str], known: bool) -> Missed:
    thresholds = tagger.thresholds  # all 0 where the most probable topics are given
    nearest = min(topics, key=lambda topic: thresholds[topic] - tagged.scores[topic])
    threshold = None if tagger.rule.by_rank else thresholds[nearest]
    return Missed(known, nearest, tagged.scores[nearest], threshold)
