import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.learning.decisions import Rule
from classify.learning.thresholds import F1, FLAT, GUARD, Aim, best_threshold, best_thresholds, cross_fitted_decisions

KNOWN = np.ones(4, bool)


def f1(given_, target):
    return 2 * (given_ & target).sum() / max(given_.sum() + target.sum(), 1)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), st.booleans()), min_size=1, max_size=30))
def test_no_other_cut_is_better(pairs):
    scores, target = np.array([score for score, _ in pairs]), np.array([hit for _, hit in pairs])
    threshold = best_threshold(scores, target)
    best = max(f1(scores >= cut, target) for cut in scores)
    if not target.any():
        assert threshold == FLAT
    elif best < GUARD:
        assert threshold == scores.max()
    else:
        assert f1(scores >= threshold, target) == pytest.approx(best)


def test_a_topic_that_cannot_be_told_is_given_only_beyond_all_scores_seen():
    scores, target = np.linspace(0, 1, 50), np.zeros(50, bool)
    target[3] = True
    assert best_threshold(scores, target) == 1.0


def test_every_topic_has_its_own_threshold():
    scores = np.array([[0.9, 0.4], [0.1, 0.1], [0.8, 0.2]])
    targets = np.array([[True, True], [False, False], [True, False]])
    assert best_thresholds(scores, targets).tolist() == [pytest.approx(0.45), pytest.approx(0.3)]


def test_no_text_sets_its_own_threshold():
    scores = np.array([[0.9], [0.2], [0.6], [0.5]])
    targets = np.array([[True], [False], [True], [False]])
    folds = np.array([0, 0, 1, 1])
    given_ = cross_fitted_decisions(scores, targets, folds, KNOWN, F1, Rule())
    assert given_.ravel().tolist() == [True, False, True, False]  # both cut at 0.55
    # Turned round, fold 1 would cut at 0.25 and fold 0 at 0.1: each is cut by the other.
    turned = cross_fitted_decisions(scores, ~targets, folds, KNOWN, F1, Rule())
    assert turned.ravel().tolist() == [True, False, True, True]


def ratios(given_, target):
    hits = (given_ & target).sum()
    return hits / max(given_.sum(), 1), hits / target.sum()


def blurred(seed=0):
    generator = np.random.default_rng(seed)
    target = generator.random(400) < 0.3
    return np.clip(generator.normal(0.35 + 0.3 * target, 0.2), 0, 1), target


def test_beta_weighs_recall_against_precision():
    scores, target = blurred()
    found = [ratios(scores >= best_threshold(scores, target, Aim(beta)), target) for beta in (0.3, 1.0, 3.0)]
    precisions, recalls = zip(*found, strict=True)
    assert precisions[0] > precisions[1] > precisions[2]
    assert recalls[0] < recalls[1] < recalls[2]


@pytest.mark.parametrize("floor", [0.7, 0.8, 0.9])
def test_a_floor_of_precision_is_kept_with_the_best_f1_that_it_leaves(floor):
    scores, target = blurred()
    found = scores >= best_threshold(scores, target, Aim(precision=floor))
    assert ratios(found, target)[0] >= floor
    allowed = [scores >= cut for cut in scores if ratios(scores >= cut, target)[0] >= floor]
    assert f1(found, target) == pytest.approx(max(f1(each, target) for each in allowed))


def test_a_floor_that_no_cut_keeps_leaves_the_topic_to_surer_texts():
    scores, target = np.array([0.9, 0.8, 0.7]), np.array([False, True, False])
    assert best_threshold(scores, target, Aim(precision=0.9)) == 0.9


def test_cross_fitted_decisions_have_the_aim_too():
    scores, target = blurred()
    folds = np.arange(len(scores)) % 5
    known = np.ones(len(scores), bool)
    free = cross_fitted_decisions(scores[:, None], target[:, None], folds, known, F1, Rule())
    strict = cross_fitted_decisions(scores[:, None], target[:, None], folds, known, Aim(precision=0.9), Rule())
    assert strict.sum() < free.sum()
    assert ratios(strict[:, 0], target)[0] > ratios(free[:, 0], target)[0]


@given(st.integers(0, 9), st.integers(1, 3))
def test_cross_fitted_decisions_keep_the_rule(seed, top_k):
    draw = np.random.default_rng(seed)
    scores, targets = draw.random((40, 3)), draw.random((40, 3)) < 0.3
    folds, known = np.arange(40) % 4, draw.random(40) < 0.8
    usual = cross_fitted_decisions(scores, targets, folds, known, F1, Rule())
    assert not usual[~known].any()
    least = cross_fitted_decisions(scores, targets, folds, known, F1, Rule(at_least_one=True))
    assert (least[usual.any(axis=1)] == usual[usual.any(axis=1)]).all()
    assert (least.sum(axis=1) == np.maximum(1, usual.sum(axis=1))).all()
    best = cross_fitted_decisions(scores, targets, folds, known, F1, Rule(top_k=top_k))
    assert (best.sum(axis=1) == top_k).all()


def test_probabilities_stand_in_for_the_labels_of_topics_with_enough_of_them():
    scores = np.array([[0.9], [0.8], [0.7], [0.6], [0.55], [0.2], [0.1], [0.05]])
    odd = np.array([[True], [False], [False], [True], [True], [True], [False], [True]])
    by_probability = best_thresholds(scores, odd, Aim(expected=True))
    assert by_probability == [best_threshold(scores[:, 0], scores[:, 0])] == pytest.approx([0.375])
    assert best_thresholds(scores, odd) == pytest.approx([0.025])
    few = odd & (np.arange(8) < 4)[:, None]
    assert (best_thresholds(scores, few, Aim(expected=True)) == best_thresholds(scores, few)).all()
