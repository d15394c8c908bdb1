import json

import numpy as np
import pytest
from judged_samples import answers, noisy_answers

from classify.judging.measures import HEADLINES
from classify.judging.metrics import judge, shown

TARGETS = [[1, 0], [1, 1], [0, 0], [0, 1]]
SCORES = [[0.9, 0.1], [0.8, 0.4], [0.7, 0.2], [0.1, 0.6]]
ARTICLES = ["x", "x", "y", "z"]


def test_the_figures_of_a_small_case():
    scores = judge(answers(TARGETS, SCORES, ARTICLES, (0.5, 0.3)))
    a, b = scores.per_topic["a"], scores.per_topic["b"]
    assert (a.precision, a.recall, a.f1, a.support, a.threshold) == (
        pytest.approx(2 / 3), 1.0, pytest.approx(0.8), 2, 0.5,
    )  # fmt: skip
    assert (b.precision, b.recall, b.support, b.average_precision) == (1.0, 0.5, 2, 1.0)
    assert a.calibration_error == pytest.approx((0.1 + 0.2 + 0.7 + 0.1) / 4)
    assert scores.micro_f1 == pytest.approx(0.75)
    assert scores.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert scores.headlines["exact_match"].value == 0.5
    assert (scores.texts, scores.articles) == (4, 3)


@pytest.mark.parametrize("name", [measure.name for measure in HEADLINES])
def test_intervals_hold_the_figure_and_narrow_with_more_articles(name):
    def width(articles):
        figure = judge(noisy_answers(articles, 0.15)).headlines[name]
        low, high = figure.interval
        assert low <= figure.value <= high
        return high - low

    assert 0 < width(300) < width(20)


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    truth = 1 - 0.15
    hits = 0
    for seed in range(60):
        low, high = judge(noisy_answers(60, 0.15, seed, texts=1), seed).headlines["hamming_loss"].interval
        hits += low <= 1 - truth <= high
    assert 50 <= hits <= 60


def test_the_noise_in_a_calibration_error_does_not_count_twice():
    generator = np.random.default_rng(0)
    scores = generator.random((150, 3))
    figure = judge(answers(generator.random(scores.shape) < scores, scores)).headlines["calibration_error"]
    assert figure.value > 0.02  # though the probabilities are right
    assert figure.interval[0] < 0.01


def test_every_topic_has_an_interval_of_its_own():
    scores = judge(noisy_answers(40))
    for row in scores.per_topic.values():
        assert row.f1_interval[0] < row.f1 < row.f1_interval[1]


def test_one_article_has_no_interval():
    scores = judge(answers(TARGETS, SCORES, ["x"] * 4))
    assert scores.headlines["micro_f1"].interval is None
    assert scores.per_topic["a"].f1_interval is None


def test_a_topic_that_never_occurs_is_not_measured_and_does_not_lower_the_mean():
    with_empty = np.hstack([TARGETS, np.zeros((4, 1))]), np.hstack([SCORES, np.zeros((4, 1))])
    scores = judge(answers(*with_empty, ARTICLES))
    assert scores.macro_f1 == judge(answers(TARGETS, SCORES, ARTICLES)).macro_f1
    row = scores.per_topic["c"]
    assert (row.precision, row.recall, row.f1, row.average_precision, row.f1_interval) == (None,) * 5


def test_a_topic_given_where_it_does_not_occur_is_a_fault():
    row = judge(answers([[0], [0]], [[0.9], [0.1]])).per_topic["a"]
    assert (row.precision, row.recall, row.f1) == (0.0, None, 0.0)


def test_scores_are_plain_json():
    record = json.loads(json.dumps(judge(answers(TARGETS, SCORES, ARTICLES, (None, None))).as_json()))
    assert record["per_topic"]["a"]["threshold"] is None
    assert {"precision", "recall", "f1", "support", "threshold"} <= set(record["per_topic"]["a"])
    for measure in HEADLINES:
        low, high = record[f"{measure.name}_interval"]
        assert low <= record[measure.name] <= high


def test_the_same_seed_gives_the_same_intervals():
    assert judge(noisy_answers(20), 4) == judge(noisy_answers(20), 4)
    assert judge(noisy_answers(20), 4) != judge(noisy_answers(20), 5)


def test_what_was_not_measured_is_a_dash():
    assert shown(None) == "-"
    assert shown(0.126) == "0.13"
