"""Texts as rows of features."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy import sparse


@dataclass(frozen=True)
class Matrix:
    """What scipy's `csr_matrix` is made of. Loading scipy takes a tenth of a second, and one fit needs none of it.

    Attributes:
        data: the values of all rows, one row after the other, float32.
        indices: the feature of each, ascending in a row, int32.
        indptr: where each row starts, and the last one ends: int32 or int64 of shape (n_texts + 1,).
        shape: (n_texts, n_features).
    """

    data: NDArray[np.float32]
    indices: NDArray[np.int32]
    indptr: NDArray[np.integer]
    shape: tuple[int, int]

    @cached_property
    def csr(self) -> sparse.csr_matrix:
        """The same as a matrix of scipy's; nothing is copied."""
        from scipy import sparse

        matrix = sparse.csr_matrix((self.data, self.indices, self.indptr), shape=self.shape, copy=False)
        matrix.has_sorted_indices = True
        matrix.has_canonical_format = True
        return matrix

    @classmethod
    def of(cls, matrix: sparse.csr_matrix) -> Matrix:
        """Take a matrix of scipy's, whose rows are sorted."""
        return cls(matrix.data, matrix.indices, matrix.indptr, matrix.shape)

    @classmethod
    def side_by_side(cls, parts: list[Matrix]) -> Matrix:
        """Join matrices of the same texts."""
        if len(parts) == 1:
            return parts[0]
        from scipy import sparse

        return cls.of(sparse.hstack([part.csr for part in parts], format="csr"))
