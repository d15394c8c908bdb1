import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_curve

from classify.judging.curves import precision_recall


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0]), st.booleans()), min_size=1, max_size=60))
def test_the_points_are_scikit_learns(pairs):
    scores, target = np.array([score for score, _ in pairs]), np.array([label for _, label in pairs])
    found = precision_recall(scores, target)
    if not target.any():
        assert found is None
        return
    precision, recall, _ = precision_recall_curve(target, scores)
    theirs = set(zip(recall.round(9), precision.round(9), strict=True))
    ours = list(zip(found.recall[1:].round(9), found.precision[1:].round(9), strict=True))
    assert set(ours) <= theirs
    assert found.recall[0] == 0
    assert found.recall[-1] == 1
    assert (np.diff(found.recall) >= 0).all()


def test_a_long_curve_is_thinned_and_keeps_its_ends():
    generator = np.random.default_rng(0)
    target = generator.random(20_000) < 0.3
    found = precision_recall(target * 0.3 + generator.random(20_000), target)
    assert len(found.recall) < 110
    assert found.precision[1] == pytest.approx(1)
    assert found.recall[-1] == 1
