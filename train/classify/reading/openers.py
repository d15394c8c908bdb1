"""Opening files by what their names say: plain or gzip."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

_PACKED = {".gz"}


def suffix_of(path: Path) -> str:
    """Return the suffix that says what a file holds, in lower case: ``.jsonl`` for ``a.jsonl.gz``."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacking it where its name ends in ``.gz``."""
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() in _PACKED else path.open("rb")
