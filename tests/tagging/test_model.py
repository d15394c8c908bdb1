from dataclasses import replace

import numpy as np
import pytest

from classify.features.tfidf import Block, Features
from classify.learning.decisions import Rule, rule_of
from classify.records import Topic
from classify.tagging.model import Model


def make(kind="multi", outputs=2, thresholds=(0.5, 0.5), rule=None):
    block = Block("words", 1, 1, True, "coal\noil", np.ones(2, np.float32))
    coefficients = np.array([[1.0, -1.0], [2.0, 3.0]], np.float32)[:, -outputs:]
    return Model(
        (Topic("a", "A"), Topic("b", "B")),
        kind,
        Features((block,)),
        np.ascontiguousarray(coefficients),
        np.array([0.5, -0.5])[-outputs:],
        np.array(thresholds),
        rule or rule_of(None, kind),
    )


def test_logits_are_the_weighted_sum():
    np.testing.assert_allclose(make().logits(["oil", "gas", "coal"]), [[2.5, 2.5], [0.5, -0.5], [1.5, -1.5]])


def test_no_texts_give_no_rows():
    assert make().scores([]).shape == (0, 2)
    assert make("single", outputs=1).scores([]).shape == (0, 2)


@pytest.mark.parametrize(("kind", "outputs"), [("multi", 2), ("single", 2), ("single", 1)])
def test_contributions_and_intercept_add_up_to_the_log_odds(kind, outputs):
    model = make(kind, outputs)
    names, parts = model.contributions("oil coal oil")
    total = parts.sum(axis=0) + model.topic_intercepts
    logits = model.logits(["oil coal oil"])[0]
    expected = logits if outputs == 2 else [-logits[0], logits[0]]
    np.testing.assert_allclose(total, expected, atol=1e-12)
    assert sorted(names) == ["coal", "oil"]


def test_what_stands_in_the_lead_as_well_is_named_once():
    whole, lead = (Block("words", 1, 1, True, "coal\noil", np.ones(2, np.float32), lead) for lead in (None, 4))
    coefficients = np.array([[1.0], [2.0], [4.0], [8.0]], np.float32)
    model = replace(
        make("single", 1), features=Features((whole, lead)), coefficients=coefficients, intercepts=np.zeros(1)
    )
    names, parts = model.contributions("oil coal")
    assert names == ["coal", "oil"]
    half = np.sqrt(0.5)
    np.testing.assert_allclose(model.logits(["oil coal"])[0], parts[:, 1].sum())
    np.testing.assert_allclose(parts[:, 1], [half, 2 * half + 8])


def test_thresholds_decide_in_multi_and_the_best_in_single():
    scores, given = make(thresholds=(0.2, 0.95)).answers(["oil"])
    assert given.tolist() == [[True, False]]
    np.testing.assert_array_equal(scores, make().scores(["oil"]))
    assert make("single").answers(["coal", "oil coal oil"])[1].tolist() == [[True, False], [True, False]]


def test_a_text_without_known_ngrams_gets_no_topic_in_multi_and_the_best_in_single():
    low = (0.1, 0.1)
    assert make(thresholds=low).answers(["gas", "", "oil"])[1].tolist() == [[False] * 2, [False] * 2, [True] * 2]
    assert make("single", thresholds=low).answers(["gas"])[1].tolist() == [[True, False]]


def test_a_text_without_known_ngrams_gets_what_its_rule_gives_every_text():
    texts = ["gas", "oil"]
    assert make(rule=Rule(top_k=1)).answers(texts)[1].sum(axis=1).tolist() == [1, 1]
    assert make(thresholds=(0.1, 0.1), rule=Rule(at_least_one=True)).answers(texts)[1].sum(axis=1).tolist() == [1, 2]
