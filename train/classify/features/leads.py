"""Where the lead of each text ends: what `classify.features.tokens.lead_of` cuts off, found in a buffer."""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, jit
from classify.features.kernel import lowered


@jit
def lead_ends(buffer: Any, offsets: Any, first: Any, last: Any, lower: Any, lead: Any) -> Any:
    """Find where the leads of the texts first..last-1 end.

    Args:
        buffer: UTF-8 bytes of all texts, in lower case where that is longer than the text.
        offsets: int64 of shape (n_texts + 1,): where each text begins in the buffer.
        first: the first text.
        last: the one after the last text.
        lower: the code point table of ``words``.
        lead: the number of characters; a word that begins in them is taken whole.

    Returns:
        int64 of shape (n_texts,); that of the other texts is 0.
    """
    ends = np.zeros(offsets.size - 1, np.int64)
    for text in range(first, last):
        ends[text] = _lead_end(buffer, offsets[text], offsets[text + 1], lower, lead)
    return ends


@bare
def _lead_end(buffer: Any, position: Any, end: Any, lower: Any, lead: Any) -> Any:
    points, inside = 0, False
    while position < end and (points < lead or inside):
        point, width = lowered(buffer, position, end, lower, 2)
        inside = point >= 0
        if points < lead or inside:
            position += width
        points += 1
    return position
