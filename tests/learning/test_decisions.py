import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from classify.config import ThresholdSettings
from classify.learning.decisions import Rule, decide, rule_of

TEXTS, TOPICS = 6, 4
SCORES = arrays(np.float64, (TEXTS, TOPICS), elements=st.floats(0, 1))
THRESHOLDS = arrays(np.float64, TOPICS, elements=st.floats(0, 1))
KNOWN = arrays(np.bool_, TEXTS)


@given(SCORES, THRESHOLDS, KNOWN)
def test_without_more_a_topic_is_given_from_its_threshold_on_where_the_text_is_known(scores, thresholds, known):
    given_ = decide(scores, thresholds, Rule(), known)
    assert (given_[known] == (scores[known] >= thresholds)).all()
    assert not given_[~known].any()


@given(SCORES, THRESHOLDS, KNOWN, st.integers(1, TOPICS))
def test_every_text_is_given_exactly_k_and_the_order_of_the_scores_decides(scores, thresholds, known, top_k):
    given_ = decide(scores, thresholds, Rule(top_k=top_k), known)
    assert (given_.sum(axis=1) == top_k).all()
    for row, chosen in zip(scores, given_, strict=True):
        assert row[chosen].min() >= row[~chosen].max(initial=0)
    doubled = decide(scores * 2, np.zeros(TOPICS), Rule(top_k=top_k), ~known)
    assert (np.sort(scores * doubled) == np.sort(scores * given_)).all()


@given(SCORES, THRESHOLDS, KNOWN)
def test_at_least_one_changes_only_texts_that_would_have_none(scores, thresholds, known):
    usual = decide(scores, thresholds, Rule(), known)
    given_ = decide(scores, thresholds, Rule(at_least_one=True), known)
    some = usual.any(axis=1)
    assert (given_[some] == usual[some]).all()
    assert (given_[~some].sum(axis=1) == 1).all()
    assert (scores[~some][given_[~some]] == scores[~some].max(axis=1)).all()


def test_the_most_probable_is_given_though_another_is_nearer_to_its_threshold():
    scores, thresholds = np.array([[0.35, 0.02]]), np.array([0.5, 0.03])
    assert decide(scores, thresholds, Rule(at_least_one=True), np.array([True])).tolist() == [[True, False]]


@pytest.mark.parametrize("rule", [Rule(top_k=2), Rule(at_least_one=True)])
def test_no_texts_are_given_nothing(rule):
    assert decide(np.zeros((0, 3)), np.zeros(3), rule, np.zeros(0, bool)).shape == (0, 3)


def test_the_rule_comes_from_the_config_and_single_is_the_best_topic():
    assert rule_of(None, "multi") == rule_of(ThresholdSettings(), "multi") == Rule()
    assert rule_of(ThresholdSettings(top_k=3), "multi") == Rule(top_k=3)
    assert rule_of(ThresholdSettings(at_least_one=True), "multi") == Rule(at_least_one=True)
    assert rule_of(None, "single") == Rule(top_k=1)


def test_rules_read_well():
    rules = [Rule(), Rule(at_least_one=True), Rule(top_k=1), Rule(top_k=3)]
    assert [f"5 topics, {rule}" for rule in rules] == [
        "5 topics, any number of them a text",
        "5 topics, at least one of them a text",
        "5 topics, exactly one of them a text",
        "5 topics, exactly 3 of them a text",
    ]
