import numpy as np
import pytest
from hypothesis import given
from judged_samples import drawn_answers
from sklearn.metrics import average_precision_score, label_ranking_loss

from classify.judging.ranking import at_each_cut, average_precision, ranking_loss


@given(drawn_answers())
def test_average_precision_is_scikit_learns(sample):
    for column in range(sample.targets.shape[1]):
        target, scores = sample.targets[:, column], sample.scores[:, column]
        if target.any():
            assert average_precision(scores, target) == pytest.approx(average_precision_score(target, scores))


def test_a_topic_that_does_not_occur_has_no_average_precision():
    assert average_precision(np.array([0.9, 0.1]), np.zeros(2, bool)) is None


@given(drawn_answers())
def test_ranking_loss_is_scikit_learns(sample):
    loss = ranking_loss(sample.scores, sample.targets)
    assert loss.mean() == pytest.approx(label_ranking_loss(sample.targets, sample.scores))
    assert ((loss >= 0) & (loss <= 1)).all()


def test_no_cut_falls_between_equal_scores():
    hits, given_ = at_each_cut(np.array([0.5, 0.9, 0.5, 0.1]), np.array([True, False, False, True]))
    assert (hits.tolist(), given_.tolist()) == ([0, 1, 2], [1, 3, 4])
