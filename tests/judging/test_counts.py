import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import f1_score

from classify.judging.counts import article_numbers, by_article, count, f1_by_topic, macro_f1, micro_f1

TABLE = arrays(np.bool_, (12, 4))


def whole(targets, given_, articles):
    counts = count(targets, given_, articles)
    return counts.drawn(np.ones((1, len(counts.hits))))


@given(TABLE, TABLE, st.lists(st.sampled_from("abc"), min_size=12, max_size=12))
def test_scores_are_scikit_learns(targets, given_, articles):
    counts = whole(targets, given_, articles)
    present = (targets | given_).any(axis=0)
    expected = f1_score(targets, given_, average=None, zero_division=0)
    np.testing.assert_allclose(np.nan_to_num(f1_by_topic(counts)[0]), expected)
    if present.any():
        assert micro_f1(counts)[0] == pytest.approx(f1_score(targets, given_, average="micro", zero_division=0))
        assert macro_f1(counts)[0] == pytest.approx(expected[present].mean())


def test_nothing_to_find_and_nothing_given_is_right():
    nothing = np.zeros((2, 3), bool)
    assert micro_f1(whole(nothing, nothing, ["a", "b"]))[0] == 1
    assert macro_f1(whole(nothing, nothing, ["a", "b"]))[0] == 1


def test_articles_are_numbered_in_the_order_of_their_ids_and_summed_up():
    rows = article_numbers(["b", "a", "c", "a"])
    assert rows.tolist() == [1, 0, 2, 0]
    assert by_article(np.array([[1, 0], [2, 0], [4, 1], [8, 1]]), rows).tolist() == [[10, 1], [1, 0], [4, 1]]


def test_one_long_id_costs_the_others_nothing():
    articles = ["x" * 1_000_000, *map(str, range(300))]
    tracemalloc.start()
    article_numbers(articles)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
