"""Corrections: which topics a person says a text has. Nothing is overwritten; every change is a new row of a log.

A correction belongs to a text, wherever it stands, since the tagger's answer too depends on the text alone. So the
same sentence in two articles cannot be labelled in two ways.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from classify.web.store import now

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from classify.web.store import Store

_PAUSE_SECONDS = 600
"""A longer time without a label ends a stretch of work."""
_SHORTEST_SECONDS = 60
"""A shorter stretch says nothing of an hour."""
_LABELLED_AT = """
SELECT min(at) AS at FROM correction AS label WHERE topics IS NOT NULL AND revision > coalesce(
    (SELECT max(revision) FROM correction AS other WHERE other.key = label.key AND other.topics IS NULL), 0
) GROUP BY key ORDER BY at DESC LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a person says of a text.

    Attributes:
        text: the text, in NFC.
        topics: its topics; none or several.
        guess: the topics that the model had given.
        note: a remark.
        author: who says so.
        article: id of the article in which the person saw the text.
        position: the text's place in it.
    """

    text: str
    topics: tuple[str, ...]
    guess: tuple[str, ...] = ()
    note: str = ""
    author: str = ""
    article: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the log: as `Change`, with what the store knows.

    Attributes:
        key: what tells the text from all others.
        revision: number of the row; a later change must name it.
        at: when it was made (UTC).
        topics: the topics; None where the correction was taken back.
    """

    key: str
    revision: int
    at: str
    text: str
    topics: tuple[str, ...] | None
    guess: tuple[str, ...]
    note: str
    author: str
    article: str
    position: int


class ConflictError(Exception):
    """Somebody else changed the text since the caller last saw it.

    Attributes:
        current: what stands there now; None where nothing does.
    """

    def __init__(self, current: Correction | None) -> None:
        self.current = current
        super().__init__("changed by somebody else since")


@dataclass(frozen=True, slots=True)
class Pace:
    """How the labelling goes: texts labelled in all, those of the present stretch of work, and its texts an hour.

    `per_hour` is None where the stretch is too short to say.
    """

    texts: int
    stretch: int
    per_hour: float | None


def key_of(text: str) -> str:
    """Return what tells a text from all others; white space does not count."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:24]


def save(store: Store, change: Change, revision: int) -> Correction:
    """Write a correction; when this returns it is on the disk.

    Args:
        store: where to.
        change: what is said.
        revision: the revision that the caller saw last; 0 for none.

    Raises:
        ConflictError: the text was changed since that revision.
    """
    key = key_of(change.text)
    with store.transaction() as connection:
        current = _expect(connection, key, revision)
        before = current.revision if current else None
        return _insert(connection, key, change, change.topics, before)


def undo(store: Store, key: str, revision: int, author: str) -> Correction | None:
    """Go back to what stood before a revision; undoing again goes further back. None where there is nothing to undo.

    Raises:
        ConflictError: the text was changed since that revision.
    """
    with store.transaction() as connection:
        current = _expect(connection, key, revision)
        if current is None or current.topics is None:
            return None
        row = connection.execute(
            "SELECT earlier.* FROM correction JOIN correction AS earlier ON earlier.revision = correction.before "
            "WHERE correction.revision = ?",
            (current.revision,),
        ).fetchone()
        earlier = _read(row) if row else None
        source = earlier or current
        change = Change(source.text, (), source.guess, source.note, author, source.article, source.position)
        topics = earlier.topics if earlier else None
        return _insert(connection, key, change, topics, row["before"] if row else None)


def find(store: Store, keys: Sequence[str]) -> dict[str, Correction]:
    """Return the present corrections of some texts, by key; those that were taken back too."""
    found = {}
    with store.reading() as connection:
        for key in keys:
            current = _current(connection, key)
            if current is not None:
                found[key] = current
    return found


def all_corrections(store: Store) -> list[Correction]:
    """Return all corrections that stand, in the order in which they were made."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM correction WHERE revision IN (SELECT max(revision) FROM correction GROUP BY key) "
            "AND topics IS NOT NULL ORDER BY revision"
        ).fetchall()
    return [_read(row) for row in rows]


def count(store: Store) -> int:
    """Return how many corrections stand."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT count(*) FROM correction WHERE revision IN (SELECT max(revision) FROM correction GROUP BY key) "
            "AND topics IS NOT NULL"
        ).fetchone()
    return int(found[0])


def history(store: Store, key: str) -> list[Correction]:
    """Return all that was ever said of a text, the oldest first."""
    with store.reading() as connection:
        rows = connection.execute("SELECT * FROM correction WHERE key = ? ORDER BY revision", (key,)).fetchall()
    return [_read(row) for row in rows]


def pace(store: Store) -> Pace:
    """Return how many texts are labelled, and how fast, in the stretch of work up to the last that was labelled.

    A text counts once, from when it was first labelled, however often it is changed; not where that was taken back.
    """
    with store.reading() as connection:
        times = [datetime.fromisoformat(row["at"]) for row in connection.execute(_LABELLED_AT)]
    stretch = 1 if times else 0
    while stretch < len(times) and (times[stretch - 1] - times[stretch]).total_seconds() <= _PAUSE_SECONDS:
        stretch += 1
    seconds = (times[0] - times[stretch - 1]).total_seconds() if stretch > 1 else 0.0
    return Pace(count(store), stretch, (stretch - 1) * 3600 / seconds if seconds >= _SHORTEST_SECONDS else None)


def _expect(connection: sqlite3.Connection, key: str, revision: int) -> Correction | None:
    current = _current(connection, key)
    if (current.revision if current else 0) != revision:
        raise ConflictError(current)
    return current


def _current(connection: sqlite3.Connection, key: str) -> Correction | None:
    row = connection.execute("SELECT * FROM correction WHERE key = ? ORDER BY revision DESC LIMIT 1", (key,)).fetchone()
    return _read(row) if row else None


def _insert(
    connection: sqlite3.Connection, key: str, change: Change, topics: tuple[str, ...] | None, before: int | None
) -> Correction:
    row = connection.execute(
        "INSERT INTO correction (key, before, text, topics, guess, note, author, at, article, position) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            key,
            before,
            change.text,
            None if topics is None else json.dumps(topics),
            json.dumps(change.guess),
            change.note,
            change.author,
            now(),
            change.article,
            change.position,
        ),
    ).fetchone()
    return _read(row)


def _read(row: sqlite3.Row) -> Correction:
    return Correction(
        key=row["key"],
        revision=row["revision"],
        at=row["at"],
        text=row["text"],
        topics=None if row["topics"] is None else tuple(json.loads(row["topics"])),
        guess=tuple(json.loads(row["guess"])),
        note=row["note"],
        author=row["author"],
        article=row["article"],
        position=row["position"],
    )
