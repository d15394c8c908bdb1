import json

import datasets
import pytest
from conftest import write_jsonl

from classify.config import DataSettings
from classify.corpus.loading import conflicts, load_examples
from classify.errors import InputError
from classify.records import Example


def load(tmp_path, rows, known=None, **settings):
    path = write_jsonl(tmp_path / "a.jsonl", rows)
    return load_examples(DataSettings(path=(str(path),), **settings), known=known)


def refusal(tmp_path, rows, known=None, **settings):
    with pytest.raises(InputError) as caught:
        load(tmp_path, rows, known, **settings)
    return caught.value


def test_rows_become_examples(tmp_path):
    (example,) = load(tmp_path, [{"article": "a1", "text": "Cafe\u0301", "topics": ["x", "y", "x"]}])
    assert example == Example("Café", ("x", "y"), "a1", f"{tmp_path / 'a.jsonl'}:1")


@pytest.mark.parametrize("column", ["topics", "labels", "label", "class"])
def test_usual_label_columns_are_found(tmp_path, column):
    assert load(tmp_path, [{"text": "a", column: "x"}])[0].topics == ("x",)


@pytest.mark.parametrize(
    ("value", "topics"),
    [("x", ("x",)), ("", ()), (None, ()), ([], ()), (3, ("3",)), ('["x", "y"]', ("x", "y")), ("x;y", ("x;y",))],
)
def test_labels_come_in_many_forms(tmp_path, value, topics):
    assert load(tmp_path, [{"text": "a", "label": value}])[0].topics == topics


def test_a_separator_splits_labels(tmp_path):
    assert load(tmp_path, [{"text": "a", "label": "x; y"}], separator=";")[0].topics == ("x", "y")


def test_class_numbers_of_a_saved_dataset_become_names(tmp_path):
    features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["no", "yes"])})
    datasets.Dataset.from_list([{"text": "a", "label": 1}], features=features).save_to_disk(tmp_path / "saved")
    assert load_examples(DataSettings(path=(str(tmp_path / "saved"),)))[0].topics == ("yes",)


def test_without_articles_equal_texts_stay_together(tmp_path):
    first, second, other = load(tmp_path, [{"text": t, "label": "x"} for t in ("a", "a", "b")])
    assert first.article == second.article != other.article


def test_a_missing_column_lists_those_found(tmp_path):
    error = refusal(tmp_path, [{"txt": "a", "label": "x"}])
    assert "no column 'text' (did you mean 'txt'?); found txt, label" in error.cause
    assert "data.text" in error.remedy
    assert "data.labels" in refusal(tmp_path, [{"text": "a"}]).remedy
    assert "data.group" in refusal(tmp_path, [{"text": "a", "label": "x"}], group="doc").remedy


@pytest.mark.parametrize(
    ("door", "remedy"),
    [("options", "with --labels-column"), ("path", "Call the column that holds the labels 'topics'")],
)
def test_who_gave_a_path_is_not_told_of_keys_of_a_config(tmp_path, door, remedy):
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": "a"}])
    with pytest.raises(InputError) as caught:
        load_examples(DataSettings(path=(str(path),)), door=door)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ({"text": 5, "label": "x"}, ":2: the text is int 5"),
        ({"text": None, "label": "x"}, ":2: the text is null"),
        ({"text": " ", "label": "x"}, ":2: the text is empty"),
        ({"text": "b", "label": [["x"]]}, ":2: the topics are [['x']]"),
        ({"text": "b", "label": {"x": 1}}, ":2: the topics are"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, row, cause):
    assert cause in refusal(tmp_path, [{"text": "a", "label": "x"}, row]).cause


def test_an_unknown_topic_is_refused_with_the_nearest(tmp_path):
    error = refusal(tmp_path, [{"text": "a", "label": "enrgy"}], known={"energy", "economy"})
    assert ":1: unknown topic 'enrgy' (did you mean 'energy'?)" in error.cause


def test_conflicts_name_both_places():
    rows = [Example("a  b", ("x",), "1", "f:1"), Example("a b", ("y",), "2", "f:2"), Example("c", (), "3", "f:3")]
    assert [(first.place, second.place) for first, second in conflicts(rows)] == [("f:1", "f:2")]


def test_the_position_and_columns_asked_for_are_kept(tmp_path):
    rows = [{"text": "a", "topics": ["x"], "position": 4, "desk": "east", "date": "1996-12"}]
    path = write_jsonl(tmp_path / "a.jsonl", rows)
    (example,) = load_examples(DataSettings(path=(str(path),)), keep=["desk"])
    assert (example.position, example.columns) == (4, {"desk": "east"})
    with pytest.raises(InputError, match=r"no column 'dsk' \(did you mean 'desk'\?\)"):
        load_examples(DataSettings(path=(str(path),)), keep=["dsk"])


def test_nothing_that_cannot_be_written_comes_in(tmp_path):
    rows = [{"article": "a\ud800", "text": "x \udc00", "topics": ["energy\ud800", "economy"]}]
    (tmp_path / "a.jsonl").write_text(json.dumps(rows[0]))
    [example] = load_examples(DataSettings(path=("a.jsonl",)), lambda name: str(tmp_path / name))
    assert (example.article, example.text, example.topics) == ("a\ufffd", "x \ufffd", ("energy\ufffd", "economy"))
