"""A stream of bytes in any accepted encoding to blocks of whole lines in checked UTF-8."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from classify.errors import InputError
from classify.reading.decode import broken_utf8, encoding_of, other_encoding, refuse_nulls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from classify.reading.feeds import Feed

HEAD = 1 << 20
"""Bytes from which the encoding of a stream is told."""
_MARK = codecs.BOM_UTF8


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole lines of a file.

    Attributes:
        data: their UTF-8 bytes; the last block may lack its line end.
        ascii: whether all of them are ASCII.
        read: how many bytes of the file had been read when it was cut, as they lie on the disk.
    """

    data: bytes
    ascii: bool
    read: int


def text_blocks(feed: Feed, note: Callable[[str], None], carriage: bool = False) -> Iterator[Block]:
    """Cut a stream into blocks. Its beginning is read at once, so that what is no text is refused here.

    Args:
        feed: the stream.
        note: told when the text is not UTF-8.
        carriage: whether a lone carriage return ends a line; without one, a line may be as long as the file.

    Raises:
        InputError: the bytes are binary or broken; later ones are refused when the iteration comes to them.
    """
    pieces = feed.pieces()
    head = next(pieces, b"")
    encoding = encoding_of(head[:HEAD], feed.name, whole=len(head) <= HEAD)
    if encoding != "utf-8":
        note(other_encoding(feed.name, encoding))
    decoded = _as_utf8(chain([head], pieces), encoding, feed.name)
    return _checked(_whole_lines(decoded, b"\r" if carriage else b"\n"), feed, encoding == "utf-8")


def _as_utf8(pieces: Iterable[bytes], encoding: str, name: str) -> Iterator[bytes]:
    if encoding == "utf-8":
        for number, piece in enumerate(pieces):
            yield piece if number else piece.removeprefix(_MARK)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: begins as {encoding}, but later holds a byte that {encoding} has not: {error.reason}.",
            "Save the file as UTF-8 and run again.",
        ) from None


def _whole_lines(pieces: Iterable[bytes], spare_end: bytes) -> Iterator[bytes]:
    """Cut pieces after their last line end; `spare_end` serves where a piece has no line feed at all."""
    open_parts: list[bytes] = []
    for piece in pieces:
        # A carriage return that ends a piece may be half of a Windows line end.
        cut = piece.rfind(b"\n") + 1 or piece.rfind(spare_end, 0, len(piece) - 1) + 1
        if cut:
            yield b"".join([*open_parts, piece[:cut]])
            open_parts = []
        if cut < len(piece):
            open_parts.append(piece[cut:])
    if open_parts:
        yield b"".join(open_parts)


def _checked(blocks: Iterable[bytes], feed: Feed, check: bool) -> Iterator[Block]:
    offset, line = 0, 1
    for data in blocks:
        is_ascii = data.isascii()
        refuse_nulls(data, feed.name, offset)
        if check and not is_ascii:
            error = _flaw(data)
            if error is not None:
                place = offset + error.start
                line += data.count(b"\n", 0, error.start)
                raise broken_utf8(feed.name, data[error.start], place, line)
        yield Block(data, is_ascii, feed.position)
        offset += len(data)
        line += int(np.count_nonzero(np.frombuffer(data, np.uint8) == ord("\n")))


def _flaw(data: bytes) -> UnicodeDecodeError | None:
    """Return what keeps bytes from being UTF-8.

    ASCII need not be decoded to know: only bytes that are not, each with the one after it, so that a character that
    is cut short still meets what follows it.
    """
    values = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(values.view(np.int8) < 0)
    try:
        if len(places) > len(data) // 16:
            data.decode()
        else:
            values[np.union1d(places, np.minimum(places + 1, len(data) - 1))].tobytes().decode()
    except UnicodeDecodeError:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            return error
    return None
