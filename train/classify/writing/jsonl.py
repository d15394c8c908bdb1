"""JSON, an object a line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from classify.writing.form import REASONS, json_bytes, reasons_json, score_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.reading.batch import Batch
    from classify.tagging.tagged import TaggedBatch
    from classify.writing.output import Output

_WHY = b"".join(b', "%b": %%b' % name.encode() for name in REASONS) + b"}\n"
_NEVER = b"\xff"  # no byte of UTF-8
_ESCAPES = {  # the backslash first: it is written by the others
    character.encode(): json_bytes(character)[1:-1] for character in ["\\", '"', *map(chr, range(32))]
}


class JsonlForm:
    """Writes an object a text, whole batches at a time; ``docs/commands.md`` describes it."""

    def render(self, tagged: TaggedBatch) -> bytes:
        """Return the lines of a batch."""
        batch = tagged.batch
        given = tagged.names()
        known = {topics: json_bytes(topics) for topics in set(given)}
        names = [(b", " if column else b"") + json_bytes(topic) + b": " for column, topic in enumerate(tagged.topics)]
        rows = zip(
            batch.positions.tolist(),
            batch.starts.tolist(),
            batch.ends.tolist(),
            _escaped(batch),
            [known[topics] for topics in given],
            score_strings(tagged.scores, names, b"}"),
            [kind.encode() for kind in batch.kinds or ["text"] * batch.count],
            [_WHY % tuple(map(str.encode, why)) for why in reasons_json(tagged)] or [b"}\n"] * batch.count,
            strict=True,
        )
        head = b'{"file": %b, "position": ' % json_bytes(tagged.source).replace(b"%", b"%%")
        row = head + b'%d, "start": %d, "end": %d, "text": "%b", "topics": %b, "scores": {%b, "kind": "%b"%b'
        return b"".join([row % values for values in rows])

    def begin(self, out: Output) -> None:
        """Write nothing: there is no heading."""

    def append(self, rendered: bytes, out: Output) -> str:
        """Write the lines of a batch."""
        out.write(rendered)
        return ""

    def resume(self, notes: Sequence[str]) -> None:
        """Need nothing: lines stand for themselves."""

    def finish(self, out: Output) -> None:
        """Write nothing: the last line ends the file."""


def _escaped(batch: Batch) -> list[bytes]:
    """Return the texts as they stand within quotes; all at once, since most hold nothing to escape."""
    bounds = batch.offsets.tolist()
    everything = _NEVER.join([batch.data[left:right] for left, right in pairwise(bounds)])
    for raw, written in _ESCAPES.items():
        if raw in everything:
            everything = everything.replace(raw, written)
    return everything.split(_NEVER)
