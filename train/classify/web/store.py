"""The desk's memory: one SQLite file, in WAL mode, that survives being killed at any moment."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from classify.errors import InputError, JobError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "desk.sqlite"
_VERSION = 1
_SCHEMA = """
CREATE TABLE article (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, added TEXT NOT NULL
);
CREATE TABLE correction (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    before INTEGER REFERENCES correction (revision),
    text TEXT NOT NULL,
    topics TEXT,
    guess TEXT NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    article TEXT NOT NULL,
    position INTEGER NOT NULL
);
CREATE INDEX correction_by_key ON correction (key, revision);
"""
_BUSY_SECONDS = 10.0


class Store:
    """Opens the file and hands out transactions; `articles` and `corrections` say what is in it.

    A transaction is on the disk when its block has ended: the log is flushed at every commit.

    Args:
        folder: where the file is, or shall be.

    Raises:
        InputError: the file is no database, or one of a newer version.
        JobError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise _unusable(self.path, error) from None
        except OSError as error:
            raise JobError(
                f"{folder}: cannot be written: {error.strerror or error}.", "Name another folder with --desk."
            ) from None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction that reads and writes; it is undone where the block raises.

        Raises:
            JobError: the disk is full, or another program holds the file.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise self._out_of_order("written", error) from None
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reading.

        Raises:
            JobError: the disk fails, or another program holds the file.
        """
        with self._lock:
            try:
                yield self._connection
            except sqlite3.OperationalError as error:
                raise self._out_of_order("read", error) from None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _out_of_order(self, done: str, error: sqlite3.OperationalError) -> JobError:
        return JobError(
            f"{self.path}: could not be {done}: {error}.", "Free some space, or end what else uses the file."
        )

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        with self.transaction() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise InputError(
                    f"{self.path}: written by a newer version of classify.", "Upgrade classify, or name another --desk."
                )
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")


def now() -> str:
    """Return the time in UTC, as text that sorts by time."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _unusable(path: Path, error: sqlite3.DatabaseError) -> InputError | JobError:
    if isinstance(error, sqlite3.OperationalError):
        return JobError(f"{path}: cannot be opened: {error}.", "Check the permissions, or name another --desk.")
    return InputError(f"{path}: this is no file of corrections: {error}.", "Name another folder with --desk.")
