import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from classify.features.matrix import Matrix
from classify.learning import logistic
from classify.learning.logistic import fit_one_vs_rest


@pytest.fixture(autouse=True, params=[True, False], ids=["compiled", "numba missing"])
def engine(request, monkeypatch):
    monkeypatch.setattr(logistic, "available", lambda: request.param)


@pytest.fixture(scope="module")
def data():
    generator = np.random.default_rng(0)
    dense = generator.random((200, 30)) * (generator.random((200, 30)) < 0.2)
    targets = np.stack([dense[:, 0] > 0.3, dense[:, 1] + dense[:, 2] > 0.6], axis=1)
    return sparse.csr_matrix(dense.astype(np.float32)), targets


def objective(matrix, target, weights, intercept, C):
    signs = np.where(target, 1.0, -1.0)
    margins = signs * (matrix @ weights + intercept)
    return C * np.logaddexp(0, -margins).sum() + 0.5 * (weights @ weights + intercept**2)


def test_every_topic_reaches_scikit_learns_optimum(data):
    matrix, targets = data
    model = fit_one_vs_rest(Matrix.of(matrix), targets, C=10.0, seed=0).model
    for column in range(targets.shape[1]):
        target = targets[:, column]
        reference = LogisticRegression(C=10.0, solver="liblinear", tol=1e-8, max_iter=10_000).fit(matrix, target)
        best = objective(matrix, target, reference.coef_[0], reference.intercept_[0], 10.0)
        found = objective(matrix, target, model.coefficients[column], model.intercepts[column], 10.0)
        assert found <= best * (1 + 1e-4)


def test_the_same_seed_gives_the_same_model(data):
    first, second = (fit_one_vs_rest(Matrix.of(data[0]), data[1], C=1.0, seed=3).model for _ in range(2))
    np.testing.assert_array_equal(first.coefficients, second.coefficients)


def test_a_topic_of_every_text_or_none_gets_its_base_rate(data):
    matrix, _ = data
    targets = np.stack([np.ones(200, bool), np.zeros(200, bool)], axis=1)
    model = fit_one_vs_rest(Matrix.of(matrix), targets, C=1.0, seed=0).model
    assert not model.coefficients.any()
    assert model.intercepts[0] > 5 > -5 > model.intercepts[1]


def test_logits_have_a_column_a_topic(data):
    matrix, targets = data
    assert fit_one_vs_rest(Matrix.of(matrix), targets, C=1.0, seed=0).model.logits(matrix[:7]).shape == (7, 2)


def test_some_rows_alone_are_learnt_from(data):
    matrix, targets = data
    rows = np.arange(0, 200, 2)
    whole = fit_one_vs_rest(Matrix.of(matrix), targets, C=1.0, seed=0)
    part = fit_one_vs_rest(Matrix.of(matrix), targets, C=1.0, seed=0, start=whole, rows=rows).model
    alone = fit_one_vs_rest(Matrix.of(matrix[rows]), targets[rows], C=1.0, seed=0).model
    np.testing.assert_allclose(part.logits(matrix), alone.logits(matrix), atol=0.05)
