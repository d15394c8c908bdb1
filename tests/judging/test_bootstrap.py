import numpy as np

from classify.judging import bootstrap
from classify.judging.bootstrap import draw_weights, mirrored_interval, percentile_interval


def test_every_resample_draws_as_many_articles_as_there_are():
    weights = np.concatenate(list(draw_weights(7, seed=0, draws=50)))
    assert weights.shape == (50, 7)
    assert (weights.sum(axis=1) == 7).all()
    assert len(np.unique(weights, axis=0)) > 1


def test_pieces_make_up_all_draws(monkeypatch):
    whole = np.concatenate(list(draw_weights(5, seed=3, draws=40)))
    monkeypatch.setattr(bootstrap, "_CELLS", 37)
    pieces = list(draw_weights(5, seed=3, draws=40))
    assert len(pieces) == 6
    np.testing.assert_array_equal(np.concatenate(pieces), whole)


def test_resamples_without_the_figure_are_passed_over():
    values = np.concatenate([np.linspace(0, 1, 1001), np.full(500, np.nan)])
    np.testing.assert_allclose(percentile_interval(values), (0.025, 0.975))
    assert percentile_interval(np.full(4, np.nan)) is None


def test_a_mirrored_interval_holds_the_figure_and_stops_at_0():
    np.testing.assert_allclose(mirrored_interval(np.linspace(0.2, 0.6, 1001), 0.3), (0.01, 0.39))
    assert mirrored_interval(np.linspace(0.5, 1.5, 1001), 0.3) == (0.0, 0.3)
    assert mirrored_interval(np.full(4, np.nan), 0.3) is None
