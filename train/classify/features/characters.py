"""What every code point is to the token rule: its lower case, or a separator between tokens.

The tables are read off Python's own `str` methods, so the kernel and the plain path cannot disagree about a
character, whatever version of Unicode this Python was built with.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.tokens import Analyzer

SEPARATOR = -1
COVERED = 0x40000
"""Code points below this one have an entry. No letter, digit or space lies above (a test looks)."""

CONTEXTUAL = ("\u0130", "\u03a3")
"""Dotted I and sigma: their lower case is two characters, or hangs on context. Python lowers such texts."""


@cache
def lower_table(analyzer: Analyzer) -> NDArray[np.int32]:
    r"""Return the lower case of every code point, or `SEPARATOR`, as int32 of shape (COVERED,).

    For ``words`` a separator is what ``\w`` does not match, for ``characters`` what `str.split` splits at.
    """
    everything = np.arange(COVERED, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    lowered = everything.replace(CONTEXTUAL[0], "i").replace(CONTEXTUAL[1], "\u03c3").lower()
    table = np.frombuffer(lowered.encode("utf-32-le", "surrogatepass"), np.int32).copy()
    if analyzer == "words":
        inside = np.fromiter(map(str.isalnum, lowered), np.bool_, COVERED)
        inside[ord("_")] = True
    else:
        inside = ~np.fromiter(map(str.isspace, lowered), np.bool_, COVERED)
    table[~inside] = SEPARATOR
    return table


def fewest_points(analyzer: Analyzer) -> int:
    """Return the least number of code points that make a token."""
    return 2 if analyzer == "words" else 1
