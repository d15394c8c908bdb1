import pytest
from hypothesis import given
from judged_samples import answers, drawn_answers
from sklearn.metrics import accuracy_score, f1_score, hamming_loss, label_ranking_loss

from classify.judging.measures import HEADLINES
from classify.judging.reliability import reliability
from classify.judging.sums import sum_up


def values(sample):
    whole = sum_up(sample).whole()
    return {measure.name: float(measure.value(whole)[0]) for measure in HEADLINES}


@given(drawn_answers())
def test_headline_figures_are_scikit_learns(sample):
    found, targets, given_ = values(sample), sample.targets, sample.given
    assert found["example_f1"] == pytest.approx(f1_score(targets, given_, average="samples", zero_division=1.0))
    assert found["exact_match"] == pytest.approx(accuracy_score(targets, given_))
    assert found["hamming_loss"] == pytest.approx(hamming_loss(targets, given_))
    assert found["ranking_loss"] == pytest.approx(label_ranking_loss(targets, sample.scores))
    assert found["micro_f1"] == pytest.approx(f1_score(targets, given_, average="micro", zero_division=1.0))


@given(drawn_answers())
def test_the_calibration_error_is_that_of_the_diagram(sample):
    assert values(sample)["calibration_error"] == pytest.approx(reliability(sample.scores, sample.targets).error)


def test_a_perfect_tagger():
    found = values(answers([[1, 0], [0, 1]], [[1, 0], [0, 1]]))
    for measure in HEADLINES:
        assert found[measure.name] == (1 if measure.more_is_better else 0)
