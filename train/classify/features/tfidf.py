"""TF-IDF as scikit-learn defines it, for one text at a time and without loading scikit-learn.

A `Block` is one `TfidfVectorizer`; `Features` is the `FeatureUnion` of its blocks: the vectors of the blocks,
each of length 1, stand one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.features.matrix import Matrix
from classify.features.tokens import Analyzer, lead_of, ngrams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_WORDS_KEPT = 1 << 15
_NOTHING = np.empty(0, np.intp)


class NothingLeftError(ValueError):
    """No n-gram occurs in as many texts as are asked for."""


@dataclass(frozen=True)
class Block:
    """The vocabulary of one analyzer.

    Attributes:
        analyzer: ``words`` or ``characters``.
        shortest: the least length of an n-gram.
        longest: the greatest.
        sublinear_tf: whether a count n weighs ``1 + log(n)`` instead of n.
        lines: the n-grams, sorted, with a newline between any two; the number of its line is an n-gram's feature. As
            one string they take a fifth of the memory of as many strings.
        idf: inverse document frequencies, float32, one an n-gram.
        lead: where the words of a text's beginning alone are counted, of how many characters that is; None: of all.
    """

    analyzer: Analyzer
    shortest: int
    longest: int
    sublinear_tf: bool
    lines: str
    idf: NDArray[np.float32]
    lead: int | None = None

    @property
    def name(self) -> str:
        """What tells it from the other blocks of a model."""
        return self.analyzer if self.lead is None else "lead"

    @property
    def size(self) -> int:
        """Number of n-grams."""
        return len(self.idf)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The n-grams, each as a string."""
        return tuple(self.lines.split("\n")) if self.size else ()

    @cached_property
    def position(self) -> dict[str, int]:
        """The feature of every term."""
        return dict(zip(self.terms, range(self.size), strict=True))

    def read(self, text: str) -> str:
        """Return what is read of a text: all of it, or its lead."""
        return text if self.lead is None else lead_of(text, self.lead)

    def vector(self, text: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the features of a text, ascending, and their TF-IDF values, scaled to length 1."""
        found, counts = np.unique(self._occurrences(text), return_counts=True)
        tf = np.log(counts) + 1.0 if self.sublinear_tf else counts.astype(np.float64)
        values = tf * self.idf[found]
        length = np.sqrt(values @ values)
        return found, values / length if length else values

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is kept for speed alone."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _occurrences(self, text: str) -> NDArray[np.intp]:
        """Return the feature of every n-gram of a text that has one, repeats included."""
        if self.analyzer == "characters":
            return np.concatenate([_NOTHING, *map(self._features_of_word, text.lower().split())])
        return self._lookup(self.read(text))

    @cached_property
    def _features_of_word(self) -> Callable[[str], NDArray[np.intp]]:
        """Look up the features of one word's characters; those of the words seen last are kept."""
        return lru_cache(_WORDS_KEPT)(self._lookup)

    def _lookup(self, text: str) -> NDArray[np.intp]:
        found = map(self.position.get, ngrams(text, self.analyzer, self.shortest, self.longest))
        return np.array([feature for feature in found if feature is not None], np.intp)


@dataclass(frozen=True)
class Features:
    """All blocks of a model, one after the other."""

    blocks: tuple[Block, ...]

    @property
    def size(self) -> int:
        """Number of features."""
        return sum(block.size for block in self.blocks)

    def vector(self, text: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the features of a text, as indices, and their values, both of shape (n_found,)."""
        indices: list[NDArray[np.intp]] = []
        values: list[NDArray[np.float64]] = []
        offset = 0
        for block in self.blocks:
            found, weights = block.vector(text)
            indices.append(found + offset)
            values.append(weights)
            offset += block.size
        return np.concatenate(indices), np.concatenate(values)

    def rows(self, texts: Sequence[str]) -> Matrix:
        """Return the features of some texts, one row each, block for block scaled to length 1."""
        vectors = [self.vector(text) for text in texts]
        starts = np.cumsum([0, *(len(indices) for indices, _ in vectors)])
        values = np.concatenate([np.empty(0), *(values for _, values in vectors)]).astype(np.float32)
        indices = np.concatenate([_NOTHING, *(indices for indices, _ in vectors)]).astype(np.int32)
        return Matrix(values, indices, starts, (len(texts), self.size))

    def term(self, feature: int) -> str:
        """Return the n-gram of a feature; two blocks may have the same."""
        for block in self.blocks:
            if feature < block.size:
                return block.terms[feature]
            feature -= block.size
        raise IndexError(feature)
