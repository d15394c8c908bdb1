import numpy as np
from judged_samples import answers

from classify.judging.answers import joined

SOME = answers([[1, 0, 1], [0, 1, 0]], [[0.9, 0.1, 0.6], [0.2, 0.8, 0.3]], ["x", "y"], (0.5, 0.4, 0.3))


def test_some_texts_keep_their_articles():
    second = SOME.of_texts(np.array([1]))
    assert second.articles == ("y",)
    assert second.targets.tolist() == [[False, True, False]]
    assert second.scores.tolist() == [[0.2, 0.8, 0.3]]


def test_some_topics_come_in_the_order_asked_for():
    turned = SOME.of_topics(["c", "a"])
    assert turned.thresholds == (0.3, 0.5)
    assert turned.scores[0].tolist() == [0.6, 0.9]
    assert turned.given[0].tolist() == [True, True]


def test_parts_joined_are_the_whole():
    parts = [SOME.of_texts(np.array([row])) for row in (0, 1)]
    whole = joined(parts)
    assert whole.articles == SOME.articles
    np.testing.assert_array_equal(whole.given, SOME.given)
