"""What to tag: files, folders and standard input, each a source of texts in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from classify.errors import InputError, listed
from classify.reading.article import article_sentences, parse_article, whole_text
from classify.reading.batch import Batch
from classify.reading.blocks import text_blocks
from classify.reading.decode import decode
from classify.reading.feeds import STANDARD_INPUT, Feed
from classify.reading.lines import line_batches
from classify.reading.openers import suffix_of
from classify.reading.rows import BATCH_CHARACTERS, MOST_ROWS, ROW_SUFFIXES, row_batches
from classify.records import Article, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Unit = Literal["sentence", "document"]

_TEXT_SUFFIXES = frozenset({".txt", ".text"})
_PARQUET = ".parquet"
_READABLE = _TEXT_SUFFIXES | ROW_SUFFIXES | {_PARQUET}


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
class Named:
    """A file that a user named, by itself or by its folder.

    Attributes:
        name: the file as the user named it.
        size: its bytes on the disk; None for standard input and pipes.
        in_folder: whether it was found in a folder, where what is no text is left out.
    """

    name: str
    size: int | None
    in_folder: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file to tag.

    Attributes:
        name: the file as the user named it.
        batches: its texts with their positions, in order; to be read once.
        article: whether it is one article, whose topics can be summed up.
    """

    name: str
    batches: Iterable[Batch]
    article: bool


def find_files(names: Iterable[str]) -> list[Named]:
    """Look up what a user names: files, folders (all texts in them, in order), or ``-`` for standard input.

    Raises:
        InputError: there is no such file, or a folder holds no texts.
    """
    found: list[Named] = []
    for name in names:
        if not name:
            raise InputError("The name of a file is empty.", "Name a file, a folder, or - for standard input.")
        path = Path(name)
        if name == STANDARD_INPUT:
            if any(file.name == STANDARD_INPUT for file in found):
                raise InputError("Standard input (-) is named twice; it can be read but once.", "Name it once.")
            found.append(Named(name, None))
        elif path.is_dir():
            found.extend(_in_folder(path))
        else:
            _require(path)
            found.append(_named(path, name))
    return found


def open_sources(files: Sequence[Named], options: ReadingOptions, note: Callable[[str], None]) -> Iterator[Source]:
    """Open files one after the other.

    Args:
        files: what to read, from `find_files`.
        options: how to read it.
        note: told what the user should know (another encoding, a file of a folder left out).

    Raises:
        InputError: a file holds nothing to tag, or no text.
    """
    opened = 0
    for file in files:
        try:
            source = _source(file.name, options, note)
        except InputError as error:
            if not file.in_folder:
                raise
            note(f"left out: {error.cause}")
            continue
        opened += 1
        yield source
    if not opened and files:
        raise _no_texts(Path(files[0].name).parent)


def _in_folder(folder: Path) -> list[Named]:
    paths = [path for path in sorted(folder.rglob("*")) if suffix_of(path) in _READABLE and path.is_file()]
    if not paths:
        raise _no_texts(folder)
    return [_named(path, str(path), in_folder=True) for path in paths]


def _named(path: Path, name: str, in_folder: bool = False) -> Named:
    return Named(name, path.stat().st_size if path.is_file() else None, in_folder)


def _no_texts(folder: Path) -> InputError:
    return InputError(
        f"{folder}: no texts in this folder.",
        f"Put files there that end in {listed(sorted(_READABLE))} (or these and .gz or .zst).",
    )


def _require(path: Path) -> None:
    if not path.exists():
        raise InputError(f"{path}: there is no such file.", "Check the path, or give - to read standard input.")
    if not (path.is_file() or path.is_fifo() or path.is_char_device()):
        raise InputError(
            f"{path}: this is neither a file, a folder nor a pipe.", "Give a text file, a folder, a pipe or -."
        )


def _source(name: str, options: ReadingOptions, note: Callable[[str], None]) -> Source:
    path = Path(name)
    kind = "" if name == STANDARD_INPUT else suffix_of(path)
    if kind and kind not in _READABLE:
        what = "a text a line" if options.lines else "one article"
        note(f"{name}: '{kind}' is none of {listed(sorted(_READABLE))}: read as plain text, {what}")
    if kind == _PARQUET:
        from classify.reading.parquet import parquet_batches

        batches = parquet_batches(path, options.text_column)
    elif kind in ROW_SUFFIXES:
        batches = row_batches(path, Feed(name), options.text_column, note)
    elif options.lines:
        batches = line_batches(text_blocks(Feed(name), note, carriage=True))
    else:
        return _article(name, options, note)
    return Source(name, _cut(_not_empty(batches, name), options), article=False)


def _article(name: str, options: ReadingOptions, note: Callable[[str], None]) -> Source:
    data = b"".join(Feed(name).pieces())
    if not data.strip():
        raise _empty(name)
    decoded = decode(data, name)
    if decoded.encoding != "utf-8":
        note(f"{name}: read as {decoded.encoding}, since it is not UTF-8")
    whole = options.unit == "document"
    sentences = iter(whole_text(decoded.text, name).sentences) if whole else article_sentences(decoded.text)
    first = next(sentences, None)
    if first is None:
        raise InputError(f"{name}: the file holds no text.", "Give a file with at least one sentence.")
    batches = _article_batches(chain([first], sentences), len(decoded.text), len(data))
    return Source(name, batches, article=True)


def _article_batches(sentences: Iterable[Sentence], length: int, size: int) -> Iterator[Batch]:
    """Yield the sentences of an article of `length` characters and `size` bytes, in pieces where it is a long one."""
    piece: list[tuple[int, Sentence]] = []
    characters = 0
    for number, sentence in enumerate(sentences):
        if characters >= BATCH_CHARACTERS or len(piece) == MOST_ROWS:
            yield replace(Batch.of_sentences(piece, size * sentence.start // length), more=True)
            piece, characters = [], 0
        piece.append((number, sentence))
        characters += len(sentence.text)
    yield Batch.of_sentences(piece, size)


def _not_empty(batches: Iterator[Batch], name: str) -> Iterator[Batch]:
    empty = True
    for batch in batches:
        empty = False
        yield batch
    if empty:
        raise _empty(name)


def _empty(name: str) -> InputError:
    return InputError(f"{name}: the file is empty.", "Give a file with at least one text.")


def _cut(batches: Iterator[Batch], options: ReadingOptions) -> Iterator[Batch]:
    """Split rows and lines into sentences where the user asks for it; positions then count sentences."""
    if options.unit != "sentence":
        yield from batches
        return
    number = 0
    for batch in batches:
        sentences = [
            sentence for _, text in batch.sentences() for sentence in _shifted(parse_article(text.text, ""), text.start)
        ]
        if sentences:
            yield Batch.of_sentences(list(enumerate(sentences, number)), batch.read)
        number += len(sentences)


def _shifted(article: Article, offset: int) -> Iterator[Sentence]:
    for sentence in article.sentences:
        yield Sentence(sentence.text, sentence.start + offset, sentence.end + offset, sentence.kind)
