from pathlib import Path

import pytest
from conftest import write_jsonl

from classify.config import parse_config
from classify.errors import InputError
from classify.records import Example, Topic
from classify.verbs.task import indicator, read_task


def task(tmp_path, labels, **settings):
    rows = [{"text": f"text {number}", "topics": label} for number, label in enumerate(labels)]
    write_jsonl(tmp_path / "a.jsonl", rows)
    return read_task(parse_config({"name": "m", "data": {"path": "a.jsonl"}, **settings}, tmp_path / "c.yaml"))


@pytest.mark.parametrize(
    ("labels", "kind"),
    [([["a"], ["b"]], "single"), (["a", "b"], "single"), ([["a"], []], "multi"), ([["a", "b"], ["a"]], "multi")],
)
def test_the_kind_is_found_in_the_data(tmp_path, labels, kind):
    assert task(tmp_path, labels).kind == kind


def test_the_kind_can_be_set(tmp_path):
    assert task(tmp_path, [["a"], ["b"]], classifier={"kind": "multi"}).kind == "multi"


def test_single_with_several_topics_names_the_text(tmp_path):
    with pytest.raises(InputError, match=r"a\.jsonl:2: classifier.kind is single, but this text has 2 topics"):
        task(tmp_path, [["a"], ["a", "b"]], classifier={"kind": "single"})


@pytest.mark.parametrize(("labels", "label"), [([["a"], ["a"]], "a"), ([[], []], "no topic")])
def test_one_class_is_refused(tmp_path, labels, label):
    with pytest.raises(InputError, match=rf"All 2 texts carry the same label \({label}\)"):
        task(tmp_path, labels)


def test_topics_come_from_their_file_or_the_data(tmp_path):
    assert [topic.id for topic in task(tmp_path, [["b"], ["a"]]).topics] == ["a", "b"]
    Path(tmp_path / "t.yaml").write_text("- {id: b}\n- {id: a}\n- {id: c}\n")
    assert [topic.id for topic in task(tmp_path, [["b"], ["a"]], topics="t.yaml").topics] == ["b", "a", "c"]


def test_the_indicator_leaves_out_other_topics():
    examples = [Example("t", ("b", "z"), "1", "p"), Example("t", (), "1", "p")]
    assert indicator(examples, [Topic("a", "a"), Topic("b", "b")]).tolist() == [[False, True], [False, False]]
