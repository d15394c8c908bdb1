import numpy as np
from scipy import sparse

from classify.learning.linear import LinearModel


def test_logits_are_weights_times_values_plus_intercepts():
    model = LinearModel(np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([0.5, 0.0]))
    assert model.logits(sparse.csr_matrix([[3.0, 1.0]])).tolist() == [[5.5, -1.0]]
