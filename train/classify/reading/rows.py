"""Texts from tables: JSONL, CSV and Parquet, one text a row, read as a stream."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import IO, TYPE_CHECKING, Any
from unicodedata import normalize

from classify.errors import InputError, listed, nearest
from classify.reading.decode import without_surrogates
from classify.reading.openers import open_bytes, suffix_of
from classify.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ROW_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})


def read_rows(path: Path, column: str) -> Iterator[tuple[int, Sentence]]:
    """Yield the texts of a table with their row numbers, counted from 0.

    Args:
        path: a ``.jsonl``, ``.csv``, ``.tsv`` or ``.parquet`` file; the first three may be packed with gzip.
        column: the column that holds the text.

    Raises:
        InputError: the file is empty or broken, or lacks the column; the message names the line.
    """
    suffix = suffix_of(path)
    readers = {".csv": _csv, ".tsv": _csv, ".parquet": _parquet}
    rows = readers.get(suffix, _jsonl)(path, column)
    empty = True
    try:
        for row, (place, value) in enumerate(rows):
            empty = False
            yield row, _sentence(value, place)
    except (OSError, EOFError) as error:
        raise InputError(
            f"{path}: cannot be read to its end: {error}.", "Check the file; it may be cut short."
        ) from None
    if empty:
        raise InputError(f"{path}: the file is empty.", "Give a file with at least one text.")


def _sentence(value: Any, place: str) -> Sentence:
    if not isinstance(value, str):
        found = "null" if value is None else f"{type(value).__name__} {value!r:.40}"
        raise InputError(f"{place}: the text is {found}, not a string.", "Correct or remove that row.")
    return Sentence(normalize("NFC", without_surrogates(value)), 0, len(value), "text")


def _jsonl(path: Path, column: str) -> Iterator[tuple[str, Any]]:
    with open_bytes(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                place = f"{path}:{number}"
                row = parse_json_line(line, place)
                if column not in row:
                    raise _no_column(place, column, row)
                yield place, row[column]


def parse_json_line(line: bytes, place: str) -> dict[str, Any]:
    """Parse one line of JSONL.

    Raises:
        InputError: the line is not an object of JSON in UTF-8.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place}: broken UTF-8 at byte {error.start + 1} of the line.", "Save the file as UTF-8."
        ) from None
    except ValueError as error:
        raise InputError(f"{place}: not JSON: {error}.", "Mend or remove that line and run again.") from None
    if not isinstance(row, dict):
        raise InputError(
            f"{place}: expected an object, found {type(row).__name__}.",
            'Each line needs the form {"text": "...", ...}.',
        )
    return row


def _csv(path: Path, column: str) -> Iterator[tuple[str, Any]]:
    csv.field_size_limit(sys.maxsize)
    with open_bytes(path) as data:
        reader = csv.reader(_as_text(data), delimiter="\t" if suffix_of(path) == ".tsv" else ",")
        try:
            header = next(reader, [])
            if not header:
                return
            if column not in header:
                raise _no_column(str(path), column, header)
            position = header.index(column)
            for cells in filter(None, reader):
                place = f"{path}:{reader.line_num}"
                if len(cells) <= position:
                    raise InputError(
                        f"{place}: {len(cells)} cells where the header has {len(header)}.",
                        "Correct or remove that row.",
                    )
                yield place, cells[position]
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path}: broken UTF-8 near line {reader.line_num + 1} ({error.reason}).",
                "Save the file as UTF-8.",
            ) from None
        except csv.Error as error:
            raise InputError(f"{path}:{reader.line_num}: not CSV: {error}.", "Mend that line and run again.") from None


def _as_text(data: IO[bytes]) -> Iterable[str]:
    return io.TextIOWrapper(data, encoding="utf-8-sig", newline="")


def _parquet(path: Path, column: str) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            if column not in file.schema_arrow.names:
                raise _no_column(str(path), column, file.schema_arrow.names)
            row = 0
            for batch in file.iter_batches(columns=[column]):
                for value in batch.column(0).to_pylist():
                    row += 1
                    yield f"{path}: row {row}", value
    except pa.ArrowException as error:
        raise InputError(
            f"{path}: not readable as Parquet: {error}.", "Check the file, or convert it to JSONL."
        ) from None


def _no_column(place: str, column: str, found: Iterable[str]) -> InputError:
    names = list(found)
    return InputError(
        f"{place}: no column '{column}'{nearest(column, names)}; found {listed(names)}.",
        "Name the column that holds the text with --text-column.",
    )
