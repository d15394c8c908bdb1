from dataclasses import FrozenInstanceError

import pytest

from classify.records import Sentence


def test_the_next_items_headline_is_not_the_articles_own():
    assert Sentence("a", 0, 1).own
    assert Sentence("a", 0, 1, "headline").own
    assert not Sentence("a", 0, 1, "next_headline").own


def test_records_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Sentence("a", 0, 1).text = "b"
