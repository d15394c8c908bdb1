r"""The token rule: which n-grams a text holds, exactly as scikit-learn's `TfidfVectorizer` counts them.

Both rules work on the lower-cased text. ``words`` are runs of two or more word characters
(``token_pattern=r"(?u)\b\w\w+\b"``); ``characters`` are n-grams inside word boundaries (``analyzer="char_wb"``).
Those of a text's lead alone are the ``words`` that begin among its first characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Analyzer = Literal["words", "characters"]

_PATTERN = r"(?u)\b\w\w+\b"
_WORD = re.compile(_PATTERN)


def token_pattern(lead: int | None = None) -> str:
    """Return the pattern of words for scikit-learn: of all, or of those that begin in the first `lead` characters."""
    return _PATTERN if lead is None else f"(?s)(?<!.{{{lead}}}){_PATTERN.removeprefix('(?u)')}"


def lead_of(text: str, lead: int) -> str:
    """Return the beginning of a text in lower case: `lead` characters, and what is left of a word begun in them."""
    lowered = text.lower()
    found = re.match(rf"(?s).{{{lead}}}(?:(?<=\w)\w*)?", lowered)
    return found.group() if found else lowered


def ngrams(text: str, analyzer: Analyzer, shortest: int, longest: int) -> Iterator[str]:
    """Yield the n-grams of a text, repeats included, in no promised order.

    Args:
        text: any text.
        analyzer: ``words`` or ``characters``.
        shortest: the least number of words or characters in an n-gram.
        longest: the greatest.
    """
    lowered = text.lower()
    if analyzer == "words":
        return _word_ngrams(_WORD.findall(lowered), shortest, longest)
    return _character_ngrams(lowered.split(), shortest, longest)


def placed_ngrams(text: str, analyzer: Analyzer, shortest: int, longest: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the n-grams of `ngrams`, each with the stretches of the text, cut at white space, that it lies on.

    Args:
        text: any text.
        analyzer: as for `ngrams`.
        shortest: likewise.
        longest: likewise.

    Yields:
        An n-gram, and indices into ``text.split()``: one for each word of an n-gram of words (the same twice, where
        it lies within ``military-technical``), a single one for an n-gram of characters.
    """
    stretches = text.lower().split()
    if analyzer == "characters":
        for place, stretch in enumerate(stretches):
            for ngram in _character_ngrams([stretch], shortest, longest):
                yield ngram, (place,)
        return
    found = [(word, place) for place, stretch in enumerate(stretches) for word in _WORD.findall(stretch)]
    words = [word for word, _ in found]
    places = tuple(place for _, place in found)
    for length in range(shortest, longest + 1):
        for start, ngram in enumerate(_word_ngrams(words, length, length)):
            yield ngram, places[start : start + length]


def _word_ngrams(words: list[str], shortest: int, longest: int) -> Iterator[str]:
    for length in range(shortest, min(longest, len(words)) + 1):
        if length == 1:
            yield from words
        else:
            for start in range(len(words) - length + 1):
                yield " ".join(words[start : start + length])


def _character_ngrams(words: list[str], shortest: int, longest: int) -> Iterator[str]:
    for word in words:
        padded = f" {word} "
        for length in range(shortest, longest + 1):
            if len(padded) <= length:
                yield padded
                break
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]
