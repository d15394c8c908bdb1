"""The cells of a CSV file, row by row, each with the line that it begins on."""

from __future__ import annotations

import csv
import io
import sys
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from classify.errors import InputError, counted, refuse
from classify.reading.openers import suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from classify.reading.blocks import Block

_DELIMITERS = (",", ";", "\t")


class CellRow(NamedTuple):
    """A row: its first line, its cells, and how many bytes of the file had been read by then."""

    line: int
    cells: list[str]
    read: int


def cell_rows(
    path: Path, blocks: Iterable[Block], on_wrong_row: Callable[[InputError], None] = refuse
) -> Iterator[CellRow]:
    """Yield the rows of a CSV file that are not blank, the header first.

    Cells stand between commas, or whatever else of `_DELIMITERS` makes most cells of the header; in a ``.tsv`` file
    between tabs.

    Args:
        path: the file, for its suffix and for messages.
        blocks: what it holds.
        on_wrong_row: told of a row that cannot be read, which is then left out; by default the first one is raised.

    Raises:
        InputError: a column that is there twice, a quote that is not closed, or more cells than the header has; the
            message names the line.
    """
    csv.field_size_limit(sys.maxsize)
    read, begin, width = [0], 1, None
    lines = _lines(blocks, read)
    header = next(lines, "")
    # Strict, or an open quote would take all rows up to the next quote into one cell.
    reader = csv.reader(chain([header], lines), delimiter=_delimiter(path, header), strict=True)
    while True:
        try:
            for cells in reader:
                if not width:
                    _refuse_twice(path, begin, cells)
                    width = len(cells)
                if any(cells[width:]):
                    on_wrong_row(wrong_count(f"{path}:{begin}", cells, width))
                elif cells:
                    yield CellRow(begin, cells, read[0])
                begin = reader.line_num + 1
            return
        except csv.Error:  # the reader goes on with the next line
            told = on_wrong_row if width else refuse
            told(_open_quote(f"{path}:{begin}", reader.line_num))
            begin = reader.line_num + 1


def _open_quote(place: str, line: int) -> InputError:
    return InputError(
        f"{place}: a quote in this row is not closed (read on to line {line}).",
        'Close it, or write a quote twice ("") where it belongs to the text.',
    )


def _refuse_twice(path: Path, line: int, header: list[str]) -> None:
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            f"{path}:{line}: the header names the column '{twice}' twice.", "Give one of the two another name."
        )


def wrong_count(place: str, cells: list[str], width: int) -> InputError:
    """Return the error for a row of another length than the header's."""
    return InputError(
        f"{place}: {counted(len(cells), 'cell')} where the header has {width}.",
        "Correct or remove that row; a text that holds the delimiter needs quotes around it.",
    )


def _delimiter(path: Path, header: str) -> str:
    if suffix_of(path) == ".tsv":
        return "\t"
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark), [])))


def _lines(blocks: Iterable[Block], read: list[int]) -> Iterator[str]:
    """Yield lines with their ends as they stand; ``read[0]`` follows how far the file has been read."""
    for block in blocks:
        read[0] = block.read
        yield from io.StringIO(block.data.decode(), newline="")
