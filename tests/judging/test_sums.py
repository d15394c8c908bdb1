import numpy as np
from hypothesis import given
from judged_samples import drawn_answers

from classify.judging.sums import sum_up


@given(drawn_answers())
def test_a_draw_of_articles_is_as_if_their_texts_stood_there_so_often(sample):
    sums = sum_up(sample)
    names = sorted(set(sample.articles))
    weights = np.arange(len(names))[None, :]
    rows = [row for row, article in enumerate(sample.articles) for _ in range(names.index(article))]
    if rows:
        drawn, repeated = sums.drawn(weights), sum_up(sample.of_texts(np.array(rows))).whole()
        for name in ("texts", "example_f1", "exact", "ranking_loss", "gaps"):
            np.testing.assert_allclose(getattr(drawn, name), getattr(repeated, name), atol=1e-12)
        np.testing.assert_allclose(drawn.counts.hits, repeated.counts.hits)
