r"""The token rule: which n-grams a text holds, exactly as scikit-learn's `TfidfVectorizer` counts them.

Both rules work on the lower-cased text. ``words`` are runs of two or more word characters
(``token_pattern=r"(?u)\b\w\w+\b"``); ``characters`` are n-grams inside word boundaries (``analyzer="char_wb"``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Analyzer = Literal["words", "characters"]

_WORD = re.compile(r"(?u)\b\w\w+\b")


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
