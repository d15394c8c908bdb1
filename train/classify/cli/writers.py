"""Tagged texts to stdout or a file, in the format that was asked for."""

from __future__ import annotations

import csv
import json
import os
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Protocol

from classify.cli.options import RowFormat
from classify.errors import InputError, JobError
from classify.tagging.rollup import roll_up
from classify.tagging.rows import as_row, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from classify.reading.inputs import Source
    from classify.records import TaggedSentence
    from classify.tagging.rows import Why
    from classify.tagging.tagger import Tagger


class Writer(Protocol):
    """Takes tagged texts, source by source."""

    def text(self, source: Source, position: int, tagged: TaggedSentence) -> None:
        """Write one text."""

    def end(self, source: Source) -> None:
        """Write what follows the last text of a source."""


class _RowWriter:
    def __init__(self, tagger: Tagger, topics: Sequence[str], explain: bool) -> None:
        self._tagger = tagger
        self._topics = topics
        self._explain = explain

    def why(self, tagged: TaggedSentence) -> Why | None:
        return reasons(self._tagger, tagged, self._topics) if self._explain else None

    def row(self, source: Source, position: int, tagged: TaggedSentence) -> dict[str, object]:
        return as_row(source.name, position, tagged, self._topics, self.why(tagged))

    def end(self, source: Source) -> None:
        """Rows need no ending."""


class JsonlWriter(_RowWriter):
    """One JSON object a line."""

    def __init__(self, file: IO[str], tagger: Tagger, topics: Sequence[str], explain: bool) -> None:
        super().__init__(tagger, topics, explain)
        self._file = file

    def text(self, source: Source, position: int, tagged: TaggedSentence) -> None:
        """Write one text."""
        self._file.write(json.dumps(self.row(source, position, tagged), ensure_ascii=False) + "\n")


class CsvWriter(_RowWriter):
    """A line a text: topics joined by semicolons, then a column of probabilities a topic."""

    def __init__(self, file: IO[str], tagger: Tagger, topics: Sequence[str], explain: bool) -> None:
        super().__init__(tagger, topics, explain)
        self._csv = csv.writer(file, lineterminator="\n")
        self._csv.writerow(
            [
                "file",
                "position",
                "start",
                "end",
                "kind",
                "text",
                "topics",
                *topics,
                *(["why"] if explain else []),
            ]
        )

    def text(self, source: Source, position: int, tagged: TaggedSentence) -> None:
        """Write one text."""
        sentence, scores = tagged.sentence, tagged.scores
        given = ";".join(topic for topic in tagged.topics if topic in self._topics)
        why = self.why(tagged)
        self._csv.writerow(
            [source.name, position, sentence.start, sentence.end, sentence.kind, sentence.text, given]
            + [f"{scores[topic]:.7f}" for topic in self._topics]
            + ([] if why is None else [json.dumps(why, ensure_ascii=False)])
        )


class TableWriter(_RowWriter):
    """For people: each sentence with its topics, then the topics of the article."""

    def __init__(self, file: IO[str], tagger: Tagger, topics: Sequence[str], explain: bool) -> None:
        from classify.cli.tables import new_console

        super().__init__(tagger, topics, explain)
        self._console = new_console(file)
        self._seen: list[TaggedSentence] = []

    def text(self, source: Source, position: int, tagged: TaggedSentence) -> None:
        """Print one text."""
        from classify.cli.tables import print_sentence

        if source.article:
            self._seen.append(tagged)
        print_sentence(self._console, position + 1, tagged, self._topics, self.why(tagged))

    def end(self, source: Source) -> None:
        """Print the topics of the article."""
        from classify.cli.tables import print_article_topics

        if source.article:
            topics = [topic for topic in roll_up(self._seen) if topic.topic in self._topics]
            own = sum(tagged.sentence.own for tagged in self._seen)
            print_article_topics(self._console, source.name, topics, own)
        self._seen = []


def new_writer(row_format: RowFormat, file: IO[str], tagger: Tagger, topics: Sequence[str], explain: bool) -> Writer:
    """Return the writer of a format; a table is laid out for the file it goes to."""
    if row_format is RowFormat.table:
        return TableWriter(file, tagger, topics, explain)
    kind = CsvWriter if row_format is RowFormat.csv else JsonlWriter
    return kind(file, tagger, topics, explain)


@contextmanager
def open_output(path: Path | None) -> Iterator[IO[str]]:
    """Give a stream to write to: stdout, or a file that gets its name only when it is whole.

    Raises:
        InputError: the file's folder does not exist.
        JobError: writing failed; what was written is left under the name ending in ``.partial``.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    if not path.absolute().parent.is_dir():
        raise InputError(f"{path}: there is no such folder.", "Make the folder first, or name another with --output.")
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(partial, path)
    except OSError as error:
        raise JobError(
            f"{path}: could not be written: {error.strerror or error}.",
            f"What was written so far is in {partial}; free some space and run again.",
        ) from None
