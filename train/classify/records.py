"""The frozen records that pass between the layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["headline", "sentence", "next_headline", "text"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its id in the data, its title for people, and what it covers."""

    id: str
    title: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text to tag.

    Attributes:
        text: the text in Unicode NFC.
        start: offset of its first character in the source, in characters.
        end: offset after its last character in the source, in characters.
        kind: ``sentence`` or ``headline`` of the article itself, ``next_headline`` for the headline of the
            item that follows it, ``text`` for a text that was not split.
    """

    text: str
    start: int
    end: int
    kind: Kind = "sentence"

    @property
    def own(self) -> bool:
        """Whether the sentence belongs to the article itself."""
        return self.kind != "next_headline"


@dataclass(frozen=True, slots=True)
class Article:
    """A source read and cut into the texts to tag.

    Attributes:
        name: where it came from, as the user named it.
        sentences: its texts, in order.
        publication: the publication line at its head, where there is one.
    """

    name: str
    sentences: tuple[Sentence, ...]
    publication: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text.

    Attributes:
        text: the text in Unicode NFC.
        topics: its topics, none or several, without repeats.
        article: id of the article it comes from; splits never cut an article in two.
        place: where it stands (``file:line``), for messages.
        position: its place in the article, where the data have a column ``position``.
        columns: other columns of its row, those that were asked for.
    """

    text: str
    topics: tuple[str, ...]
    article: str
    place: str
    position: int | str | None = None
    columns: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with its answer.

    Attributes:
        sentence: what was tagged.
        topics: the topics given, the most probable first.
        scores: the probability of every topic of the model, in the model's order.
    """

    sentence: Sentence
    topics: tuple[str, ...]
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class ArticleTopic:
    """One topic in the roll-up of an article.

    Attributes:
        topic: its id.
        sentences: how many of the article's own sentences carry it.
        share: those sentences as a share of all its own sentences, 0 to 1.
        top_score: the highest probability among them.
    """

    topic: str
    sentences: int
    share: float
    top_score: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """An article with its sentences tagged, and its topics as a whole.

    Attributes:
        name: where the article came from.
        sentences: every sentence with its answer, in order.
        topics: the roll-up, the topic with the most sentences first.
    """

    name: str
    sentences: tuple[TaggedSentence, ...]
    topics: tuple[ArticleTopic, ...]
