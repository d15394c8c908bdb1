from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.corpus.splits import fold_numbers, fraction, hold_out
from classify.errors import InputError
from classify.records import Example

IDS = st.lists(st.text(max_size=8), min_size=1, max_size=40)


def examples(articles):
    return [Example(f"t{number}", (), article, "p") for number, article in enumerate(articles)]


@given(st.text())
def test_fractions_lie_in_the_unit_interval_and_stay(article):
    assert 0 <= fraction(article) < 1
    assert fraction(article) == fraction(article)


def test_a_fifth_is_about_a_fifth():
    held = sum(fraction(f"b{number:04d}") < 0.2 for number in range(5000))
    assert 900 < held < 1100


@given(st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=60), st.sets(st.sampled_from("xyz")))
def test_the_split_does_not_move_when_data_grow(articles, more):
    articles = [*articles, *"abcdefgh"]
    before = {e.article for e in hold_out(examples(articles), 0.5)[1]}
    after = {e.article for e in hold_out(examples([*articles, *more]), 0.5)[1]}
    assert before == after - more


def test_no_article_is_cut_in_two():
    training, testing = hold_out(examples(["a", "b", "c", "d"] * 5), 0.5)
    assert not {e.article for e in training} & {e.article for e in testing}
    assert len(training) + len(testing) == 20


def test_named_articles_are_always_held_out():
    training, testing = hold_out(examples(["a", "b"]), 0.0, always=["a"])
    assert [e.article for e in training] == ["b"]
    assert [e.article for e in testing] == ["a"]


def test_an_unknown_article_to_hold_out_is_refused():
    with pytest.raises(InputError, match="no labelled text has the article id 'z'"):
        hold_out(examples(["a", "b"]), 0.0, always=["z"])


def test_an_empty_part_is_refused():
    with pytest.raises(InputError, match="none of the 1 articles is left to hold out"):
        hold_out(examples(["a"]), 0.0001)
    with pytest.raises(InputError, match="left to train on"):
        hold_out(examples(["a"]), 0.9999)


@given(IDS, st.integers(2, 5), st.integers(0, 99))
def test_folds_keep_articles_whole_and_are_level(articles, folds, seed):
    distinct = set(articles)
    if len(distinct) < folds:
        with pytest.raises(InputError):
            fold_numbers(articles, folds, seed)
        return
    numbers = fold_numbers(articles, folds, seed)
    fold_of = dict(zip(articles, numbers, strict=True))
    assert [fold_of[article] for article in articles] == numbers
    sizes = Counter(fold_of.values())
    assert set(sizes) == set(range(folds))
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_another_seed_deals_otherwise():
    articles = [str(number) for number in range(30)]
    assert fold_numbers(articles, 5, 1) != fold_numbers(articles, 5, 2)
