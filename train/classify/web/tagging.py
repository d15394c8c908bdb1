"""Texts to the very records that `classify predict` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.errors import InputError
from classify.reading.article import parse_article, whole_text
from classify.reading.batch import Batch
from classify.reading.decode import decode
from classify.reading.inputs import Source
from classify.tagging.reasons import with_reasons
from classify.tagging.rollup import roll_up
from classify.writing.form import json_bytes
from classify.writing.jsonl import JsonlForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.records import Article
    from classify.tagging.tagged import TaggedBatch
    from classify.tagging.tagger import Tagger


def read_text(name: str, text: str, whole: bool = False) -> Article:
    """Read a text as a file with it would be read.

    Raises:
        InputError: there is nothing to tag in it, or it is no text.
    """
    decoded = decode(text.encode(), name).text
    article = whole_text(decoded, name) if whole else parse_article(decoded, name)
    if not article.sentences:
        raise InputError(f"{name}: there is no text in it.", "Give a text with at least one sentence.")
    return article


def tag(tagger: Tagger, article: Article, topics: Sequence[str] | None = None, explain: bool = False) -> TaggedBatch:
    """Tag the sentences of an article.

    Args:
        tagger: the tagger.
        article: the article.
        topics: the topics to report; all if None.
        explain: whether to give the reasons.
    """
    batch = Batch.of_sentences(list(enumerate(article.sentences)))
    source = Source(article.name, (batch,), article=True)
    tagged = tagger.tag_batch(source, batch, tagger.topics if topics is None else topics, compiled=False)
    return with_reasons(tagger, tagged) if explain else tagged


def records(tagged: TaggedBatch) -> bytes:
    """Return the records of a batch as a JSON array: the lines of ``--format jsonl`` with commas between."""
    lines = JsonlForm().render(tagged)
    return b"[" + b",".join(lines.splitlines()) + b"]"


def summary(tagged: TaggedBatch) -> bytes:
    """Return the topics of an article as a whole, as JSON."""
    sentences = [sentence for _, sentence in tagged.sentences()]
    own = sum(sentence.sentence.own for sentence in sentences)
    topics = [
        {"topic": topic.topic, "sentences": topic.sentences, "share": topic.share, "top_score": topic.top_score}
        for topic in roll_up(sentences)
    ]
    return json_bytes({"file": tagged.source, "sentences": own, "topics": topics})
