"""The compiled solver reaches scikit-learn's optimum, repeatably, from any start."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from classify.features.matrix import Matrix
from classify.learning.dual import fit_one_vs_rest
from classify.learning.naive_bayes import Scaling, feature_scales, text_counts


def problem(texts=300, features=400, outputs=5, seed=0):
    generator = np.random.default_rng(seed)
    matrix = sparse.random(texts, features, 0.05, "csr", np.float32, generator)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = sparse.csr_matrix(sparse.diags(1 / np.maximum(lengths, 1e-9)) @ matrix, dtype=np.float32)
    matrix.sort_indices()  # scikit-learn would, in place, and a matrix that shares the indices would be spoilt
    truth = generator.normal(size=(features, outputs)) * 3
    rates = np.linspace(-2.5, 1.0, outputs)
    targets = matrix @ truth + rates + generator.logistic(size=(texts, outputs)) > 0
    return matrix, np.asarray(targets)


def objective(matrix, target, C, coefficients, intercept):
    margins = (matrix @ coefficients + intercept) * np.where(target, 1.0, -1.0)
    return 0.5 * (coefficients @ coefficients + intercept**2) + C * np.logaddexp(0, -margins).sum()


def optimum(matrix, target, C):
    exact = LogisticRegression(C=C, solver="liblinear", dual=False, tol=1e-10, max_iter=100_000)
    exact.fit(sparse.csr_matrix(matrix, dtype=np.float64), target)
    return objective(matrix, target, C, exact.coef_[0], exact.intercept_[0]), exact


def check(matrix, targets, C, solution, rows=slice(None)):
    for output in range(targets.shape[1]):
        best, _ = optimum(matrix[rows], targets[rows, output], C)
        model = solution.model
        ours = objective(matrix[rows], targets[rows, output], C, model.coefficients[output], model.intercepts[output])
        assert best * (1 - 1e-7) <= ours <= best * (1 + 1e-4)


@pytest.mark.parametrize("C", [0.01, 1.0, 10.0, 1000.0])
def test_the_objective_is_scikit_learns(C):
    matrix, targets = problem()
    solution = fit_one_vs_rest(Matrix.of(matrix), targets, C, seed=13)
    check(matrix, targets, C, solution)
    assert np.all(solution.gaps <= 9e-5)


def test_a_tight_tolerance_gives_scikit_learns_coefficients():
    matrix, targets = problem()
    solution = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, tolerance=1e-10)
    for output in range(targets.shape[1]):
        exact = optimum(matrix, targets[:, output], 10.0)[1]
        np.testing.assert_allclose(solution.model.coefficients[output], exact.coef_[0], atol=1e-3)
        np.testing.assert_allclose(solution.model.intercepts[output], exact.intercept_[0], atol=1e-3)


def test_the_same_seed_gives_the_same_bits_on_any_number_of_threads():
    matrix, targets = problem(outputs=11)
    first = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, threads=1)
    for threads in (2, 4):
        again = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, threads=threads)
        np.testing.assert_array_equal(first.model.coefficients, again.model.coefficients)
        np.testing.assert_array_equal(first.model.intercepts, again.model.intercepts)
    other = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=14)
    assert not np.array_equal(first.model.coefficients, other.model.coefficients)


def test_an_output_does_not_depend_on_its_neighbours():
    matrix, targets = problem(outputs=9)
    together = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13)
    alone = fit_one_vs_rest(Matrix.of(matrix), targets[:, :1], 10.0, seed=13)
    np.testing.assert_allclose(together.model.coefficients[0], alone.model.coefficients[0], atol=0.05)


@pytest.mark.parametrize("C", [1.0, 10.0, 100.0])
def test_a_warm_start_reaches_the_optimum_sooner(C):
    matrix, targets = problem(texts=600)
    first = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13)
    cold = fit_one_vs_rest(Matrix.of(matrix), targets, C, seed=13)
    warm = fit_one_vs_rest(Matrix.of(matrix), targets, C, seed=13, start=first)
    check(matrix, targets, C, warm)
    assert warm.epochs.sum() < cold.epochs.sum()


def test_rows_alone_are_learnt_from():
    matrix, targets = problem()
    first = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13)
    rows = np.flatnonzero(np.arange(300) % 3 > 0)
    for start in (None, first):
        solution = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, start=start, rows=rows)
        check(matrix, targets, 10.0, solution, rows)
    changed = targets.copy()
    changed[::3] = ~changed[::3]
    unmoved = fit_one_vs_rest(Matrix.of(matrix), changed, 10.0, seed=13, rows=rows)
    moved = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, rows=rows)
    np.testing.assert_array_equal(unmoved.model.coefficients, moved.model.coefficients)


def test_a_topic_of_all_texts_or_none_gets_its_base_rate():
    matrix, targets = problem(outputs=3)
    targets[:, 0], targets[:, 2] = True, False
    solution = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13)
    assert not solution.model.coefficients[[0, 2]].any()
    np.testing.assert_allclose(solution.model.intercepts[[0, 2]], [np.log(300.5 / 0.5), np.log(0.5 / 300.5)])
    check(matrix, targets[:, 1:2], 10.0, fit_one_vs_rest(Matrix.of(matrix), targets[:, 1:2], 10.0, seed=13))


def test_empty_rows_and_unused_features_do_no_harm():
    matrix, targets = problem(outputs=2)
    matrix = sparse.csr_matrix(sparse.vstack([matrix, sparse.csr_matrix((20, 400), dtype=np.float32)]))
    matrix.resize(320, 450)
    targets = np.vstack([targets, np.arange(40).reshape(20, 2) % 3 == 0])
    check(matrix, targets, 10.0, fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=1))


@pytest.mark.parametrize("outputs", [1, 5, 8, 11])
@pytest.mark.parametrize("share", [0.5, 1.0])
def test_scaled_features_are_solved_as_scikit_learn_solves_the_scaled_matrix(outputs, share):
    matrix, targets = problem(outputs=outputs)
    solution = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, scaling=Scaling(share))
    scales = feature_scales(text_counts(Matrix.of(matrix), targets), np.arange(targets.shape[1]), Scaling(share))
    for output in range(outputs):
        scaled = sparse.csr_matrix(matrix.multiply(scales[output][None, :]), dtype=np.float32)
        scaled.sort_indices()
        best, _ = optimum(scaled, targets[:, output], 10.0)
        coefficients = solution.model.coefficients[output] / scales[output]
        ours = objective(scaled, targets[:, output], 10.0, coefficients, solution.model.intercepts[output])
        assert best * (1 - 1e-6) <= ours <= best * (1 + 1e-4)


def test_scales_are_those_of_the_rows_that_are_learnt_from():
    matrix, targets = problem()
    rows = np.flatnonzero(np.arange(300) % 3 > 0)
    first = fit_one_vs_rest(Matrix.of(matrix), targets, 10.0, seed=13, scaling=Scaling(0.5))
    changed = targets.copy()
    changed[::3] = ~changed[::3]
    for start in (None, first):
        fits = [
            fit_one_vs_rest(Matrix.of(matrix), t, 10.0, 13, start, rows, Scaling(0.5)).model.coefficients
            for t in (targets, changed)
        ]
        np.testing.assert_array_equal(*fits)
