"""Bytes to text: UTF-8 first, Windows-1252 where it is plainly that, nothing else guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from classify.errors import InputError

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_UNLIKELY = re.compile(r"[¤¦¬¯±²³¹¼½¾×÷ÐÞðþÿ]|(?<=[a-z])[À-ÖØ-Þ]|(?<![A-Za-zÀ-ÿ])[À-ÖØ-Þ](?![A-Za-zÀ-ÿ])")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive (or a Word or Excel file)",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"PAR1": "a Parquet file",
    b"{\\rtf": "a rich-text file",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was found in."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """Decode the bytes of a text file.

    UTF-8 (with or without a byte-order mark), UTF-16 with one, and Windows-1252 are read.

    Raises:
        InputError: the bytes are binary, or broken UTF-8.
    """
    encoding = encoding_of(data, name)
    if encoding == "utf-16":
        return _decode_utf16(data, name)
    return Decoded(data.decode("utf-8-sig" if encoding == "utf-8" else encoding), encoding)


def encoding_of(data: bytes, name: str, whole: bool = True) -> str:
    """Return what the bytes of a text file are written in: ``utf-8``, ``utf-16`` or ``cp1252``.

    Args:
        data: the file, or its beginning.
        name: what to call it in an error.
        whole: whether `data` is all of it; a beginning may end in the middle of a character.

    Raises:
        InputError: as `decode`.
    """
    if data.startswith(_UTF16_MARKS):
        return "utf-16"
    _refuse_binary(data, name)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as error:
        if _as_cp1252(data) is None:
            raise broken_utf8(name, data[error.start], error.start, data.count(b"\n", 0, error.start) + 1) from None
        return "cp1252"
    return "utf-8"


def other_encoding(name: str, encoding: str) -> str:
    """Say that a file is read in another encoding than UTF-8."""
    return f"{name}: read as {encoding}, since it is not UTF-8"


def broken_utf8(name: str, byte: int, offset: int, line: int) -> InputError:
    """Return the error for a byte that belongs to no character, with its place in the file."""
    return InputError(
        f"{name}: broken UTF-8: byte 0x{byte:02x} at offset {offset} (line {line}) belongs to no character.",
        "Save the file as UTF-8, or repair that place, and run again.",
    )


def without_surrogates(text: str) -> str:
    """Return text with lone surrogates (which no encoding can write) replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _decode_utf16(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-16"), "utf-16")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: broken UTF-16 at offset {error.start}.", "Save the file as UTF-8 and run again."
        ) from None


def refuse_nulls(data: bytes, name: str, offset: int) -> None:
    """Raise where a later piece of a text file, `offset` bytes into it, holds what no text holds."""
    if b"\x00" in data:
        raise _not_text(name, f"a binary file (null byte at offset {offset + data.index(0)})")


def _refuse_binary(data: bytes, name: str) -> None:
    found = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if found is None:
        refuse_nulls(data, name, 0)
    if found is None and len(_CONTROL.findall(data[:8192].decode("latin-1"))) > len(data[:8192]) // 50:
        found = "a binary file (control characters throughout)"
    if found is not None:
        raise _not_text(name, found)


def _not_text(name: str, found: str) -> InputError:
    return InputError(f"{name}: this is {found}, not text.", "Give a plain text file (UTF-8).")


def _as_cp1252(data: bytes) -> str | None:
    """Return the bytes read as Windows-1252, or None where they look like damaged UTF-8 instead."""
    if _MULTIBYTE.search(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    high = sum(character > "\x7f" for character in text)
    return text if len(_UNLIKELY.findall(text)) * 10 <= high else None
