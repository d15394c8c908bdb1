import pytest
from judged_samples import made_scores

from classify.judging.spread import spread


def test_mean_and_sample_deviation_over_the_folds():
    figure = spread([made_scores(value=value) for value in (0.4, 0.5, 0.9)])["micro_f1"]
    assert figure.folds == (0.4, 0.5, 0.9)
    assert figure.mean == pytest.approx(0.6)
    assert figure.sd == pytest.approx(0.07**0.5)
