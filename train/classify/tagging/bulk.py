"""Scoring many texts at once: compiled where there is enough to do, so that a single article never waits for numba."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.features.bulk import BulkScorer
    from classify.features.tfidf import Features
    from classify.reading.batch import Batch

BULK_BYTES = 2 << 20
"""Text from which loading the compiled scorer takes less time than it saves; see ``docs/decisions.md``."""


class BulkPath:
    """Decides when the compiled scorer is worth its loading, and loads it once.

    Args:
        features: how a text becomes a vector.
        coefficients: float32 of shape (n_features, n_outputs).
        intercepts: of shape (n_outputs,).
    """

    def __init__(self, features: Features, coefficients: NDArray[np.float32], intercepts: NDArray[np.float64]) -> None:
        self._parts = (features, coefficients, intercepts)
        self._asked = 0

    @cached_property
    def scorer(self) -> BulkScorer | None:
        """The compiled scorer, loaded when it is first asked for; None where numba is missing."""
        try:
            from classify.features.compiled import available

            if not available():
                return None
            from classify.features.bulk import BulkScorer
        except ImportError:  # numba is there but does not go with this Python or numpy
            return None
        scorer = BulkScorer(*self._parts)
        scorer.logits([""], threads=1)  # whatever must be compiled is compiled here, where Ctrl-C can stop it
        return scorer

    def scorer_for(self, texts: Sequence[str]) -> BulkScorer | None:
        """Return the compiled scorer once `BULK_BYTES` have been asked for, in one call or in many."""
        self._asked = min(BULK_BYTES, self._asked + sum(map(len, texts)))
        return self.scorer if self._asked >= BULK_BYTES else None


def batch_logits(scorer: BulkScorer, batch: Batch) -> NDArray[np.float64]:
    """Return the log-odds of a batch, on this thread alone, of shape (n_texts, n_outputs)."""
    from classify.features.buffer import TextBuffer

    return scorer.logits(TextBuffer.from_bytes(np.frombuffer(batch.data, np.uint8), batch.offsets), threads=1)
