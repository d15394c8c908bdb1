import numpy as np
from hypothesis import given
from judged_samples import answers, drawn_answers

from classify.judging.mistakes import surest_mistakes, taken_for

#                 a  b  c
MADE = answers(
    [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0], [1, 1, 0]],
    [[0.1, 0.9, 0], [0.3, 0.2, 0], [0, 0.8, 0], [0, 0, 0.7], [0.9, 0.6, 0]],
)


def test_topics_are_counted_in_the_place_of_the_missing_ones():
    assert taken_for(MADE).tolist() == [[0, 1, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]]


@given(drawn_answers())
def test_every_mistake_is_counted(drawn):
    counts = taken_for(drawn)
    missing, wrong = drawn.targets & ~drawn.given, drawn.given & ~drawn.targets
    assert (np.diag(counts) == 0).all()
    assert counts[:-1, -1].sum() == missing[~wrong.any(axis=1)].sum()
    assert counts[-1, :-1].sum() == wrong[~missing.any(axis=1)].sum()
    assert counts[:-1, :-1].sum() == (missing.sum(axis=1) * wrong.sum(axis=1)).sum()


def test_the_surest_mistakes_come_first():
    assert [(one.row, one.column, one.probability) for one in surest_mistakes(MADE, True, 5)] == [
        (0, 1, 0.9),
        (3, 2, 0.7),
    ]
    assert [(one.row, one.column) for one in surest_mistakes(MADE, False, 5)] == [(0, 0), (1, 0)]
    assert [one.row for one in surest_mistakes(MADE, False, 1)] == [0]
    assert [one.row for one in surest_mistakes(MADE, True, 5, column=2)] == [3]
    assert surest_mistakes(MADE, False, 5, column=1) == []
