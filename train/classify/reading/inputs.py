"""What to tag: files, folders and standard input, each a source of texts in order."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

from classify.errors import InputError, listed
from classify.reading.article import parse_article, whole_text
from classify.reading.decode import decode
from classify.reading.openers import open_bytes, suffix_of
from classify.reading.rows import ROW_SUFFIXES, read_rows
from classify.records import Article, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Unit = Literal["sentence", "document"]

_TEXT_SUFFIXES = frozenset({".txt", ".text"})
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How sources are read.

    Attributes:
        lines: a plain file is a text a line, not one article.
        unit: ``sentence`` splits every text, ``document`` tags it whole; None splits articles and takes rows and
            lines whole.
        text_column: the column of JSONL, CSV and Parquet that holds the text.
    """

    lines: bool = False
    unit: Unit | None = None
    text_column: str = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to tag.

    Attributes:
        name: the file as the user named it.
        sentences: its texts with their positions, in order.
        article: whether it is one article, whose topics can be summed up.
    """

    name: str
    sentences: Iterable[tuple[int, Sentence]]
    article: bool


def open_sources(names: Iterable[str], options: ReadingOptions, note: Callable[[str], None]) -> Iterator[Source]:
    """Open what a user names, one after the other.

    Args:
        names: files, folders, or ``-`` for standard input.
        options: how to read them.
        note: told what the user should know (another encoding, a file of a folder left out).

    Raises:
        InputError: no such file, nothing to tag in it, or not text.
    """
    for name in names:
        path = Path(name)
        if name != STANDARD_INPUT and path.is_dir():
            yield from _folder(path, options, note)
        else:
            yield _source(name, options, note)


def _folder(folder: Path, options: ReadingOptions, note: Callable[[str], None]) -> Iterator[Source]:
    readable = _TEXT_SUFFIXES | ROW_SUFFIXES
    files = [path for path in sorted(folder.rglob("*")) if suffix_of(path) in readable and path.is_file()]
    found = False
    for path in files:
        try:
            source = _source(str(path), options, note)
        except InputError as error:
            note(f"left out: {error.cause}")
            continue
        found = True
        yield source
    if not found:
        raise InputError(
            f"{folder}: no texts in this folder.",
            f"Put files there that end in {listed(sorted(readable))} (or these and .gz).",
        )


def _source(name: str, options: ReadingOptions, note: Callable[[str], None]) -> Source:
    path = Path(name)
    if name != STANDARD_INPUT and suffix_of(path) in ROW_SUFFIXES:
        _require(path)
        return Source(name, _cut(read_rows(path, options.text_column), options), article=False)
    text = _text(name, note)
    if options.lines:
        return Source(name, _cut(_lines(text), options), article=False)
    article = whole_text(text, name) if options.unit == "document" else parse_article(text, name)
    if not article.sentences:
        raise InputError(f"{name}: the file holds no text.", "Give a file with at least one sentence.")
    return Source(name, tuple(enumerate(article.sentences)), article=True)


def _require(path: Path) -> None:
    if not path.exists():
        raise InputError(f"{path}: there is no such file.", "Check the path, or give - to read standard input.")
    if not path.is_file():
        raise InputError(f"{path}: this is neither a file nor a folder.", "Give a text file, a folder or -.")


def _text(name: str, note: Callable[[str], None]) -> str:
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read()
    else:
        _require(Path(name))
        data = _bytes(Path(name))
    if not data.strip():
        raise InputError(f"{name}: the file is empty.", "Give a file with at least one sentence.")
    decoded = decode(data, name)
    if decoded.encoding != "utf-8":
        note(f"{name}: read as {decoded.encoding}, since it is not UTF-8")
    return decoded.text


def _bytes(path: Path) -> bytes:
    try:
        with open_bytes(path) as file:
            return file.read()
    except (EOFError, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read: {reason}.", "Check the file and its permissions.") from None


def _lines(text: str) -> Iterator[tuple[int, Sentence]]:
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        body = line.strip()
        if body:
            left = start + line.index(body)
            yield number, Sentence(normalize("NFC", body), left, left + len(body), "text")
        start += len(line)


def _cut(texts: Iterator[tuple[int, Sentence]], options: ReadingOptions) -> Iterator[tuple[int, Sentence]]:
    """Split rows and lines into sentences where the user asks for it; positions then count sentences."""
    if options.unit != "sentence":
        return texts
    return enumerate(sentence for _, text in texts for sentence in _shifted(parse_article(text.text, ""), text.start))


def _shifted(article: Article, offset: int) -> Iterator[Sentence]:
    for sentence in article.sentences:
        yield Sentence(sentence.text, sentence.start + offset, sentence.end + offset, sentence.kind)
