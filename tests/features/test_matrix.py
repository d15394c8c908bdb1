"""A matrix is scipy's, part by part."""

import numpy as np
from scipy import sparse

from classify.features.matrix import Matrix

LEFT = sparse.csr_matrix(np.array([[0, 2.0, 0], [0, 0, 0], [1, 0, 3]], np.float32))
RIGHT = sparse.csr_matrix(np.array([[4.0], [5], [0]], np.float32))


def test_nothing_is_copied_to_and_from_scipy():
    matrix = Matrix.of(LEFT)
    again = matrix.csr
    assert (again.toarray() == LEFT.toarray()).all()
    assert again.has_canonical_format
    assert np.shares_memory(again.data, LEFT.data)
    assert np.shares_memory(again.indices, LEFT.indices)
    assert matrix.csr is again


def test_matrices_of_the_same_texts_stand_side_by_side():
    joined = Matrix.side_by_side([Matrix.of(LEFT), Matrix.of(RIGHT)])
    assert joined.shape == (3, 4)
    assert (joined.csr.toarray() == np.hstack([LEFT.toarray(), RIGHT.toarray()])).all()
    alone = Matrix.of(LEFT)
    assert Matrix.side_by_side([alone]) is alone
