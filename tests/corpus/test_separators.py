import pytest

from classify.corpus.separators import mark_between, unsplit_labels
from classify.records import Example


def examples(*labels):
    return [
        Example(f"t{n}", label if isinstance(label, tuple) else (label,), "a", "p") for n, label in enumerate(labels)
    ]


@pytest.mark.parametrize("mark", [";", "|", ",", "; "])
def test_topics_that_stand_in_several_cells_are_told_from_names(mark):
    joined = [f"oil{mark}gas", f"gas{mark}war"]
    assert unsplit_labels(examples("oil", *joined)) == (mark.strip(), sorted(joined))


@pytest.mark.parametrize(
    "labels",
    [
        ["Korea, Rep.", "Iran, Islamic Rep.", "Chad"],
        ["a;b"],
        ["oil", "gas"],
        ["oil;gas", "gas;war", ("oil", "war")],
    ],
)
def test_names_and_lists_are_left_alone(labels):
    assert unsplit_labels(examples(*labels)) is None


@pytest.mark.parametrize(
    ("label", "mark"), [("oil|gas", "|"), ("oil; gas", ";"), ("oil|war", None), ("oil", None), ("oil|", None)]
)
def test_a_mark_parts_a_label_where_all_its_pieces_are_known(label, mark):
    assert mark_between(label, ["oil", "gas"]) == mark
