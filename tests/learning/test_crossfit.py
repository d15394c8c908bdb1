import numpy as np
from scipy import sparse

from classify.features.matrix import Matrix
from classify.learning.crossfit import out_of_fold, outputs_of
from classify.learning.linear import LinearModel, Solution


def test_no_text_is_scored_by_a_model_that_saw_its_fold():
    matrix = Matrix.of(sparse.csr_matrix(np.eye(6)))
    folds = np.array([0, 1, 2, 0, 1, 2])
    seen, done = [], []

    def fit(fold, rows):
        assert not (folds[rows] == fold).any()
        seen.append(rows.tolist())
        model = LinearModel(np.ones((1, 6)), np.array([float(len(seen))]))
        return Solution(model, np.empty((1, 0), np.float32), 1.0, np.zeros(1, np.int64), np.zeros(1))

    logits = out_of_fold(matrix, np.ones((6, 1), bool), folds, fit, done.append)
    assert seen == [[1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 3, 4]]
    assert done == [1, 2, 3]
    assert logits.ravel().tolist() == [2, 3, 4, 2, 3, 4]  # each fold by its own model, told apart by the intercept


def test_texts_in_no_fold_are_seen_by_all_models_and_scored_by_none():
    matrix = Matrix.of(sparse.csr_matrix(np.eye(3)))
    seen = []

    def fit(fold, rows):
        seen.append(rows.tolist())
        model = LinearModel(np.ones((1, 3)), np.zeros(1))
        return Solution(model, np.empty((1, 0), np.float32), 1.0, np.zeros(1, np.int64), np.zeros(1))

    logits = out_of_fold(matrix, np.ones((3, 1), bool), np.array([0, 1, -1]), fit)
    assert seen == [[1, 2], [0, 2]]
    assert np.isnan(logits.ravel()).tolist() == [False, False, True]


def test_two_classes_need_one_output():
    targets = np.array([[True, False], [False, True]] * 2)
    assert outputs_of(targets, "single").tolist() == [[False], [True]] * 2
    assert outputs_of(targets, "multi").tolist() == targets.tolist()
    three = np.eye(3, dtype=bool)
    assert outputs_of(three, "single").tolist() == three.tolist()
