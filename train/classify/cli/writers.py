"""The form of each output format: rows for programs, a table for people."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING

from classify.cli.console import printing
from classify.cli.options import RowFormat
from classify.cli.tables import new_console, print_article_topics, print_sentence
from classify.errors import InputError, listed
from classify.tagging.rollup import roll_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from classify.records import TaggedSentence
    from classify.tagging.tagged import TaggedBatch
    from classify.writing.form import Form
    from classify.writing.output import Output

_BY_SUFFIX = {
    ".csv": RowFormat.csv,
    ".parquet": RowFormat.parquet,
    ".jsonl": RowFormat.jsonl,
    ".html": RowFormat.html,
    ".htm": RowFormat.html,
}


class TableForm:
    """For people: each sentence with its topics, then the topics of the article.

    Args:
        topics: the topics to report.
        to_file: whether the table goes to a file; on standard output it suits the terminal that is there.
    """

    def __init__(self, topics: Sequence[str], to_file: bool) -> None:
        self._topics = topics
        self._page = StringIO() if to_file else None
        self._console = new_console(self._page)
        self._article: list[TaggedSentence] = []

    def render(self, tagged: TaggedBatch) -> TaggedBatch:
        """Leave the batch as it is: printing is not parallel."""
        return tagged

    def begin(self, out: Output) -> None:
        """Write no heading."""

    def append(self, rendered: TaggedBatch, out: Output) -> None:
        """Print a batch, and the topics of the article where it is one."""
        if self._page is None:
            with printing():
                self._print(rendered)
            return
        self._print(rendered)
        out.write(self._page.getvalue().encode())
        self._page.seek(0)
        self._page.truncate()

    def resume(self, notes: Sequence[str]) -> None:
        """Be never called: a table is not resumed."""

    def finish(self, out: Output) -> None:
        """Write nothing."""

    def _print(self, rendered: TaggedBatch) -> None:
        sentences = rendered.sentences()
        for number, (position, tagged) in enumerate(sentences):
            why = rendered.why[number] if rendered.why else None
            print_sentence(self._console, position + 1, tagged, self._topics, why)
        if not rendered.article:
            return
        self._article += [tagged for _, tagged in sentences]
        if not rendered.batch.more:
            own = sum(tagged.sentence.own for tagged in self._article)
            print_article_topics(self._console, rendered.source, roll_up(self._article), own)
            self._article = []


def new_form(row_format: RowFormat, topics: Sequence[str], explain: bool, output: Path | None) -> Form:
    """Return the form of a format.

    Raises:
        InputError: Parquet, and no file to write it to.
    """
    if row_format is RowFormat.parquet:
        if output is None:
            raise InputError("--format parquet: it cannot go to standard output.", "Name a file with --output FILE.")
        from classify.writing.parquet import ParquetForm

        return ParquetForm(topics, explain)
    if row_format is RowFormat.csv:
        from classify.writing.csv import CsvForm

        return CsvForm(topics, explain)
    if row_format is RowFormat.html:
        from classify.writing.html import HtmlForm

        return HtmlForm(topics)
    if row_format is RowFormat.jsonl:
        from classify.writing.jsonl import JsonlForm

        return JsonlForm()
    return TableForm(topics, to_file=output is not None)


def default_format(output: Path | None) -> RowFormat:
    """Return the format that an output file is named after; on standard output a table for a terminal alone.

    Raises:
        InputError: a file with a suffix that names no format.
    """
    if output is None:
        return RowFormat.table if sys.stdout.isatty() else RowFormat.jsonl
    named = named_format(output)
    if named is None and output.suffix:
        raise InputError(
            f"{output}: '{output.suffix.lower()}' names no format of output.",
            f"End the name in {listed(_BY_SUFFIX)}, or name the format with --format.",
        )
    return named or RowFormat.jsonl


def named_format(output: Path) -> RowFormat | None:
    """Return the format that the suffix of a file names; None where it names none."""
    return _BY_SUFFIX.get(output.suffix.lower())
