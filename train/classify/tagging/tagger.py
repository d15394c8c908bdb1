"""The tagger that scripts use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.errors import InputError, listed
from classify.reading.article import parse_article
from classify.reading.decode import without_surrogates
from classify.records import Article, Sentence, TaggedSentence, Tagging
from classify.tagging.rollup import roll_up
from classify.tagging.tagged import TaggedBatch
from classify.tagging.words import Words, strongest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.features.matrix import Matrix
    from classify.learning.decisions import Rule
    from classify.reading.batch import Batch
    from classify.reading.inputs import Source
    from classify.tagging.model import Model

OTHER = "(other n-grams)"


class Tagger:
    """Gives texts their topics.

    Load one with `classify.load`. A list of texts goes in, a list of answers comes out, in the same order.
    """

    def __init__(self, model: Model) -> None:
        self._model = model

    def __repr__(self) -> str:
        return f"<Tagger: {len(self.topics)} topics, {self._model.kind}, {self._model.features.size} features>"

    @property
    def topics(self) -> list[str]:
        """The ids of the topics, in the order of the columns of `predict_proba`."""
        return [topic.id for topic in self._model.topics]

    @property
    def titles(self) -> dict[str, str]:
        """The title of every topic, for people."""
        return {topic.id: topic.title for topic in self._model.topics}

    @property
    def definitions(self) -> dict[str, str]:
        """What every topic covers; empty where the data came without definitions."""
        return {topic.id: topic.definition for topic in self._model.topics}

    @property
    def kind(self) -> str:
        """``multi`` (any number of topics a text) or ``single`` (exactly one)."""
        return self._model.kind

    @property
    def rule(self) -> Rule:
        """How probabilities become topics: from thresholds on, at least one, or the `top_k` most probable."""
        return self._model.rule

    @property
    def thresholds(self) -> dict[str, float]:
        """The probability from which a topic is given; all 0 where the most probable are given instead (`rule`)."""
        return dict(zip(self.topics, self._model.thresholds.tolist(), strict=True))

    @property
    def intercepts(self) -> dict[str, float]:
        """The log-odds of every topic for a text without any known n-gram."""
        return dict(zip(self.topics, self._model.topic_intercepts.tolist(), strict=True))

    def predict(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the topics of every text, the most probable first, by the model's `rule`.

        A text without any known n-gram gets none, unless the rule gives every text one.

        Raises:
            InputError: a bare string was given, or something that is not a list of strings.
        """
        rows = zip(*self._model.answers(_checked(texts)), strict=True)
        return [self._names(scores, given) for scores, given in rows]

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of every topic, float32 of shape (n_texts, n_topics).

        Raises:
            InputError: as `predict`.
        """
        return self._model.scores(_checked(texts)).astype(np.float32)

    def features(self, texts: Sequence[str]) -> Matrix:
        """Return the TF-IDF features of every text, of shape (n_texts, n_features)."""
        return self._model.features.rows(_checked(texts))

    def explain(self, text: str, top: int | None = 5) -> dict[str, list[tuple[str, float]]]:
        """Say which n-grams speak for and against every topic.

        Args:
            text: one text.
            top: how many n-grams to name; None names them all.

        Returns:
            For every topic its n-grams with their contributions to the log-odds, the weightiest first. Those
            beyond `top` are summed up in a last entry, so that the contributions and the topic's intercept
            (see `intercepts`) always add up to its log-odds. In ``single`` these are the odds of the topic
            against all others, before the scores are scaled to sum to 1.
        """
        _check_top(top)
        names, parts = self._model.contributions(_one(text))
        return {topic: strongest(names, parts[:, column], top, OTHER) for column, topic in enumerate(self.topics)}

    def explain_words(self, text: str, top: int | None = 5) -> dict[str, list[tuple[str, float]]]:
        """Say which words speak for and against every topic: the n-grams of `explain`, gathered by word.

        Args:
            text: one text.
            top: how many words to name; None names them all.

        Returns:
            For every topic its words with their contributions, as `explain` gives its n-grams, with the same sum.
            An n-gram that lies on several words, or in several places, counts evenly for each.
        """
        _check_top(top)
        return self.weigh_words(text).ranked(self.topics, top)

    def weigh_words(self, text: str) -> Words:
        """Weigh every word of a text in its place, for every topic."""
        text = _one(text)
        spans, parts = self._model.word_contributions(text)
        weights = {topic: parts[:, column] for column, topic in enumerate(self.topics)}
        return Words(text, spans, weights, self.intercepts, bool(parts.any()))

    def strongest_ngrams(self, topic: str, top: int) -> dict[str, tuple[list[str], list[str]]]:
        """Return the n-grams with the greatest coefficients for a topic, and those with the least, by block.

        Args:
            topic: its id.
            top: how many at most on either side.
        """
        return self._model.strongest_ngrams(self.topics.index(topic), top)

    def tag_article(self, text: str, name: str = "article") -> Tagging:
        """Split an article into sentences, tag each, and sum up the topics of the whole."""
        return self.tag(parse_article(_one(text), name))

    def tag(self, article: Article) -> Tagging:
        """Tag the sentences of an article that is already split."""
        sentences = tuple(self.tag_sentences(article.sentences))
        return Tagging(article.name, sentences, roll_up(sentences))

    def tag_sentences(self, sentences: Sequence[Sentence]) -> list[TaggedSentence]:
        """Tag sentences, in order.

        Raises:
            InputError: something that is not a list of `Sentence` records.
        """
        sentences = _listed(sentences)
        wrong = next((sentence for sentence in sentences if not isinstance(sentence, Sentence)), None)
        if wrong is not None:
            raise InputError(
                f"Expected Sentence records, found {wrong!r:.60}.", "Give plain strings to predict or to tag_article."
            )
        scores, decided = self._model.answers([sentence.text for sentence in sentences])
        topics = self.topics
        return [
            TaggedSentence(sentence, tuple(self._names(row, given)), dict(zip(topics, row.tolist(), strict=True)))
            for sentence, row, given in zip(sentences, scores, decided, strict=True)
        ]

    def can_compile(self) -> bool:
        """Whether compiled scoring works here; asking loads it."""
        return self._model.bulk.scorer is not None

    def tag_batch(self, source: Source, batch: Batch, topics: Sequence[str], compiled: bool) -> TaggedBatch:
        """Tag a batch of a source.

        Args:
            source: where it came from.
            batch: the texts.
            topics: the topics to report.
            compiled: whether to score compiled, on this thread; a whole run takes one way, so that its answers do
                not depend on where it was cut. Only where `can_compile`.
        """
        scores, given = self._model.batch_answers(batch, compiled)
        columns = [self.topics.index(topic) for topic in topics]
        name = without_surrogates(source.name)  # a file may have a name that no output can hold
        return TaggedBatch(name, source.article, batch, tuple(topics), scores[:, columns], given[:, columns])

    def __call__(self, batch: Mapping[str, Any], column: str = "text") -> dict[str, list[Any]]:
        """Tag a batch of `datasets.Dataset.map(tagger, batched=True)`.

        Args:
            batch: columns by name.
            column: the column that holds the texts; give another with ``fn_kwargs={"column": ...}``.

        Returns:
            The columns ``topics`` (lists of ids) and ``scores`` (lists of probabilities, as in `topics`).
        """
        if column not in batch:
            raise InputError(
                f"The data set has no column '{column}'; found {listed(batch)}.",
                'Name the column: dataset.map(tagger, batched=True, fn_kwargs={"column": ...}).',
            )
        scores, decided = self._model.answers(_checked(batch[column]))
        names = [self._names(row, given) for row, given in zip(scores, decided, strict=True)]
        return {"topics": names, "scores": scores.astype(np.float32).tolist()}

    def _names(self, scores: NDArray[np.float64], given: NDArray[np.bool_]) -> list[str]:
        columns = sorted(np.flatnonzero(given).tolist(), key=lambda column: -scores[column])
        return [self._model.topics[column].id for column in columns]


def _listed(texts: Iterable[Any]) -> list[Any]:
    """Return what was given as a list; a table or a single text is refused, for its parts are not the texts meant."""
    single = isinstance(texts, str | bytes | Mapping) or getattr(texts, "ndim", 1) != 1
    if single or not isinstance(texts, Iterable):
        raise InputError(
            f"Expected a list of texts, found one {type(texts).__name__}.",
            "Wrap the text in a list: tagger.predict([text]).",
        )
    return list(texts)


def _one(text: str) -> str:
    if not isinstance(text, str):
        raise InputError(f"Expected one text, found {text!r:.60}.", "Give a string; predict takes a list of them.")
    return text


def _checked(texts: Iterable[str]) -> Sequence[str]:
    checked = _listed(texts)
    for text in checked:
        if not isinstance(text, str):
            raise InputError(f"Expected texts, found {text!r:.60}.", "Give a list of strings.")
    return checked


def _check_top(top: int | None) -> None:
    if top is not None and not isinstance(top, int):
        raise InputError(f"top: a whole number is needed, found {top!r:.60}.", "Give a number, or None for all.")
