import numpy as np
import pytest

from classify.judging.reliability import BINS, bin_of, reliability


def test_bins_are_of_equal_width_and_1_is_in_the_last():
    assert bin_of(np.array([0.0, 0.99 / BINS, 1.01 / BINS, 0.999, 1.0])).tolist() == [0, 0, 1, BINS - 1, BINS - 1]


def test_the_error_weighs_the_gaps_by_their_decisions():
    scores = np.array([0.9, 0.9, 0.9, 0.01])
    diagram = reliability(scores, np.array([True, True, False, False]))
    assert diagram.count.sum() == 4
    assert diagram.probability[13] == pytest.approx(0.9)
    assert diagram.share[13] == pytest.approx(2 / 3)
    assert np.isnan(diagram.share[5])
    assert diagram.error == pytest.approx(3 / 4 * (0.9 - 2 / 3) + 1 / 4 * 0.01)


def test_probabilities_that_mean_what_they_say_have_no_error():
    scores = np.repeat([0.25, 0.75], 4)
    targets = np.array([1, 0, 0, 0, 1, 1, 1, 0], bool)
    assert reliability(scores, targets).error == pytest.approx(0)
