"""Texts to probabilities in bulk: compiled, on all cores, without a matrix in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.features.buffer import TextBuffer
from classify.features.characters import lower_table
from classify.features.compiled import core_count, on_all_cores
from classify.features.leads import lead_ends
from classify.features.lookup import build_lookup
from classify.features.scoring import score_characters, score_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.features.lookup import Lookup
    from classify.features.tfidf import Block, Features

_PIECES = 4
"""Pieces of work a thread: more even out texts of unlike cost, fewer start less often."""


class BulkScorer:
    """A linear model over features, with its vocabulary laid out for speed.

    Args:
        features: the blocks.
        coefficients: float32 of shape (n_features, n_outputs).
        intercepts: of shape (n_outputs,).
    """

    def __init__(self, features: Features, coefficients: NDArray[np.float32], intercepts: NDArray[np.float64]) -> None:
        self.intercepts = np.asarray(intercepts, np.float64)
        self._blocks: list[tuple[Block, Lookup, NDArray[np.float32]]] = []
        begin = 0
        for block in features.blocks:
            lookup, end = build_lookup(block), begin + block.size
            rows = np.empty((block.size, 1 + coefficients.shape[1]), np.float32)
            rows[:, 0] = block.idf[lookup.features]
            rows[:, 1:] = coefficients[begin:end][lookup.features]
            self._blocks.append((block, lookup, rows))
            begin = end

    def logits(self, texts: Sequence[str] | TextBuffer, threads: int | None = None) -> NDArray[np.float64]:
        """Return the log-odds of every text, of shape (n_texts, n_outputs).

        Args:
            texts: the texts, or the buffer that holds them.
            threads: how many threads to use; all cores if None. The result does not depend on it.
        """
        threads = threads or core_count()
        buffer = texts if isinstance(texts, TextBuffer) else TextBuffer.from_texts(texts)
        logits = np.tile(self.intercepts, (buffer.count, 1))
        pieces = buffer.pieces(_PIECES * threads if threads > 1 else 1)
        on_all_cores(self._score_piece, [(buffer, first, last, logits) for first, last in pieces], threads)
        return logits

    def probabilities(self, texts: Sequence[str] | TextBuffer, threads: int | None = None) -> NDArray[np.float64]:
        """Return each output's probability on its own, as `logits` returns log-odds."""
        logits = self.logits(texts, threads)
        small = np.exp(-np.abs(logits))
        return np.asarray(np.where(logits >= 0, 1.0, small) / (1.0 + small))

    def _score_piece(self, buffer: TextBuffer, first: int, last: int, logits: NDArray[np.float64]) -> None:
        for block, lookup, rows in self._blocks:
            lower, span = lower_table(block.analyzer), (block.shortest, block.longest)
            if block.analyzer == "words":
                ends = buffer.offsets[1:]
                if block.lead is not None:
                    ends = lead_ends(buffer.data, buffer.offsets, first, last, lower, block.lead)
                score_words(
                    buffer.data, buffer.offsets, ends, first, last, lower, lookup.tokens, lookup.pairs, span, rows,
                    block.sublinear_tf, logits,
                )  # fmt: skip
            else:
                score_characters(
                    buffer.data, buffer.offsets, first, last, lower, lookup.tokens, span, rows,
                    block.sublinear_tf, logits,
                )  # fmt: skip
