import json

import numpy as np
import pytest

from classify.judging.metrics import judge

TARGETS = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], bool)
GIVEN = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], bool)
ARTICLES = ["a", "a", "b", "c"]


def test_the_figures_of_a_small_case():
    scores = judge(TARGETS, GIVEN, ARTICLES, ["x", "y"], [0.5, 0.3])
    x, y = scores.per_topic["x"], scores.per_topic["y"]
    assert (x.precision, x.recall, x.f1, x.support, x.threshold) == (
        pytest.approx(2 / 3), 1.0, pytest.approx(0.8), 2, 0.5,
    )  # fmt: skip
    assert (y.precision, y.recall, y.support) == (1.0, 0.5, 2)
    assert scores.micro_f1 == pytest.approx(0.75)
    assert scores.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert scores.exact_match == 0.5
    assert (scores.texts, scores.articles) == (4, 3)


def test_intervals_hold_the_figure_and_narrow_with_more_articles():
    generator = np.random.default_rng(0)

    def width(articles):
        targets = generator.random((articles * 5, 3)) < 0.4
        given = targets ^ (generator.random(targets.shape) < 0.15)
        scores = judge(targets, given, [str(row // 5) for row in range(len(targets))], "abc", [0.5] * 3)
        low, high = scores.micro_f1_interval
        assert low <= scores.micro_f1 <= high
        return high - low

    assert width(300) < width(20)


def test_one_article_has_no_spread():
    scores = judge(TARGETS, GIVEN, ["a"] * 4, ["x", "y"], [0.5, 0.5])
    assert scores.micro_f1_interval == (scores.micro_f1, scores.micro_f1)


def test_a_topic_that_never_occurs_does_not_lower_the_mean():
    nothing = np.zeros((4, 1), bool)
    with_empty = judge(np.hstack([TARGETS, nothing]), np.hstack([GIVEN, nothing]), ARTICLES, "xyz", [0.5] * 3)
    assert with_empty.macro_f1 == judge(TARGETS, GIVEN, ARTICLES, "xy", [0.5] * 2).macro_f1
    assert with_empty.per_topic["z"].f1 == 0.0


def test_scores_are_plain_json():
    scores = judge(TARGETS, GIVEN, ARTICLES, ["x", "y"], [None, None])
    record = json.loads(json.dumps(scores.as_json()))
    assert record["per_topic"]["x"]["threshold"] is None
    assert {"micro_f1", "macro_f1", "micro_f1_interval", "macro_f1_interval"} <= set(record)
