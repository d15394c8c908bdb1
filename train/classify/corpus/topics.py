"""The topics a corpus may use: ids, titles and definitions from a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from classify.errors import InputError
from classify.records import Topic

if TYPE_CHECKING:
    from pathlib import Path

_EXAMPLE = "Each entry needs an id, and may have a title and a definition: - {id: energy, title: Energy}"


def load_topics(path: Path) -> tuple[Topic, ...]:
    """Read a topics file: a YAML list of ``{id, title, definition}``.

    Raises:
        InputError: no such file, not such a list, or an id that occurs twice.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such topics file.", "Correct 'topics' in the config, or leave it out.")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not readable as YAML: {' '.join(str(error).split())}", _EXAMPLE) from None
    if not isinstance(raw, list) or not raw:
        raise InputError(f"{path}: expected a list of topics.", _EXAMPLE)
    topics = tuple(_topic(entry, number, path) for number, entry in enumerate(raw, 1))
    ids = [topic.id for topic in topics]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"{path}: the topic '{twice}' stands there twice.", "Keep one of the two entries.")
    return topics


def topics_of(labels: set[str]) -> tuple[Topic, ...]:
    """Return topics, sorted by id, for data that come without a topics file."""
    return tuple(Topic(label, label) for label in sorted(labels))


def _topic(entry: Any, number: int, path: Path) -> Topic:
    fields = {"id", "title", "definition"}
    if not isinstance(entry, dict) or not {"id"} <= set(entry) <= fields:
        raise InputError(f"{path}: entry {number} is not a topic: {entry!r}.", _EXAMPLE)
    identity = str(entry["id"])
    return Topic(identity, str(entry.get("title", identity)), " ".join(str(entry.get("definition", "")).split()))
