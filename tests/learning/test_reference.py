import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from classify.features.matrix import Matrix
from classify.learning.reference import fit_one_vs_rest


def test_it_is_scikit_learns_logistic_regression():
    generator = np.random.default_rng(0)
    dense = generator.random((60, 5))
    target = dense[:, 0] > 0.5
    found = fit_one_vs_rest(Matrix.of(sparse.csr_matrix(dense)), target[:, None], 2.0, 0).model
    expected = LogisticRegression(C=2.0, solver="liblinear", dual=True, random_state=0).fit(dense, target)
    np.testing.assert_allclose(found.coefficients[0], expected.coef_[0], atol=1e-3)


def test_a_topic_that_cannot_be_learnt_gets_its_base_rate():
    model = fit_one_vs_rest(Matrix.of(sparse.csr_matrix(np.eye(3))), np.ones((3, 1), bool), 1.0, 0).model
    assert model.intercepts[0] == np.log(3.5 / 0.5)
