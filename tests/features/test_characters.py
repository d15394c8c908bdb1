"""The code point tables say of every character what Python's own `str` says."""

import re

import pytest

from classify.features.characters import CONTEXTUAL, COVERED, SEPARATOR, fewest_points, lower_table
from classify.features.tokens import ngrams


@pytest.mark.parametrize(("analyzer", "inside"), [("words", r"\w"), ("characters", r"\S")])
def test_every_code_point_is_its_lower_case_or_a_separator(analyzer, inside):
    member = re.compile(inside).match
    expected = [ord(c) if member(c := chr(point).lower()[0]) else SEPARATOR for point in range(COVERED)]
    assert lower_table(analyzer).tolist() == expected


def test_only_the_contextual_characters_lower_to_more_than_one_code_point_or_by_context():
    changed = [c for c in map(chr, range(0x110000)) if len(c.lower()) > 1 or f"a{c}".lower() != f"a{c.lower()}"]
    assert tuple(changed) == CONTEXTUAL


def test_no_letter_or_space_lies_above_the_table():
    above = [chr(point) for point in range(COVERED, 0x110000)]
    assert not any(c.isalnum() or c.isspace() or c.lower() != c for c in above)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_no_shorter_run_is_a_token(analyzer):
    fewest = fewest_points(analyzer)
    assert [bool(list(ngrams("a" * size, analyzer, 1, 1))) for size in range(4)] == [n >= fewest for n in range(4)]
