import pytest

from classify.corpus.corrections import corrected_places
from classify.errors import InputError
from classify.records import Example

DATA = [Example("one", ("x",), "a", "d:1", 0), Example("two", (), "a", "d:2", 1), Example("one", (), "b", "d:3", 0)]


def test_rows_are_matched_by_article_position_and_text():
    corrections = [Example("one", ("y",), "b", "c:1", 0), Example("two", ("x",), "a", "c:2", "1")]
    assert corrected_places(DATA, corrections) == {"d:3": ("y",), "d:2": ("x",)}


@pytest.mark.parametrize(
    "wrong", [Example("one", (), "c", "c:1", 0), Example("one", (), "a", "c:1", 1), Example("One", (), "a", "c:1", 0)]
)
def test_a_correction_of_nothing_is_refused(wrong):
    with pytest.raises(InputError, match="c:1: no row of the data"):
        corrected_places(DATA, [wrong])


def test_a_text_that_stands_twice_is_corrected_twice():
    twice = [*DATA, Example("one", (), "a", "d:4", 0)]
    assert corrected_places(twice, [Example("one", (), "a", "c:1", 0)]) == {"d:1": (), "d:4": ()}


def test_corrections_that_contradict_each_other_are_refused():
    corrections = [Example("two", ("x",), "a", "c:1", 1), Example("two", ("y",), "a", "c:2", 1)]
    with pytest.raises(InputError, match="c:2: the same row as c:1"):
        corrected_places(DATA, corrections)
    assert corrected_places(DATA, [corrections[0]] * 2) == {"d:2": ("x",)}
