"""A plain-text article to its sentences, with character offsets into the file."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from classify.reading.sentences import split_sentences
from classify.records import Article, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classify.records import Kind

Span = tuple[int, int]

_PUBLICATION = re.compile(r"\s*(Publication:[^\r\n]*Volume:[^\r\n]*)(?:\r?\n|\r|$)")
_BREAK = r"(?>\r\n|\r|\n)"  # atomic, or the halves of one Windows line end would pass for a blank line
_BLANK_LINES = re.compile(rf"{_BREAK}[^\S\r\n]*(?:{_BREAK}[^\S\r\n]*)+")
_LINE_END = re.compile(_BREAK)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_CLOSING = re.compile(r"[.!?:;,…][\"”’')\]]*\s*$")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off", "on", "onto", "or"}
    | {"over", "per", "so", "the", "to", "up", "upon", "versus", "via", "vs", "with"}
)
_HEADLINE_WORDS = range(3, 31)


def parse_article(text: str, name: str) -> Article:
    """Cut a plain-text article into sentences.

    Args:
        text: the decoded file, as it stands (any line ends).
        name: what to call the source.

    Returns:
        The article; the offsets of its sentences count characters of `text`. A publication line at the head
        is kept apart, and the headline of a following item at the end is marked ``next_headline``.
    """
    publication = _PUBLICATION.match(text)
    return Article(name, tuple(article_sentences(text)), publication.group(1).strip() if publication else None)


def article_sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of an article one by one, as `parse_article` has them: there may be millions."""
    publication = _PUBLICATION.match(text)
    blocks = list(_blocks(text, publication.end() if publication else 0))
    held_back, count = None, 0
    for index, block in enumerate(blocks):
        for sentence in _block(text, block, index == 0):
            if held_back is not None:
                yield held_back
            held_back, count = sentence, count + 1
    if held_back is not None:
        next_item = len(blocks) > 1 and count > 1 and _is_next_headline(text, blocks[-1])
        yield replace(held_back, kind="next_headline") if next_item else held_back


def whole_text(text: str, name: str) -> Article:
    """Return an article of one text: all of it, without the white space around it."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return Article(name, (_sentence(text, start, end, "text"),) if end > start else ())


def is_headline(line: str) -> bool:
    """Whether a line is set as a headline: all in capitals, or its longer words capitalized."""
    words = [match.group() for match in islice(_WORD.finditer(line), _HEADLINE_WORDS.stop)]
    if len(words) not in _HEADLINE_WORDS:
        return False
    if line.upper() == line:
        return True
    long_words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    capitalized = sum(word[0].isupper() for word in long_words)
    return len(long_words) >= 2 and capitalized >= 0.9 * len(long_words)


def _blocks(text: str, start: int) -> Iterator[Span]:
    for match in _BLANK_LINES.finditer(text, start):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _block(text: str, block: Span, first: bool) -> Iterator[Sentence]:
    start, end = block
    line = _LINE_END.search(text, start, end)
    if line and _stands_alone(text[start : line.start()]):
        yield from _split(text, start, line.start(), "headline" if first else "sentence")
        start, first = line.end(), False
    kind: Kind = "headline" if first and _stands_alone(text[start:end]) else "sentence"
    yield from _split(text, start, end, kind)


def _stands_alone(line: str) -> bool:
    return is_headline(line) and not _CLOSING.search(line) and not _LINE_END.search(line.strip())


def _split(text: str, start: int, end: int, kind: Kind) -> Iterator[Sentence]:
    for left, right in split_sentences(text[start:end]):
        yield _sentence(text, start + left, start + right, kind)


def _sentence(text: str, start: int, end: int, kind: Kind) -> Sentence:
    return Sentence(normalize("NFC", text[start:end]), start, end, kind)


def _is_next_headline(text: str, block: Span) -> bool:
    line = text[slice(*block)].strip()
    return is_headline(line) and not _LINE_END.search(line) and len(split_sentences(line)) == 1
