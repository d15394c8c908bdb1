"""CSV: topics joined by semicolons, then a column of probabilities a topic."""

from __future__ import annotations

import csv
from types import SimpleNamespace
from typing import TYPE_CHECKING

from classify.writing.form import COLUMNS, REASONS, reasons_json, score_columns, score_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from classify.tagging.tagged import TaggedBatch
    from classify.writing.output import Output

_END = "\r\n"  # whatever is in it, the csv module quotes where it is part of a text


class CsvForm:
    """Writes a line a text under one heading.

    Args:
        topics: the topics that are reported, in the order of their columns.
        explain: whether the reasons follow, as JSON (see `REASONS`).
    """

    def __init__(self, topics: Sequence[str], explain: bool) -> None:
        self._heading = [*COLUMNS, *score_columns(topics), *(REASONS if explain else ())]

    def render(self, tagged: TaggedBatch) -> bytes:
        """Return the lines of a batch."""
        batch = tagged.batch
        heads = csv_lines(
            zip(
                [tagged.source] * batch.count,
                batch.positions.tolist(),
                batch.starts.tolist(),
                batch.ends.tolist(),
                batch.kinds or ["text"] * batch.count,
                batch.texts(),
                map(";".join, tagged.names()),
                strict=True,
            )
        )
        scores = score_strings(tagged.scores, [b","] * len(tagged.topics), b"")
        tails = [b",%b\n" % why for why in csv_lines(reasons_json(tagged))] or [b"\n"] * batch.count
        return b"".join([head + row + tail for head, row, tail in zip(heads, scores, tails, strict=True)])

    def begin(self, out: Output) -> None:
        """Write the heading."""
        out.write(csv_lines([self._heading])[0] + b"\n")

    def append(self, rendered: bytes, out: Output) -> str:
        """Write the lines of a batch."""
        out.write(rendered)
        return ""

    def resume(self, notes: Sequence[str]) -> None:
        """Need nothing: lines stand for themselves."""

    def finish(self, out: Output) -> None:
        """Write nothing: the last line ends the file."""


def csv_lines(rows: Iterable[Sequence[object]]) -> list[bytes]:
    """Return rows as CSV, each by itself and without its line end; whatever would end a line is in quotes."""
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator=_END).writerows(rows)
    return [line.removesuffix(_END).encode() for line in lines]
