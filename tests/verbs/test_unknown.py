import pytest
from conftest import Listener

from classify.errors import InputError
from classify.records import Example
from classify.verbs import unknown as module
from classify.verbs.unknown import unknown_topics, with_known_topics

KNOWN = ["arms-trade", "economy"]
TOLD = "Labels hold '|' (such as 'arms-trade|economy'): if they are several, give --separator '|'"


def examples(*labels):
    return [Example(f"t{number}", labels, "a", "p") for number, labels in enumerate(labels)]


def test_several_topics_in_one_label_are_told_with_the_separator():
    listener = Listener()
    assert unknown_topics(examples(("economy",), ("arms-trade|economy",)), KNOWN, listener) == {"arms-trade|economy": 1}
    assert listener.warnings[1:] == [TOLD]
    with pytest.raises(InputError, match="None of the data's topics") as caught:
        unknown_topics(examples(("arms-trade|economy",)), KNOWN, listener)
    assert caught.value.remedy == f"{TOLD}."


def test_names_alike_are_told():
    with pytest.raises(InputError, match=r"Arms-Trade \(did you mean 'arms-trade'\?\) on 2 texts") as caught:
        unknown_topics(examples(("Arms-Trade",), ("Arms-Trade",)), KNOWN, Listener())
    assert "--labels-column" in caught.value.remedy


def test_of_a_column_of_texts_only_those_shown_are_looked_at(monkeypatch):
    sought = []
    monkeypatch.setattr(module, "nearest", lambda topic, known: sought.append(topic) or "")
    with pytest.raises(InputError, match="and 88 more"):
        unknown_topics(examples(*((f"Text {number} of many words.",) for number in range(100))), KNOWN, Listener())
    assert len(sought) == 12


def test_texts_without_topics_stay_where_those_of_unknown_ones_go():
    listener = Listener()
    found = examples((), ("x",), ("x", "economy"), ("arms-trade",))
    assert [one.topics for one in with_known_topics(found, set(KNOWN), listener)] == [
        (),
        ("x", "economy"),
        ("arms-trade",),
    ]
    assert listener.warnings == ["left out of all figures: 1 of 4 texts, none of whose topics is known"]
    assert with_known_topics(found[:1], set(KNOWN), listener) == found[:1]
    assert len(listener.warnings) == 1
