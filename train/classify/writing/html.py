"""A page for people: every text with its topics, and what each rests on when it is pointed at."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from classify.tagging.rollup import roll_up
from classify.writing.form import KIND_NAMES
from classify.writing.pages import hues, template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from classify.tagging.tagged import TaggedBatch
    from classify.tagging.words import Words
    from classify.writing.output import Output

_LONGEST = 600
"""Words up to which a text is shown once more for each topic, with its words marked."""
_FAINT = 0.1
"""Share of the weightiest word's contribution under which a word is not marked."""
_END = b"</body>\n</html>\n"


class HtmlForm:
    """Writes one page that needs nothing else: no script, no picture, no connection.

    Args:
        topics: the topics that are reported.
        title: what the page is called in a list of pages.
        about: where its topics come from, in a sentence; empty where that need not be said.
    """

    def __init__(self, topics: Sequence[str], title: str = "Tagged texts", about: str = "") -> None:
        self._topics = topics
        self._hues = hues(topics)
        self._title = title
        self._about = about

    def render(self, tagged: TaggedBatch, remarks: Mapping[int, str] | None = None) -> bytes:
        """Return a batch, which has its reasons, as a part of the page.

        Args:
            tagged: the batch.
            remarks: what stands below texts beside their topics, by position.
        """
        texts = [
            (position, one, why) for (position, one), why in zip(tagged.sentences(), tagged.why or (), strict=True)
        ]
        rows = [one for _, one, _ in texts]
        page = template("tagged_batch.html").render(
            source=tagged.source,
            key=f"a{zlib.crc32(tagged.source.encode(errors='replace')):x}",
            texts=texts,
            remarks=remarks or {},
            rollup=roll_up(rows) if tagged.article else (),
            count=sum(one.sentence.own for one in rows),
            hue=self._hues,
            number={topic: number for number, topic in enumerate(self._topics)},
            kinds=KIND_NAMES,
            longest=_LONGEST,
            marked=_marked,
        )
        return page.encode(errors="replace")

    def begin(self, out: Output) -> None:
        """Write the head of the page."""
        out.write(self._head())

    def append(self, rendered: bytes, out: Output) -> str:
        """Write a batch."""
        out.write(rendered)
        return ""

    def resume(self, notes: Sequence[str]) -> None:
        """Need nothing: batches stand for themselves."""

    def finish(self, out: Output) -> None:
        """Write the end of the page."""
        out.write(_END)

    def page(self, tagged: TaggedBatch, remarks: Mapping[int, str]) -> bytes:
        """Return the whole page of one batch; for the arguments see `render`."""
        return self._head() + self.render(tagged, remarks) + _END

    def _head(self) -> bytes:
        page = template("tagged_head.html").render(topics=self._topics, title=self._title, about=self._about)
        return page.encode(errors="replace")


def _marked(words: Words, topic: str) -> Iterator[tuple[str, float]]:
    """Yield a text in pieces, each with its contribution as a share of the weightiest; 0 for what is not marked."""
    weights = words.weights[topic].tolist()
    heaviest = max(map(abs, weights), default=0.0) or 1.0
    last = 0
    for (start, end), weight in zip(words.spans, weights, strict=True):
        yield words.text[last:start], 0.0
        share = weight / heaviest
        yield words.text[start:end], share if abs(share) >= _FAINT else 0.0
        last = end
    yield words.text[last:], 0.0
