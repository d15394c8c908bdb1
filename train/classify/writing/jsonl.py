"""JSON, an object a line."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from classify.writing.form import reasons_json, score_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.tagging.tagged import TaggedBatch
    from classify.writing.output import Output


class JsonlForm:
    """Writes the objects that `classify.tagging.rows.as_row` describes, whole batches at a time."""

    def render(self, tagged: TaggedBatch) -> bytes:
        """Return the lines of a batch."""
        batch = tagged.batch
        head = f'{{"file": {json.dumps(tagged.source, ensure_ascii=False)}, "position": '
        names = [f", {json.dumps(topic, ensure_ascii=False)}: " for topic in tagged.topics]
        names[:1] = [name.removeprefix(", ") for name in names[:1]]
        given = tagged.names()
        known = {topics: json.dumps(topics, ensure_ascii=False) for topics in set(given)}
        rows = zip(
            batch.positions.tolist(),
            batch.starts.tolist(),
            batch.ends.tolist(),
            map(encode_basestring, batch.texts()),
            given,
            score_strings(tagged.scores, names, "}"),
            batch.kinds or ["text"] * batch.count,
            [f', "why": {why}}}\n' for why in reasons_json(tagged)] or ["}\n"] * batch.count,
            strict=True,
        )
        return "".join(
            f'{head}{position}, "start": {start}, "end": {end}, "text": {text}, "topics": {known[topics]}, '
            f'"scores": {{{scores}, "kind": "{kind}"{tail}'
            for position, start, end, text, topics, scores, kind, tail in rows
        ).encode()

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
