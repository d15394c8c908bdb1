from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.corpus.duplicates import find_duplicates, near_duplicates, word_runs
from classify.records import Example

TEXTS = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=9).map(" ".join), max_size=12)


@given(TEXTS)
def test_the_filter_misses_no_pair_and_adds_none(texts):
    expected = {}
    for (i, one), (j, two) in combinations(enumerate(texts), 2):
        runs, others = word_runs(one), word_runs(two)
        share = len(runs & others) / min(len(runs), len(others))
        if share > 0.5:
            expected[i, j] = share
    assert {(i, j): share for i, j, share in near_duplicates(texts)} == pytest.approx(expected)


def test_short_texts_are_compared_whole():
    assert word_runs("He gave it.") == word_runs("he gave it")
    assert not word_runs("Oil rose") & word_runs("Oil fell")


SAME = "The two ministers signed the agreement on oil"


def find(*articles, held_out=()):
    examples = [Example(f"{SAME} {number}", (), article, f"f:{number}") for number, article in enumerate(articles)]
    return [(finding.severity, finding.kind, finding.place) for finding in find_duplicates(examples, held_out)]


def test_where_the_pair_stands_says_how_bad_it_is():
    assert find("a", "a") == [("warning", "repeat", "f:1")]
    assert find("a", "b") == [("warning", "near-duplicate", "f:1")]
    assert find("a", "b", held_out={"b"}) == [("error", "leak", "f:1")]
    assert find("a", "b", held_out={"a", "b"}) == [("warning", "near-duplicate", "f:1")]


def test_the_share_and_the_other_text_are_named():
    (finding,) = find_duplicates([Example(SAME, (), article, f"f:{article}") for article in "ab"], ())
    assert finding.message == f"another article's sentence shares 100% of its three-word sequences with f:a: {SAME}"


def test_different_texts_are_no_finding():
    examples = [Example("Oil prices rose on Monday", (), "a", "f:1"), Example("A truce was signed", (), "b", "f:2")]
    assert list(find_duplicates(examples, ())) == []
