import numpy as np
from scipy import sparse

from classify.learning.crossfit import fit_kind, out_of_fold, outputs_of
from classify.learning.logistic import LinearModel


def test_no_text_is_scored_by_a_model_that_saw_its_fold():
    matrix = sparse.csr_matrix(np.eye(6))
    folds = np.array([0, 1, 2, 0, 1, 2])
    seen = []

    def fit(rows, goals):
        seen.append(set(rows.indices.tolist()))
        return LinearModel(np.full((1, 6), 1.0), np.array([float(len(seen))]))

    done = []
    scores = out_of_fold(matrix, np.ones((6, 1), bool), folds, fit, done.append)
    assert seen == [{1, 2, 4, 5}, {0, 2, 3, 5}, {0, 1, 3, 4}]
    assert done == [1, 2, 3]
    # each fold is scored by its own model, told apart by the intercept
    assert scores[0, 0] == scores[3, 0] != scores[1, 0] == scores[4, 0]


def test_two_classes_need_one_output():
    matrix = sparse.csr_matrix(np.eye(4))
    targets = np.array([[True, False], [False, True]] * 2)
    assert len(fit_kind(matrix, targets, "single", 1.0, 0).intercepts) == 1
    assert len(fit_kind(matrix, targets, "multi", 1.0, 0).intercepts) == 2
    assert outputs_of(targets, "single").tolist() == [[False], [True]] * 2
