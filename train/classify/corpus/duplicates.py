"""Sentences that say the same: word for word, or sharing most of their three-word sequences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from classify.corpus.findings import Finding, short

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from classify.records import Example

_WORD = re.compile(r"\w+")
_RUN = 3


def word_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return the sequences of three words of a text; of a shorter one, all its words as one sequence."""
    words = _WORD.findall(text.lower())
    if len(words) <= _RUN:
        return frozenset({tuple(words)})
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


def near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of texts that share more than half of the shorter one's three-word sequences.

    A pair that shares more than half must share one of the rarest half, so only those are looked up (prefix
    filtering; Chaudhuri, Ganti and Kaushik 2006): common sequences such as "he said that" cost nothing.

    Yields:
        The positions of the two texts, the earlier first, and the share, over 0.5 to 1.
    """
    runs = [word_runs(text) for text in texts]
    frequency = Counter(run for text_runs in runs for run in text_runs)
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, text_runs in enumerate(runs):
        for run in text_runs:
            if frequency[run] > 1:
                holders[run].append(position)
    for position, text_runs in enumerate(runs):
        rarest = sorted(text_runs, key=lambda run: (frequency[run], run))[: len(text_runs) - len(text_runs) // 2]
        candidates = {other for run in rarest for other in holders.get(run, ()) if other != position}
        for other in sorted(candidates):
            longer, equal = len(runs[other]) > len(text_runs), len(runs[other]) == len(text_runs)
            if longer or (equal and other > position):
                share = len(text_runs & runs[other]) / len(text_runs)
                if share > 0.5:
                    yield min(position, other), max(position, other), share


def find_duplicates(examples: Sequence[Example], held_out: Collection[str]) -> Iterator[Finding]:
    """Report pairs of texts that are alike.

    Args:
        examples: the labelled texts.
        held_out: ids of the articles held out; a pair across that line lets the model see what it is tested on.
    """
    for first, second, share in near_duplicates([example.text for example in examples]):
        one, two = examples[first], examples[second]
        alike = f"{share:.0%} of its three-word sequences with {one.place}: {short(two.text)}"
        if (one.article in held_out) != (two.article in held_out):
            yield Finding("error", "leak", two.place, f"held out from training, or not, and shares {alike}")
        elif one.article != two.article:
            yield Finding("warning", "near-duplicate", two.place, f"another article's sentence shares {alike}")
        else:
            yield Finding("warning", "repeat", two.place, f"the same article's sentence shares {alike}")
