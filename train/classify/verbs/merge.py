"""From labelled data and corrected rows to corrected data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from classify.config import DataSettings
from classify.corpus.corrections import corrected_places, merged_lines
from classify.corpus.loading import load_examples
from classify.corpus.sources import open_tables
from classify.errors import InputError
from classify.writing.targets import check_target
from classify.writing.whole import write_lines


@dataclass(frozen=True)
class Merged:
    """The outcome of a merge: rows in all, rows that a correction named, and those of them whose topics changed."""

    rows: int
    named: int
    changed: int


def merge(data: DataSettings, corrected: str, output: Path) -> Merged:
    """Replace the topics of rows by corrected ones.

    Args:
        data: the labelled data.
        corrected: a file of rows with ``article``, ``position``, ``text`` and ``topics``, as `suspects` writes them.
        output: the file to write, JSONL.

    Raises:
        InputError: a file cannot be read or the output not be written, a corrected row matches no row of the data, or
            two of them contradict each other.
        JobError: the output cannot be written; a file that was there is untouched.
    """
    if output.suffix.lower() not in {".jsonl", ".ndjson"}:
        raise InputError(f"{output}: merged data are written as JSONL.", "Name a file that ends in .jsonl.")
    tables = [table for path in data.path for table in open_tables(path, path, data.split, "options")]
    check_target(output, [Path(corrected), *(Path(table.name) for table in tables)], "--output")
    examples = load_examples(data, door="options")
    replaced = corrected_places(examples, load_examples(DataSettings(path=(corrected,)), door="path"))
    topics = {example.place: example.topics for example in examples}
    write_lines(output, merged_lines(tables, data, topics, replaced))
    changed = sum(set(topics[place]) != set(new) for place, new in replaced.items())
    return Merged(len(examples), len(replaced), changed)
