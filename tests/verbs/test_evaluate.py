import pytest
from conftest import make_rows, write_jsonl

from classify.config import DataSettings, parse_config
from classify.errors import InputError
from classify.progress import Silent
from classify.tagging.manifest import read_manifest
from classify.verbs.evaluate import evaluate, read_like_training
from classify.verbs.train import train


class Listener(Silent):
    def __init__(self):
        self.warnings = []

    def warn(self, text):
        self.warnings.append(text)


def judge(model_folder, tmp_path, rows, progress=None, by=None):
    path = write_jsonl(tmp_path / "test.jsonl", rows)
    return evaluate(model_folder, DataSettings(path=(str(path),)), progress, by=by)


def test_a_model_does_well_on_texts_of_its_kind(model_folder, tmp_path):
    evaluated = judge(model_folder, tmp_path, make_rows(10, seed=7))
    scores = evaluated.scores
    assert scores.micro_f1 > 0.9
    assert scores.headlines["ranking_loss"].value < 0.05
    assert (scores.texts, scores.articles) == (50, 10)
    assert set(scores.per_topic) == {"armed-conflict", "economy", "energy"}
    assert evaluated.left_out == {}
    assert "slices" not in evaluated.as_json()


def test_topics_the_model_does_not_know_are_left_out_and_said(model_folder, tmp_path):
    rows = make_rows(5, seed=7)
    rows[0]["topics"].append("football")
    listener = Listener()
    evaluated = judge(model_folder, tmp_path, rows, listener)
    assert "football" not in evaluated.scores.per_topic
    assert evaluated.as_json()["left_out"] == {"football": 1}
    assert listener.warnings == ["1 topic(s) unknown to the model are left out of all figures: football on 1 text"]
    rows[0]["topics"].remove("football")
    assert evaluated.scores == judge(model_folder, tmp_path, rows).scores


def test_texts_of_unknown_topics_alone_are_left_out_and_not_counted_as_having_none(model_folder, tmp_path):
    rows = make_rows(5, seed=7)
    listener = Listener()
    strange = [{**rows[0], "topics": ["Energy"]}, {**rows[1], "topics": ["Energy"]}]
    evaluated = judge(model_folder, tmp_path, [*rows, *strange], listener)
    assert evaluated.scores == judge(model_folder, tmp_path, rows).scores
    assert listener.warnings == [
        "1 topic(s) unknown to the model are left out of all figures: Energy (did you mean 'energy'?) on 2 texts",
        "left out of all figures: 2 of 27 texts, none of whose topics is known",
    ]


def test_the_texts_of_each_value_of_a_column_are_judged_apart(model_folder, tmp_path):
    rows = [{**row, "desk": ["east", None][number // 5 % 2]} for number, row in enumerate(make_rows(10, seed=7))]
    none, east = judge(model_folder, tmp_path, rows, by="desk").slices
    assert (none.value, none.texts, east.value, east.articles) == ("(none)", 25, "east", 5)
    alone = judge(model_folder, tmp_path, [row for row in rows if row["desk"]]).scores
    assert east.micro_f1 == alone.headlines["micro_f1"]


def test_a_column_that_is_not_there_is_refused(model_folder, tmp_path):
    with pytest.raises(InputError, match=r"no column 'positon' \(did you mean 'position'\?\)"):
        judge(model_folder, tmp_path, make_rows(2), by="positon")


def test_texts_of_one_class_are_judged_and_said_to_be(model_folder, tmp_path):
    listener = Listener()
    rows = [{**row, "topics": ["energy"]} for row in make_rows(3) if row["topics"] == ["energy"]]
    evaluated = judge(model_folder, tmp_path, rows, listener)
    assert listener.warnings == [
        f"all {len(rows)} texts carry the same label (energy): the figures say little of the other topics"
    ]
    assert evaluated.scores.per_topic["energy"].f1 > 0.9
    assert evaluated.scores.per_topic["economy"].recall is None


def test_empty_data_are_refused(model_folder, tmp_path):
    with pytest.raises(InputError, match="empty"):
        judge(model_folder, tmp_path, [])


def test_texts_that_were_trained_on_are_warned_of(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", make_rows())
    held_out = {"share": 0.3, "always": ["a07"]}
    config = parse_config({"name": "m", "data": {"path": "a.jsonl", "held_out": held_out}}, tmp_path / "c.yaml")
    train(config, tmp_path / "m")
    learnt = read_manifest(tmp_path / "m").data["texts"]
    assert warnings_of(tmp_path / "m", path) == [
        f"the model was trained on {learnt} of these 120 texts: such scores say little of how it does on others"
    ]
    others = write_jsonl(tmp_path / "b.jsonl", [row for row in make_rows() if row["article"] == "a07"])
    assert warnings_of(tmp_path / "m", others) == []


def warnings_of(folder, path):
    listener = Listener()
    evaluate(folder, DataSettings(path=(str(path),)), listener)
    return listener.warnings


def test_data_of_other_topics_alone_are_refused(model_folder, tmp_path):
    with pytest.raises(InputError, match=r"None of the data's topics \(x on 1 text\) is known"):
        judge(model_folder, tmp_path, [{"text": "a", "topics": ["x"]}])


def test_texts_without_any_topic_can_be_judged(model_folder, tmp_path):
    evaluated = judge(model_folder, tmp_path, [{"text": "nothing known", "topics": []}])
    assert evaluated.scores.micro_f1 == 1.0


@pytest.fixture(scope="module")
def other_columns(tmp_path_factory):
    """A model of data with columns of other names than the usual ones, and those data."""
    folder = tmp_path_factory.mktemp("columns")
    rows = [
        {"body": row["text"], "tags": ";".join(row["topics"]), "page": row["article"], "text": "x", "topics": ["y"]}
        for row in make_rows()
    ]
    write_jsonl(folder / "a.jsonl", rows)
    data = {"path": "a.jsonl", "text": "body", "labels": "tags", "group": "page", "separator": ";"}
    train(parse_config({"name": "m", "data": data}, folder / "c.yaml"), folder / "m")
    return folder / "m", rows


def read(other_columns, tmp_path, rows, **columns):
    path = write_jsonl(tmp_path / "t.jsonl", rows)
    return read_like_training(DataSettings(path=(str(path),), **columns), read_manifest(other_columns[0]))


def test_test_data_are_read_as_the_training_data_were(other_columns, tmp_path):
    folder, rows = other_columns
    examples = read(other_columns, tmp_path, rows)
    assert [(each.text, each.topics, each.article) for each in examples[:20]] == [
        (row["text"], tuple(row["topics"]), row["article"]) for row in make_rows()[:20]
    ]
    scores = evaluate(folder, DataSettings(path=(str(tmp_path / "t.jsonl"),))).scores
    assert (scores.articles, scores.micro_f1 > 0.9) == (24, True)


def test_what_is_named_goes_before_what_the_model_remembers(other_columns, tmp_path):
    _, rows = other_columns
    (example, *_) = read(other_columns, tmp_path, rows, text="text", labels="topics", group="tags")
    assert (example.text, example.topics, example.article) == ("x", ("y",), rows[0]["tags"])
    assert read(other_columns, tmp_path, [{**rows[0], "tags": "a|b;c"}], separator="|")[0].topics == ("a", "b;c")


def test_columns_that_the_model_remembers_and_the_data_lack_are_the_usual_ones(other_columns, tmp_path):
    (example, *_) = read(other_columns, tmp_path, make_rows())
    row = make_rows()[0]
    assert (example.text, example.topics, example.article) == (row["text"], tuple(row["topics"]), row["article"])
