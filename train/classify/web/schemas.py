"""What requests hold and answers look like; the OpenAPI document is made of these."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from classify.web import limits

Name = Annotated[str, Field(min_length=1, max_length=limits.NAME_CHARACTERS)]
Text = Annotated[str, Field(min_length=1, max_length=limits.TEXT_CHARACTERS)]
Topics = Annotated[list[Name], Field(max_length=1000)]
Author = Annotated[str, Field(max_length=limits.NAME_CHARACTERS)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Problem(_Answer):
    """What is wrong, and what to do next."""

    error: str
    fix: str


class NamedText(_Request):
    """A text and what to call it."""

    name: Name = "article"
    text: Text


class TagRequest(_Request):
    """Texts to tag; `unit` says whether each is split into sentences or tagged whole."""

    texts: Annotated[list[NamedText], Field(min_length=1, max_length=limits.TEXTS)]
    unit: Literal["sentence", "document"] = "sentence"
    topics: Topics | None = None
    explain: bool = False


class Row(_Answer):
    """One tagged text: the record of `classify predict --format jsonl`; the reasons only where they were asked for."""

    file: str
    position: int
    start: int
    end: int
    text: str
    topics: list[str]
    scores: dict[str, float]
    kind: Literal["headline", "sentence", "next_headline", "text"]
    why: dict[str, list[tuple[str, float]]] | None = None
    why_words: dict[str, list[tuple[str, float]]] | None = None
    why_not: dict[str, Any] | None = None
    why_fallback: dict[str, Any] | None = None


class TopicShare(_Answer):
    """A topic of an article as a whole."""

    topic: str
    sentences: int
    share: float
    top_score: float


class Summary(_Answer):
    """The topics of an article as a whole."""

    file: str
    sentences: int
    topics: list[TopicShare]


class TagAnswer(_Answer):
    """The records of all texts, in order, and a summary of each text."""

    rows: list[Row]
    articles: list[Summary]


class ExplainRequest(_Request):
    """A text to give reasons for; `top` n-grams are named for each topic."""

    text: Text
    topics: Topics | None = None
    top: Annotated[int, Field(ge=0, le=limits.REASONS)] = 8


class Reason(_Answer):
    """Why a text has a topic, or has it not.

    `logit` is the sum of `intercept` and all contributions; the topic is given from `threshold_logit` on. Both
    thresholds are null where the most probable topics are given instead. `note` says what decided, where it was not the
    threshold alone. `words` are the n-grams' contributions laid on the words of the text: start, end, weight.
    """

    score: float
    threshold: float | None
    given: bool
    note: str
    logit: float
    threshold_logit: float | None
    intercept: float
    why: list[tuple[str, float]]
    words: list[tuple[int, int, float]]


class ExplainAnswer(_Answer):
    """The reasons for every topic."""

    text: str
    topics: dict[str, Reason]


class TopicInfo(_Answer):
    """A topic: what it covers, its letter code, its key on the page, and the probability from which it is given.

    `threshold` is null where the most probable topics are given instead.
    """

    id: str
    title: str
    definition: str
    threshold: float | None
    code: str
    key: str | None


class Health(_Answer):
    """What is running."""

    status: Literal["ok"]
    version: str
    model: str
    fingerprint: str
    kind: Literal["multi", "single"]
    topics: int
    corrections: int


class CorrectionRequest(_Request):
    """What a person says of a text; `revision` is the one last seen, 0 for none."""

    text: Text
    topics: Topics
    revision: Annotated[int, Field(ge=0, lt=2**63)] = 0
    guess: Topics = []
    note: Annotated[str, Field(max_length=limits.NOTE_CHARACTERS)] = ""
    author: Author = ""
    article: Annotated[str, Field(max_length=limits.PATH_CHARACTERS)] = ""
    position: Annotated[int, Field(ge=0, lt=2**31)] = 0


class UndoRequest(_Request):
    """Which revision to go back behind, and who asks."""

    revision: Annotated[int, Field(ge=0, lt=2**63)]
    author: Author = ""


class CorrectionAnswer(_Answer):
    """A correction as it is kept; `topics` is null where it was taken back."""

    key: str
    revision: int
    at: str
    text: str
    topics: list[str] | None
    guess: list[str]
    note: str
    author: str
    article: str
    position: int


class Conflict(Problem):
    """Somebody else was first; `current` is what stands now."""

    current: CorrectionAnswer | None


class KeptArticle(_Answer):
    """An article on the desk."""

    id: str
    name: str
    added: str


class ArticleAnswer(KeptArticle):
    """An article with its records, its summary, and the corrections of its texts by position."""

    text: str
    rows: list[Row]
    summary: Summary
    corrections: dict[str, CorrectionAnswer]


class QueueRequest(_Request):
    """How many texts to suggest, and the keys of those that are not to be asked for now."""

    count: Annotated[int, Field(ge=1, le=limits.QUEUE)] = 20
    skip: Annotated[list[Name], Field(max_length=limits.SKIPPED)] = []


class SuggestionAnswer(_Answer):
    """A text worth labelling, with the model's guess and the topic that is nearly given, or nearly not given."""

    key: str
    revision: int
    article: str
    name: str
    position: int
    text: str
    topics: list[str]
    scores: dict[str, float]
    asked_for: str
    distance: float


class PaceAnswer(_Answer):
    """How the labelling goes: texts in all, texts in the present stretch of work, texts an hour in it."""

    texts: int
    stretch: int
    per_hour: float | None


class QueueAnswer(_Answer):
    """How many texts are not labelled yet, how the labelling goes, and what to label next."""

    left: int
    pace: PaceAnswer
    suggestions: list[SuggestionAnswer]


class Change(_Answer):
    """A score before and after, and the 95 % interval of the difference; null where that is not known."""

    before: float | None
    after: float | None
    interval: tuple[float, float] | None


class MovedText(_Answer):
    """A corrected text, the topics it should have, and those that each model gives it."""

    text: str
    wanted: list[str]
    before: list[str]
    after: list[str]


class Outcome(_Answer):
    """What the new model changes, on texts held out (none where `texts` is 0) and on the corrected ones."""

    texts: int
    articles: int
    headlines: dict[str, Change]
    per_topic: dict[str, Change]
    changed: int
    corrections: int
    right_before: int
    right_after: int
    moved: list[MovedText]


class RetrainState(_Answer):
    """How the retraining is. `possible` says why none can be started; it is empty where one can."""

    status: Literal["idle", "running", "ready", "failed"]
    stage: str
    done: int
    total: int
    outcome: Outcome | None
    previous: bool
    possible: str
