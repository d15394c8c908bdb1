import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from classify.corpus.agreement import agreement, overall, pair_up
from classify.errors import InputError
from classify.records import Example


def label(*labels):
    return [Example(f"t{number}", tuple(topics), "a", "p") for number, topics in enumerate(labels)]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=30))
def test_kappa_and_f1_are_scikit_learns(pairs):
    one, two = [int(a) for a, _ in pairs], [int(b) for _, b in pairs]
    first, second = label(*(["x"] * a for a in one)), label(*(["x"] * b for b in two))
    (row,) = agreement(pair_up(first, second), ["x"])
    if len({*one, *two}) > 1:
        assert row.kappa == pytest.approx(cohen_kappa_score(one, two))
        assert row.f1 == pytest.approx(f1_score(one, two, zero_division=0))
    else:
        assert row.kappa == 1.0


def test_only_texts_that_both_have_are_paired():
    pairs = pair_up(label(["x"], []), [Example("t1", ("y",), "a", "p"), Example("t1", ("y",), "b", "p")])
    assert [(one.topics, two.topics) for one, two in pairs] == [((), ("y",))]


def test_a_text_that_repeats_is_paired_in_order():
    first = [Example("t", (topic,), "a", "p") for topic in "xyz"]
    second = [Example("t", (topic,), "a", "p") for topic in "xy"]
    assert [(one.topics, two.topics) for one, two in pair_up(first, second)] == [(("x",), ("x",)), (("y",), ("y",))]


def test_nothing_in_common_is_refused():
    with pytest.raises(InputError, match="no text in common"):
        pair_up(label(["x"]), [Example("other", (), "a", "p")])


def test_all_decisions_together():
    pairs = pair_up(label(["x"], ["y"]), label(["x"], []))
    rows = agreement(pairs, ["x", "y"])
    whole = overall(rows, 2)
    assert (whole.topic, whole.first, whole.second, whole.both) == ("all", 2, 1, 1)
    assert whole.f1 == pytest.approx(2 / 3)
