"""The bytes of a source as a stream: pieces of one size, unpacked, and watched for changes while they are read."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from classify.errors import InputError
from classify.reading.openers import PACKED, UNREADABLE, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 4 << 20
"""Bytes read at once: a batch of texts is about as large."""
STANDARD_INPUT = "-"


class Feed:
    """The bytes of a file or of standard input, once, from the beginning.

    Args:
        name: a file, or ``-`` for standard input.

    Attributes:
        name: as given.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._path = None if name == STANDARD_INPUT else Path(name)
        self._packed = self._path is not None and self._path.suffix.lower() in PACKED
        self._raw = _open(self._path)
        self._before = None if self._path is None else _status(self._raw)
        self._taken = 0

    @property
    def position(self) -> int:
        """How many bytes have been read, as they lie on the disk (packed, where the file is)."""
        return self._raw.tell() if self._packed and self._before and not self._raw.closed else self._taken

    def pieces(self) -> Iterator[bytes]:
        """Yield the unpacked bytes, each piece of `PIECE` bytes but the last.

        Raises:
            InputError: the file is broken, cut short, or was changed while it was read.
        """
        with self._raw:
            stream = self._raw if self._path is None else unpacked(self._raw, self._path)
            try:
                while piece := _read_full(stream, self._left()):
                    self._taken += len(piece)
                    yield piece
                self._refuse_change()
            except UNREADABLE as error:
                raise InputError(
                    f"{self.name}: cannot be read to its end: {getattr(error, 'strerror', None) or error}.",
                    "Check the file; it may be cut short.",
                ) from None

    def _left(self) -> int:
        """Return how much to read next: not more than a plain file held at first, or a growing one would not end."""
        if self._before is None or self._packed:
            return PIECE
        return min(PIECE, self._before.st_size - self._taken)

    def _refuse_change(self) -> None:
        if self._before is None:
            return
        now = os.fstat(self._raw.fileno())
        short = not self._packed and self._taken != self._before.st_size
        if short or (now.st_size, now.st_mtime_ns) != (self._before.st_size, self._before.st_mtime_ns):
            raise InputError(
                f"{self.name}: the file was changed while it was read"
                f" ({self._before.st_size} bytes at first, {now.st_size} now).",
                "Wait until nothing writes to it, or copy it, and run again.",
            )


def _open(path: Path | None) -> IO[bytes]:
    if path is None:
        # Unbuffered where that is possible: a thread that waits in a buffered read would hold up Ctrl-C.
        return getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)
    try:
        return path.open("rb", buffering=0)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror or error}.", "Check the file and its permissions."
        ) from None


def _status(file: IO[bytes]) -> os.stat_result | None:
    """Return the size and time of a file that has them; a pipe ends where its writer ends."""
    status = os.fstat(file.fileno())
    return status if stat.S_ISREG(status.st_mode) else None


def _read_full(stream: IO[bytes], size: int) -> bytes:
    """Read `size` bytes, fewer only at the end: where a pipe is cut must not decide where a batch ends."""
    first = stream.read(size) if size > 0 else b""
    if not first or len(first) == size:
        return first
    parts, missing = [first], size - len(first)
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
