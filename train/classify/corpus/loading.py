"""Labelled rows to examples, checked at the door."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from classify.corpus.remedies import column_remedy
from classify.corpus.sources import open_tables
from classify.errors import InputError, listed, nearest, refuse
from classify.reading.decode import without_surrogates
from classify.records import Example

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from classify.config import DataSettings
    from classify.corpus.remedies import Door
    from classify.corpus.sources import Table

_LABEL_COLUMNS = ("topics", "labels", "label", "topic", "class", "category")
_GROUP_COLUMNS = ("article", "group", "document")
_FIRST_WORDS = 8
_POSITION = "position"


def load_examples(
    settings: DataSettings,
    resolve: Callable[[str], str] = str,
    known: Collection[str] | None = None,
    on_wrong_row: Callable[[InputError], None] = refuse,
    *,
    keep: Collection[str] = (),
    door: Door = "config",
    remembered: Mapping[str, str | None] | None = None,
) -> list[Example]:
    """Read all labelled texts that the settings name.

    Args:
        settings: where the data are and what their columns are called.
        resolve: turns a path of the settings into one seen from here.
        known: the ids of the allowed topics, or None to take whatever the data hold.
        on_wrong_row: told of a row that is wrong, which is then left out; by default the first one is raised.
        keep: other columns to keep with the examples.
        door: how the data were named, which decides what an error says to do.
        remembered: the columns of `text`, `labels` and `group` of other data of the kind, taken where the settings
            name none and the data have them.

    Raises:
        InputError: no data, a missing column, a wrong type, an empty text or an unknown topic; the message
            names the file and the line.
    """
    tables = [
        table
        for path in settings.path
        for table in open_tables(path, resolve(path), settings.split, door, on_wrong_row)
        if len(table.rows)  # not where all rows were wrong
    ]
    examples = [
        example
        for table in tables
        for example in _examples(
            table, _with_remembered(settings, remembered or {}, table), known, on_wrong_row, keep, door
        )
    ]
    if not examples:
        raise InputError(f"{listed(settings.path)}: no labelled text in it.", "Give at least one row.")
    return examples


def conflicts(examples: Sequence[Example]) -> Iterator[tuple[Example, Example]]:
    """Yield pairs of examples with the same text and different topics: the first place, and a later one.

    Texts are the same that differ in white space alone.
    """
    alike: dict[tuple[str, ...], list[Example]] = {}
    for example in examples:  # splitting a few words off is a tenth of the work of splitting all
        alike.setdefault(tuple(example.text.split(None, _FIRST_WORDS)[:_FIRST_WORDS]), []).append(example)
    for group in alike.values():
        yield from _conflicts_among(group)


def _conflicts_among(examples: Sequence[Example]) -> Iterator[tuple[Example, Example]]:
    first: dict[str, Example] = {}
    for example in examples if len(examples) > 1 else ():
        earlier = first.setdefault(" ".join(example.text.split()), example)
        if set(earlier.topics) != set(example.topics):
            yield earlier, example


def _with_remembered(settings: DataSettings, remembered: Mapping[str, str | None], table: Table) -> DataSettings:
    named, there = settings.model_fields_set, table.rows.column_names
    return settings.model_copy(
        update={key: column for key, column in remembered.items() if key not in named and column in there}
    )


def _examples(
    table: Table,
    settings: DataSettings,
    known: Collection[str] | None,
    on_wrong_row: Callable[[InputError], None],
    keep: Collection[str],
    door: Door,
) -> Iterator[Example]:
    columns = table.rows.column_names
    text_column = _column(table, settings.text, (settings.text,), "text", door)
    label_column = labels_column(table, settings, door)
    group_column = settings.group or next((name for name in _GROUP_COLUMNS if name in columns), None)
    if group_column is not None:
        _column(table, group_column, (), "group", door)
    kept = {name: table.rows[_kept_column(table, name)] for name in keep}
    positions = table.rows[_POSITION] if _POSITION in columns else None
    names = _class_names(table, label_column)
    groups = table.rows[group_column] if group_column else None
    for row, (text, labels) in enumerate(zip(table.rows[text_column], table.rows[label_column], strict=True)):
        try:
            clean = _text(table, row, text)
            topics = _topics(table, row, labels, settings.separator, names)
            _refuse_unknown(table, row, topics, known)
        except InputError as error:
            on_wrong_row(error)
            continue
        article = clean if groups is None else without_surrogates(str(groups[row]))
        position = None if positions is None else positions[row]
        others = {name: values[row] for name, values in kept.items()}
        yield Example(clean, topics, article, table.place(row), position, others)


def labels_column(table: Table, settings: DataSettings, door: Door = "config") -> str:
    """Return the column that holds the topics; `door` is how the data were named.

    Raises:
        InputError: the table has no such column.
    """
    return _column(table, settings.labels, _LABEL_COLUMNS, "labels", door)


def _kept_column(table: Table, name: str) -> str:
    columns = table.rows.column_names
    if name not in columns:
        raise InputError(
            f"{table.name}: no column '{name}'{nearest(name, columns)}; found {listed(columns)}.",
            "Name a column that the data have.",
        )
    return name


def _column(table: Table, wanted: str | None, usual: Sequence[str], key: str, door: Door) -> str:
    columns = table.rows.column_names
    found = next((name for name in ([wanted] if wanted else usual) if name in columns), None)
    if found is None:
        guess = nearest(wanted, columns) if wanted else ""
        raise InputError(
            f"{table.name}: no column '{wanted or ', '.join(usual)}'{guess}; found {listed(columns)}.",
            column_remedy(door, key),
        )
    return found


def _class_names(table: Table, column: str) -> list[str] | None:
    """Return the names of a `datasets` ClassLabel column, which holds numbers."""
    feature: Any = getattr(table.rows, "features", {}).get(column)
    feature = getattr(feature, "feature", feature)
    return list(feature.names) if hasattr(feature, "names") else None


def _text(table: Table, row: int, value: Any) -> str:
    if not isinstance(value, str):
        found = "null" if value is None else f"{type(value).__name__} {value!r:.40}"
        raise InputError(f"{table.place(row)}: the text is {found}, not a string.", "Correct or remove that row.")
    if not value.strip():
        raise InputError(f"{table.place(row)}: the text is empty.", "Fill in or remove that row.")
    return value if value.isascii() else normalize("NFC", without_surrogates(value))


def _topics(table: Table, row: int, value: Any, separator: str | None, names: list[str] | None) -> tuple[str, ...]:
    topics: dict[str, None] = {}
    for item in _as_list(value, separator):
        if not isinstance(item, str | int):
            raise InputError(
                f"{table.place(row)}: the topics are {value!r:.60}; a string or a list of strings is needed.",
                "Correct that row.",
            )
        label = names[item] if names and isinstance(item, int) else without_surrogates(str(item)).strip()
        if label:
            topics[label] = None
    return tuple(topics)


def _as_list(value: Any, separator: str | None) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, str):
        return list(value) if isinstance(value, list | tuple) else [value]
    if value.startswith("[") and value.endswith("]"):
        try:
            parsed = json.loads(value.replace("'", '"'))
        except ValueError:
            return [value]
        return list(parsed)
    return list(value.split(separator)) if separator else [value]


def _refuse_unknown(table: Table, row: int, topics: Sequence[str], known: Collection[str] | None) -> None:
    for topic in topics:
        if known is not None and topic not in known:
            raise InputError(
                f"{table.place(row)}: unknown topic '{topic}'{nearest(topic, known)}.",
                "Correct the row, or add the topic to the topics of the config.",
            )
