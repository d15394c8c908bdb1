"""Corrected topics, merged back into the labelled data that they come from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.corpus.loading import labels_column
from classify.errors import InputError
from classify.reading.rows import parse_json_line
from classify.reading.utf8 import open_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from classify.config import DataSettings
    from classify.corpus.sources import Table
    from classify.records import Example

_AS_IT_WAS = "Change nothing but the topics of a row: article, position and text say which row of the data it is."

Topics = tuple[str, ...]


def corrected_places(examples: Sequence[Example], corrections: Sequence[Example]) -> dict[str, Topics]:
    """Match corrections to examples by article, position and text.

    Args:
        examples: the data.
        corrections: the same texts with other topics.

    Returns:
        The corrected topics by the place of the example; a text that stands there twice is corrected twice.

    Raises:
        InputError: a correction matches nothing, or two of the same text differ.
    """
    places: dict[tuple[str, ...], list[str]] = {}
    for example in examples:
        places.setdefault(_key(example), []).append(example.place)
    wanted: dict[tuple[str, ...], Example] = {}
    for correction in corrections:
        key = _key(correction)
        if key not in places:
            raise InputError(f"{correction.place}: no row of the data has this article, position and text.", _AS_IT_WAS)
        earlier = wanted.setdefault(key, correction)
        if set(earlier.topics) != set(correction.topics):
            raise InputError(
                f"{correction.place}: the same row as {earlier.place}, with other topics.", "Keep one of the two."
            )
    return {place: correction.topics for key, correction in wanted.items() for place in places[key]}


def merged_lines(
    tables: Sequence[Table], settings: DataSettings, topics: Mapping[str, Topics], corrected: Mapping[str, Topics]
) -> Iterator[bytes]:
    """Yield the data as JSON lines with the corrected topics in place.

    Lines of JSONL that are not corrected stay as they are, byte for byte, or as UTF-8 where they were not. Rows of
    other tables become lines, with their topics as a list.

    Args:
        tables: the data.
        settings: how they are read.
        topics: the topics of every row, by its place.
        corrected: the corrected topics, by place.
    """
    for table in tables:
        column = labels_column(table, settings, "options")
        if table.json_lines:
            yield from _json_lines(table, column, settings.separator, corrected)
        else:
            columns = {name: table.rows[name] for name in table.rows.column_names}
            for number in range(len(table.rows)):
                row, place = {name: values[number] for name, values in columns.items()}, table.place(number)
                yield _line({**row, column: list(corrected.get(place, topics[place]))})


def _json_lines(table: Table, column: str, separator: str | None, corrected: Mapping[str, Topics]) -> Iterator[bytes]:
    with open_utf8(Path(table.name), _said_before) as lines:
        for number, line in enumerate(lines, 1):
            place = f"{table.name}:{number}"
            if place in corrected:
                row = parse_json_line(line, Path(table.name), number)
                yield _line({**row, column: _in_the_form_of(row.get(column), corrected[place], separator)})
            elif line.strip():
                yield line if line.endswith(b"\n") else line + b"\n"


def _said_before(_: str) -> None:
    """Say nothing: reading the rows has said it."""


def _in_the_form_of(before: Any, topics: Topics, separator: str | None) -> Any:
    """Return topics as the column has them: a list, or a string where it holds strings."""
    if not isinstance(before, str):
        return list(topics)
    if separator is not None:
        return separator.join(topics)
    return "".join(topics) if len(topics) < 2 else json.dumps(topics, ensure_ascii=False)


def _key(example: Example) -> tuple[str, ...]:
    return example.article, "" if example.position is None else str(example.position), example.text


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n"
