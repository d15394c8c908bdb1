"""Labelled JSON lines, read one by one: an error names its line, and a column may hold values of several types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from classify.errors import InputError, refuse
from classify.reading.openers import UNREADABLE
from classify.reading.rows import parse_json_line
from classify.reading.utf8 import open_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows kept column by column: as much of a `datasets.Dataset` as the loader asks for.

    Attributes:
        values: the values of every column, one a row; None where a row lacks the column.
    """

    values: dict[str, list[Any]]

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in the order of first sight."""
        return list(self.values)

    def __getitem__(self, column: str) -> list[Any]:
        return self.values[column]

    def __len__(self) -> int:
        return max(map(len, self.values.values()), default=0)


def read_json_lines(
    path: Path, note: Callable[[str], None], on_wrong_row: Callable[[InputError], None] = refuse
) -> tuple[Columns, list[int]]:
    """Read a file of JSON objects, one a line, plain or packed; empty lines are passed over.

    Args:
        path: the file.
        note: told when it is not UTF-8.
        on_wrong_row: told of a line that is no object of JSON, which is then left out; by default the first is raised.

    Returns:
        The rows, and the line number of each.

    Raises:
        InputError: the file is no text, or a line is not an object of JSON; the message names it.
    """
    values: dict[str, list[Any]] = {}
    numbers: list[int] = []
    for number, line in _filled_lines(path, note):
        try:
            row = parse_json_line(line, path, number)
        except InputError as error:
            on_wrong_row(error)
            continue
        for key, value in row.items():
            column = values.get(key)
            if column is None:
                column = values[key] = []
            if len(column) < len(numbers):
                column.extend([None] * (len(numbers) - len(column)))
            column.append(value)
        numbers.append(number)
    for column in values.values():
        column.extend([None] * (len(numbers) - len(column)))
    return Columns(values), numbers


def _filled_lines(path: Path, note: Callable[[str], None]) -> Iterator[tuple[int, bytes]]:
    try:
        with open_utf8(path, note) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except UNREADABLE as error:
        if isinstance(error, PermissionError):
            raise
        raise InputError(
            f"{path}: cannot be read to its end: {error}.", "Copy or pack the file again, then run again."
        ) from None
