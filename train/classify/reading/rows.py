"""Texts from tables: JSONL, CSV and Parquet, one text a row, read as a stream of batches."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from classify.errors import InputError, listed, nearest
from classify.reading.batch import Batch
from classify.reading.blocks import text_blocks
from classify.reading.cells import cell_rows, wrong_count
from classify.reading.decode import without_surrogates
from classify.reading.openers import suffix_of
from classify.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from classify.reading.blocks import Block
    from classify.reading.feeds import Feed

BATCH_CHARACTERS = 4 << 20
MOST_ROWS = 1 << 16

Row = tuple[str, Any, int]  # where it stands, the value found there, how many bytes had been read


def row_batches(path: Path, feed: Feed, column: str, note: Callable[[str], None]) -> Iterator[Batch]:
    """Open a table of rows of text; its position is the number of a row, counted from 0.

    Args:
        path: a file with one of `ROW_SUFFIXES`, plain or packed.
        feed: its bytes.
        column: the column that holds the text.
        note: told when the file is not UTF-8.

    Raises:
        InputError: the file is empty or broken, or lacks the column; the message names the line.
    """
    blocks = text_blocks(feed, note)
    return _batched(_READERS[suffix_of(path)](path, blocks, column))


def no_column(place: str, column: str, found: Iterable[str]) -> InputError:
    """Return the error for a table without the column of texts."""
    names = list(found)
    return InputError(
        f"{place}: no column '{column}'{nearest(column, names)}; found {listed(names)}.",
        "Name the column that holds the text with --text-column.",
    )


def no_text(place: str, value: Any) -> InputError:
    """Return the error for a value that is not a text."""
    found = "null" if value is None else f"{type(value).__name__} {value!r:.40}"
    return InputError(f"{place}: the text is {found}, not a string.", "Correct or remove that row.")


def _batched(rows: Iterator[Row]) -> Iterator[Batch]:
    texts: list[tuple[int, Sentence]] = []
    characters = read = 0
    for number, (place, value, read) in enumerate(rows):
        if not isinstance(value, str):
            raise no_text(place, value)
        text = value if value.isascii() else normalize("NFC", without_surrogates(value))
        texts.append((number, Sentence(text, 0, len(value), "text")))
        characters += len(value)
        if characters >= BATCH_CHARACTERS or len(texts) == MOST_ROWS:
            yield Batch.of_sentences(texts, read)
            texts, characters = [], 0
    if texts:
        yield Batch.of_sentences(texts, read)


def _jsonl(path: Path, blocks: Iterable[Block], column: str) -> Iterator[Row]:
    before = 0
    for block in blocks:
        lines = block.data.removesuffix(b"\n").split(b"\n")
        for number, line in enumerate(lines, before + 1):
            if line.strip():
                row = parse_json_line(line, path, number)
                place = f"{path}:{number}"
                if column not in row:
                    raise no_column(place, column, row)
                yield place, row[column], block.read
        before += len(lines)


def parse_json_line(line: bytes, path: Path, number: int) -> dict[str, Any]:
    """Parse one line of JSONL: line `number` of the file `path`.

    Raises:
        InputError: the line is not an object of JSON in UTF-8.
    """
    try:
        row = json.loads(line.removeprefix(BOM_UTF8).decode())
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}:{number}: broken UTF-8 at byte {error.start + 1} of the line.", "Save the file as UTF-8."
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}:{number}: not JSON: {error}.", "Mend or remove that line and run again.") from None
    return row if isinstance(row, dict) else _object(row, f"{path}:{number}")


def _json(path: Path, blocks: Iterable[Block], column: str) -> Iterator[Row]:
    """Read a file that is one array of objects, or one object; any other is taken for lines of JSON."""
    pieces = list(blocks)
    data = b"".join(piece.data for piece in pieces)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        if data.lstrip().startswith(b"["):
            raise InputError(f"{path}: not JSON: {error}.", "Mend that place and run again.") from None
        yield from _jsonl(path, pieces, column)
        return
    for number, entry in enumerate(value if isinstance(value, list) else [value], 1):
        place = f"{path}: entry {number}"
        row = _object(entry, place)
        if column not in row:
            raise no_column(place, column, row)
        yield place, row[column], pieces[-1].read


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(
            f"{place}: expected an object, found {type(value).__name__}.", 'Give objects: {"text": "...", ...}.'
        )
    return value


def _csv(path: Path, blocks: Iterable[Block], column: str) -> Iterator[Row]:
    rows = cell_rows(path, blocks)
    header = next(rows, None)
    if header is None:
        return
    if column not in header.cells:
        raise no_column(str(path), column, header.cells)
    position = header.cells.index(column)
    for line, cells, read in rows:
        place = f"{path}:{line}"
        if len(cells) <= position:
            raise wrong_count(place, cells, len(header.cells))
        yield place, cells[position], read


_READERS = {".jsonl": _jsonl, ".ndjson": _jsonl, ".json": _json, ".csv": _csv, ".tsv": _csv}
ROW_SUFFIXES = frozenset(_READERS)
