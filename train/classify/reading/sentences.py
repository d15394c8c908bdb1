"""One paragraph to sentences: a well-kept splitter, and the few rules that news needs on top of it.

`sentencex` finds the boundaries (see ``docs/decisions.md`` for the comparison). What it cannot know is how
wires are cited: a note such as ``(Interfax, December 16)`` stands after the full stop of the sentence it
belongs to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sentencex

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_WINDOW = 1 << 20
"""Characters that the splitter is given at a time; it needs twenty times their memory."""

_OTHER_SPACE = re.compile(r"[^\S ]")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})"
_NOTE = re.compile(rf"\((?:[Ss]ee\b[^()]*|[^()]*\b{_DATE}[^()]*|[A-Z][\w.-]*(?:,\s[A-Z][\w.-]*)*)\)")
_CLOSED_BEFORE_CAPITAL = re.compile(r"(?:…[\"”’']?|(?<=\s)no\.|\betc\.)(?=\s+[“\"‘']?[A-Z])")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]")
_ABBREVIATION = re.compile(r"\b(?:[Vv]ol|pp?|[Aa]rts?|[Nn]os|Amb|Amb\.-at-Large|pct|[Ff]ig|ca)\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_TIME_ZONE = re.compile(r"(?:GMT|UTC|[A-Z]{3,4}\b|\w+ time\b)")
_SPLIT_INITIAL = re.compile(r"-[A-Z]\.$")
_INITIAL = re.compile(r"[A-Z]\.")


def split_sentences(paragraph: str) -> list[Span]:
    """Return the spans of the sentences of one paragraph, in order, without the white space between them."""
    paragraph = _OTHER_SPACE.sub(" ", paragraph)  # as many characters as before: a line end is no boundary here
    spans: list[Span] = []
    for start, end in _pieces(paragraph):
        if spans and _belong_together(paragraph[slice(*spans[-1])], paragraph[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _pieces(paragraph: str) -> Iterator[Span]:
    for first, text in _boundaries(paragraph):
        start = first
        for cut in [*_extra_cuts(text), len(text)]:
            span = _trim(paragraph, start, first + cut)
            if span is not None:
                yield span
            start = first + cut


def _boundaries(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield where each sentence starts, and the sentence; few are in memory, whatever the length of the paragraph.

    The splitter looks for the other end of a quotation or a bracket: where one is open at the edge of a window, it may
    cut inside, as it does where one is never closed.
    """
    start, size = 0, _WINDOW
    while start < len(paragraph):
        found = sentencex.get_sentence_boundaries("en", paragraph[start : start + size])
        if start + size < len(paragraph):
            found = found[:-1]  # the last may go on beyond the window
            if not found:
                size *= 2
                continue
        for boundary in found:
            yield start + boundary["start_index"], boundary["text"]
        start, size = start + found[-1]["start_index"] + len(found[-1]["text"]), _WINDOW


def _extra_cuts(piece: str) -> list[int]:
    cuts = [match.end() for match in _CLOSED_BEFORE_CAPITAL.finditer(piece)]
    note = _NOTE.match(piece)
    if note and note.end() < len(piece):
        cuts.append(note.end())
    return sorted(cuts)


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece) - len(piece.rstrip())
    return None if left == len(piece) else (start + left, end - right)


def _belong_together(left: str, right: str) -> bool:
    return bool(
        _NOTE.fullmatch(right)
        or right.startswith(("-", "–", "—"))
        or _ENUMERATOR.fullmatch(left)
        or _ABBREVIATION.search(left[-20:])
        or (_CLOCK.search(left[-8:]) and _TIME_ZONE.match(right))
        or (_SPLIT_INITIAL.search(left[-4:]) and _INITIAL.match(right))
    )
