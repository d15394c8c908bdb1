"""What a trained tagger consists of: topics, features, weights and thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from classify.learning.decisions import decide
from classify.learning.probabilities import probabilities
from classify.tagging.bulk import BulkPath, batch_logits
from classify.tagging.words import gathered, word_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.features.tfidf import Features
    from classify.learning.decisions import Rule
    from classify.learning.probabilities import TaskKind
    from classify.reading.batch import Batch
    from classify.records import Topic

    Answers = tuple[NDArray[np.float64], NDArray[np.bool_]]


@dataclass(frozen=True)
class Model:
    """A trained model.

    Attributes:
        topics: the topics, in the order of all arrays.
        kind: ``multi`` (any number of topics a text) or ``single`` (exactly one).
        features: how a text becomes a vector.
        coefficients: float32 of shape (n_features, n_outputs); the outputs are the topics, or the second of
            two topics in ``single``.
        intercepts: float64 of shape (n_outputs,).
        thresholds: float64 of shape (n_topics,); not used where `rule` goes by rank.
        rule: how probabilities become topics.
    """

    topics: tuple[Topic, ...]
    kind: TaskKind
    features: Features
    coefficients: NDArray[np.float32]
    intercepts: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    rule: Rule

    @cached_property
    def bulk(self) -> BulkPath:
        """The compiled way, loaded when there is enough to do."""
        return BulkPath(self.features, self.coefficients, self.intercepts)

    def logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the log-odds of every output, of shape (n_texts, n_outputs).

        Where there is enough to do they are computed compiled; the two ways agree to 1e-6.
        """
        scorer = self.bulk.scorer_for(texts)
        return self._plain_logits(texts) if scorer is None else scorer.logits(texts)

    def _plain_logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        rows = [self._logits(text) for text in texts]
        return np.array(rows).reshape(len(rows), len(self.intercepts))

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the probability of every topic, of shape (n_texts, n_topics)."""
        return probabilities(self.logits(texts), self.kind)

    def answers(self, texts: Sequence[str]) -> Answers:
        """Return the probability of every topic, and whether it is given, both of shape (n_texts, n_topics).

        The probabilities of a text without any known n-gram are the intercepts' alone (see `decide`).
        """
        return self._answers(self.logits(texts))

    def batch_answers(self, batch: Batch, compiled: bool) -> Answers:
        """Return what `answers` does for a batch.

        Args:
            batch: the texts.
            compiled: which way to compute them (see `bulk`); the whole of a run takes one.
        """
        scorer = self.bulk.scorer if compiled else None
        logits = self._plain_logits(batch.texts()) if scorer is None else batch_logits(scorer, batch)
        return self._answers(logits)

    def contributions(self, text: str) -> tuple[list[str], NDArray[np.float64]]:
        """Return the n-grams of a text that the model knows, and what each adds to every topic's log-odds.

        An n-gram that is counted twice, in the whole text and in its lead, or as a word and as its characters, is named
        once.

        Returns:
            The n-grams, and their contributions of shape (n_found, n_topics); with the intercepts of
            `topic_intercepts` they add up to the log-odds of every topic.
        """
        indices, values = self.features.vector(text)
        parts = self._per_topic(values[:, None] * self.coefficients[indices].astype(np.float64))
        rows: dict[str, int] = {}
        places = [rows.setdefault(self.features.term(int(index)), len(rows)) for index in indices]
        summed = np.zeros((len(rows), parts.shape[1]))
        np.add.at(summed, places, parts)
        return list(rows), summed

    def word_contributions(self, text: str) -> tuple[list[tuple[int, int]], NDArray[np.float64]]:
        """Return the words of a text, and what each adds to every topic's log-odds.

        Returns:
            Where the words stand in the text, and their contributions of shape (n_words, n_topics), which add up
            to the same as `contributions`.
        """
        indices, values = self.features.vector(text)
        parts = self._per_topic(values[:, None] * self.coefficients[indices].astype(np.float64))
        spans = word_spans(text)
        return spans, gathered(self.features, text, indices, parts, len(spans))

    @property
    def topic_intercepts(self) -> NDArray[np.float64]:
        """The log-odds of every topic in a text without known words, of shape (n_topics,)."""
        return self._per_topic(self.intercepts[None, :]).ravel()

    def strongest_ngrams(self, topic: int, top: int) -> dict[str, tuple[list[str], list[str]]]:
        """Return for each block the n-grams that speak most for a topic, and most against it, the weightiest first.

        Args:
            topic: its position among the topics.
            top: how many at most on either side.
        """
        single = len(self.intercepts) < len(self.topics)
        weights = self.coefficients[:, 0 if single else topic] * (-1 if single and topic == 0 else 1)
        found: dict[str, tuple[list[str], list[str]]] = {}
        offset = 0
        for block in self.features.blocks:
            part = weights[offset : offset + block.size]
            greatest, least = ([block.terms[feature] for feature in _greatest(side, top)] for side in (part, -part))
            found[block.name] = (greatest, least)
            offset += block.size
        return found

    def _answers(self, logits: NDArray[np.float64]) -> Answers:
        scores = probabilities(logits, self.kind)
        known = (logits != self.intercepts).any(axis=1)
        return scores, decide(scores, self.thresholds, self.rule, known)

    def _logits(self, text: str) -> NDArray[np.float64]:
        indices, values = self.features.vector(text)
        return np.asarray(values @ self.coefficients.take(indices, axis=0).astype(np.float64) + self.intercepts)

    def _per_topic(self, outputs: NDArray[np.float64]) -> NDArray[np.float64]:
        if outputs.shape[1] == len(self.topics):
            return outputs
        both: NDArray[np.float64] = np.hstack([-outputs, outputs])
        return both


def _greatest(values: NDArray[np.float32], top: int) -> list[int]:
    """Return where the `top` greatest of the positive values stand, the greatest first; sorts those alone."""
    few = np.argpartition(values, -top)[-top:] if top < len(values) else np.arange(len(values))
    ranked = few[np.lexsort((few, -values[few]))]
    return [int(place) for place in ranked if values[place] > 0]
