"""The n-grams of characters that a corpus keeps: as a list a word, so that each word is spelt out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.features.characters import lower_table
from classify.features.compiled import on_all_cores
from classify.features.ordering import sorted_strings
from classify.features.spelling import count_listed, list_grams, write_grams
from classify.features.streams import cut_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.features.streams import Tokens


@dataclass(frozen=True)
class GramLists:
    """The features of each distinct token.

    Attributes:
        starts: where the list of each token starts, int64 of shape (n_distinct + 1,).
        features: the features of all lists, repeats included, int32; -1 for an n-gram that min_df dropped.
        frequencies: in how many texts each feature occurs, int64 of shape (n_features,).
        lines: the features' terms, a newline between any two.
        total: an upper bound on the number of values in the matrix.
    """

    starts: NDArray[np.int64]
    features: NDArray[np.int32]
    frequencies: NDArray[np.int64]
    lines: str
    total: int


def list_features(tokens: Tokens, span: tuple[int, int], min_df: int, threads: int) -> GramLists:
    """Find the n-grams of `span` characters in `min_df` texts or more, in the order of their strings."""
    pool = tokens.pool
    starts, grams, spans = list_grams(pool, tokens.places, lower_table("characters"), *span)
    counted = on_all_cores(
        count_listed,
        [
            (tokens.stream, tokens.stops, first, last, starts, grams, len(spans) // 2)
            for first, last in cut_texts(tokens.stops, threads)
        ],
        threads,
    )
    frequencies = np.zeros(len(spans) // 2, np.int64)
    for frequency, _ in counted:
        frequencies += frequency
    kept = np.flatnonzero(frequencies >= min_df)
    chosen = kept[sorted_strings(pool, spans[2 * kept], spans[2 * kept + 1])]
    numbers = np.full(len(frequencies), -1, np.int32)
    numbers[chosen] = np.arange(len(chosen))
    lines = write_grams(pool, spans, chosen)[:-1].tobytes().decode("utf-8", "surrogatepass")
    return GramLists(starts, numbers[grams], frequencies[chosen], lines, sum(total for _, total in counted))
