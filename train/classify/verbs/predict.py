"""From sources of texts to tagged texts, in order and in batches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from classify.errors import InputError, listed, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classify.reading.inputs import Source
    from classify.records import TaggedSentence
    from classify.tagging.tagger import Tagger

_BATCH = 1024


def tag_source(tagger: Tagger, source: Source) -> Iterator[tuple[int, TaggedSentence]]:
    """Yield the texts of a source tagged, each with its position."""
    texts = iter(source.sentences)
    while batch := list(islice(texts, _BATCH)):
        tagged = tagger.tag_sentences([sentence for _, sentence in batch])
        yield from zip((position for position, _ in batch), tagged, strict=True)


def chosen_topics(tagger: Tagger, names: str | None) -> Sequence[str]:
    """Return the topics to report: those of a comma-separated list, or all.

    Raises:
        InputError: the model has no topic of that name.
    """
    if names is None:
        return tagger.topics
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in tagger.topics:
            raise InputError(
                f"--topics: the model has no topic '{name}'{nearest(name, tagger.topics)}.",
                f"Choose among {listed(tagger.topics, 40)}.",
            )
    return wanted
