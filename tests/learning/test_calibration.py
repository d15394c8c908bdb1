import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from classify.learning.calibration import fit_platt, fit_platt_each
from classify.learning.probabilities import sigmoid


def drawn(slope, intercept, texts=20_000):
    generator = np.random.default_rng(0)
    logits = generator.normal(-1, 2, texts)
    return logits, generator.random(texts) < sigmoid(slope * logits + intercept)


@pytest.mark.parametrize(("slope", "intercept"), [(1.0, 0.0), (2.5, -1.0), (0.4, 0.7)])
def test_the_true_sigmoid_is_found(slope, intercept):
    assert fit_platt(*drawn(slope, intercept)) == pytest.approx((slope, intercept), abs=0.08)


def test_it_is_logistic_regression_but_for_the_smoothed_targets():
    logits, target = drawn(1.5, -0.5)
    reference = LogisticRegression(C=1e9).fit(logits[:, None], target)
    assert fit_platt(logits, target) == pytest.approx((reference.coef_[0, 0], reference.intercept_[0]), abs=0.01)


def test_calibrated_probabilities_have_the_right_mean():
    logits, target = drawn(3.0, -2.0)
    slope, intercept = fit_platt(logits, target)
    assert sigmoid(slope * logits + intercept).mean() == pytest.approx(target.mean(), abs=1e-3)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(-30, 30), st.booleans()), min_size=1, max_size=30))
def test_the_order_of_scores_stays_whatever_the_data(pairs):
    logits, target = np.array([logit for logit, _ in pairs]), np.array([hit for _, hit in pairs])
    slope, intercept = fit_platt(logits, target)
    assert slope > 0
    assert np.isfinite(intercept)


def test_perfect_separation_stays_finite():
    slope, intercept = fit_platt(np.array([-5.0, -4.0, 4.0, 5.0]), np.array([False, False, True, True]))
    assert 0 < slope < 5
    assert abs(intercept) < 5


def test_each_topic_is_fitted_apart_but_for_the_rare_and_the_ubiquitous():
    logits, target = drawn(2.5, -1.0, texts=500)
    rare = np.zeros(500, bool)
    rare[:4] = True
    slopes, intercepts = fit_platt_each(np.column_stack([logits] * 3), np.column_stack([target, rare, ~rare]), least=5)
    assert (slopes[0], intercepts[0]) == fit_platt(logits, target)
    assert slopes[1:].tolist() == [1, 1]
    assert intercepts[1:].tolist() == [0, 0]
