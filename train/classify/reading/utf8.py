"""Whole text files as UTF-8, whatever accepted encoding they are in."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

from classify.reading.blocks import HEAD
from classify.reading.decode import decode, encoding_of, other_encoding
from classify.reading.openers import open_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def open_utf8(path: Path, note: Callable[[str], None]) -> IO[bytes]:
    """Open a text file: as it stands where it is UTF-8, else turned into UTF-8 in memory. A pipe is read but once.

    Args:
        path: the file, plain or packed.
        note: told when the text is not UTF-8.

    Raises:
        InputError: the bytes are binary, or broken.
        OSError, EOFError, zlib.error: the file cannot be read, or its packing is broken (`UNREADABLE`).
    """
    file, name = open_bytes(path), str(path)
    try:
        head = file.read(HEAD + 1)
        encoding = encoding_of(head[:HEAD], name, whole=len(head) <= HEAD)
        if encoding == "utf-8" and file.seekable():
            file.seek(0)
            return file
        data = head + file.read()
    except BaseException:
        file.close()
        raise
    file.close()
    if encoding == "utf-8":
        return BytesIO(data)
    note(other_encoding(name, encoding))
    return BytesIO(decode(data, name).text.encode())
