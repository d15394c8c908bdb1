"""Opening files by what their names say: plain, gzip or zstd."""

from __future__ import annotations

import gzip
import zlib
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

PACKED = frozenset({".gz", ".zst"})
UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a file raises that is broken, packed wrongly or cut short."""


def suffix_of(path: Path) -> str:
    """Return the suffix that says what a file holds, in lower case: ``.jsonl`` for ``a.jsonl.gz``."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacking it where its name ends in ``.gz`` or ``.zst``."""
    return unpacked(path.open("rb"), path)


def unpacked(file: IO[bytes], path: Path) -> IO[bytes]:
    """Return the stream that unpacks an open file, by the name that it has.

    Reading it raises one of `UNREADABLE` where the packed data are broken or cut short.
    """
    packing = path.suffix.lower()
    if packing == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if packing == ".zst":
        # pyarrow and not the zstandard package: that one takes a file that is cut short for a whole one.
        import pyarrow as pa

        return cast("IO[bytes]", pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))
    return file
