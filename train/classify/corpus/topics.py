"""The topics a corpus may use: ids, titles and definitions, from a config or a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.config import read_yaml
from classify.errors import InputError
from classify.records import Topic

if TYPE_CHECKING:
    from classify.config import Config

_EXAMPLE = "Give a list of ids, or of entries such as {id: energy, title: Energy, definition: ...}."


def configured_topics(config: Config) -> tuple[Topic, ...] | None:
    """Return the topics that a config lists or whose file it names; None where it leaves them to the data.

    Raises:
        InputError: as `load_topics`.
    """
    if config.topics is None:
        return None
    if isinstance(config.topics, str):
        return load_topics(Path(config.resolve(config.topics)))
    return _topics(list(config.topics), "topics in the config")


def load_topics(path: Path) -> tuple[Topic, ...]:
    """Read a topics file: a YAML list of ``{id, title, definition}``, or of ids.

    Raises:
        InputError: no such file, not such a list, or an id that occurs twice.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such topics file.", "Correct 'topics' in the config, or leave it out.")
    return _topics(read_yaml(path), str(path))


def _topics(raw: Any, place: str) -> tuple[Topic, ...]:
    if not isinstance(raw, list) or not raw:
        raise InputError(f"{place}: expected a list of topics.", _EXAMPLE)
    topics = tuple(_topic(entry, number, place) for number, entry in enumerate(raw, 1))
    ids = [topic.id for topic in topics]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"{place}: the topic '{twice}' stands there twice.", "Keep one of the two entries.")
    return topics


def topics_of(labels: set[str]) -> tuple[Topic, ...]:
    """Return topics, sorted by id, for data that come without a topics file."""
    return tuple(Topic(label, label) for label in sorted(labels))


def _topic(entry: Any, number: int, place: str) -> Topic:
    fields = {"id", "title", "definition"}
    if isinstance(entry, str | int) and not isinstance(entry, bool):
        return Topic(str(entry), str(entry))
    if not isinstance(entry, dict) or not {"id"} <= set(entry) <= fields:
        raise InputError(f"{place}: entry {number} is not a topic: {entry!r}.", _EXAMPLE)
    identity = str(entry["id"])
    return Topic(identity, str(entry.get("title", identity)), " ".join(str(entry.get("definition", "")).split()))
