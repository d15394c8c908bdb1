"""The articles that were opened on the desk, kept until somebody removes them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from classify.web.store import now

if TYPE_CHECKING:
    import sqlite3

    from classify.web.store import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """An article on the desk: its id (from the text alone), its name, its text, and when it came."""

    id: str
    name: str
    text: str
    added: str


def keep(store: Store, name: str, text: str) -> Kept:
    """Put an article on the desk; the same text again only comes to the top, under its new name."""
    article = Kept(sha256(text.encode()).hexdigest()[:16], name, text, now())
    with store.transaction() as connection:
        connection.execute(
            "INSERT INTO article (id, name, text, added) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, added = excluded.added",
            (article.id, article.name, article.text, article.added),
        )
    return article


def list_articles(store: Store) -> list[Kept]:
    """Return the articles, the newest first; their text is left out."""
    with store.reading() as connection:
        rows = connection.execute("SELECT id, name, '' AS text, added FROM article ORDER BY added DESC").fetchall()
    return [_read(row) for row in rows]


def get(store: Store, identity: str) -> Kept | None:
    """Return an article, or None where there is none of that id."""
    with store.reading() as connection:
        row = connection.execute("SELECT * FROM article WHERE id = ?", (identity,)).fetchone()
    return _read(row) if row else None


def remove(store: Store, identity: str) -> bool:
    """Take an article off the desk; say whether it was there. Corrections made in it stay."""
    with store.transaction() as connection:
        return connection.execute("DELETE FROM article WHERE id = ?", (identity,)).rowcount > 0


def _read(row: sqlite3.Row) -> Kept:
    return Kept(row["id"], row["name"], row["text"], row["added"])
