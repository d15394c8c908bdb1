"""Whole text files as UTF-8, whatever accepted encoding they are in."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

from classify.reading.blocks import HEAD, text_blocks
from classify.reading.decode import encoding_of
from classify.reading.feeds import Feed
from classify.reading.openers import open_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def open_utf8(path: Path, note: Callable[[str], None]) -> IO[bytes]:
    """Open a text file: as it stands where it is UTF-8, else read into memory and turned into UTF-8.

    Args:
        path: the file, plain or packed.
        note: told when the text is not UTF-8.

    Raises:
        InputError: the bytes are binary, or broken.
        OSError, EOFError: the file cannot be read, or its packing is broken.
    """
    with open_bytes(path) as file:
        head = file.read(HEAD)
        whole = not file.read(1)
    if encoding_of(head, str(path), whole) == "utf-8":
        return open_bytes(path)
    return BytesIO(b"".join(block.data for block in text_blocks(Feed(str(path)), note)))
