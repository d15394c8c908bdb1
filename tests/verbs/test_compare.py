import json

import pytest
from conftest import make_rows, write_jsonl

from classify.config import DataSettings, parse_config
from classify.errors import InputError
from classify.verbs.compare import compare
from classify.verbs.evaluate import evaluate
from classify.verbs.train import train


@pytest.fixture(scope="module")
def other_folder(tmp_path_factory):
    """A model that has learnt from few articles, with one topic more and one less."""
    folder = tmp_path_factory.mktemp("other")
    rows = [
        {**row, "topics": [topic.replace("armed-conflict", "football") for topic in row["topics"]]}
        for row in make_rows(8, seed=3)
    ]
    for row in rows[::3]:
        row["topics"] = ["economy"]
    write_jsonl(folder / "a.jsonl", rows)
    train(parse_config({"name": "other", "data": {"path": "a.jsonl"}}, folder / "c.yaml"), folder / "m")
    return folder / "m"


@pytest.fixture
def data(tmp_path):
    return DataSettings(path=(str(write_jsonl(tmp_path / "t.jsonl", make_rows(12, seed=7))),))


class Listener:
    stage = advance = staticmethod(lambda *_: None)

    def __init__(self):
        self.warnings = []
        self.warn = self.warnings.append


def test_models_are_compared_on_the_topics_they_share(model_folder, other_folder, data):
    listener = Listener()
    compared = compare([model_folder, other_folder], data, listener)
    one, two = str(model_folder), str(other_folder)
    assert list(compared.scores) == [one, two]
    assert set(compared.scores[two].per_topic) == {"economy", "energy"}
    assert compared.left_out == {"armed-conflict": [one], "football": [two]}
    assert compared.unknown == {
        "armed-conflict": sum("armed-conflict" in row["topics"] for row in make_rows(12, seed=7))
    }
    assert listener.warnings[0].startswith("2 topic(s) that not all models know are left out")
    assert list(compared.differences) == [two]
    difference = compared.differences[two].headlines["micro_f1"].value
    assert difference == pytest.approx(compared.scores[two].micro_f1 - compared.scores[one].micro_f1)


def test_texts_on_which_models_differ(model_folder, other_folder, data):
    compared = compare([model_folder, other_folder], data)
    one, two = compared.scores
    rows = compared.disagreements
    assert rows
    assert all(set(row.answers[one]) != set(row.answers[two]) for row in rows)
    assert [row.gap for row in rows] == sorted((row.gap for row in rows), reverse=True)
    record = json.loads(json.dumps(rows[0].as_json()))
    assert {"article", "position", "place", "text", "topics", "answers", "scores"} == set(record)
    disputed = set(record["answers"][one]) ^ set(record["answers"][two])
    assert set(record["scores"][one]) == disputed
    assert "armed-conflict" not in {topic for row in rows for topic in row.example.topics}


def test_a_models_own_scores_are_those_of_evaluate(model_folder, tmp_path, data):
    copy = tmp_path / "copy"
    copy.symlink_to(model_folder)
    compared = compare([model_folder, copy], data)
    assert compared.scores[str(copy)] == evaluate(model_folder, data).scores
    assert compared.disagreements == []
    assert not any(row.moved for row in compared.differences[str(copy)].per_topic.values())
    assert json.loads(json.dumps(compared.as_json()))["disagreements"] == 0


def test_one_model_is_not_enough(model_folder, data):
    with pytest.raises(InputError, match="1 model is named; two different ones"):
        compare([model_folder], data)
    with pytest.raises(InputError, match="named twice"):
        compare([model_folder, model_folder], data)


def test_models_without_a_common_topic_are_refused(model_folder, tmp_path, data):
    rows = [{**row, "topics": [f"x-{topic}" for topic in row["topics"]]} for row in make_rows(8)]
    write_jsonl(tmp_path / "a.jsonl", rows)
    train(parse_config({"name": "x", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml"), tmp_path / "x")
    with pytest.raises(InputError, match="no topic in common"):
        compare([model_folder, tmp_path / "x"], data)


def test_a_model_that_was_trained_on_the_texts_is_named(model_folder, other_folder, corpus):
    listener = Listener()
    compare([other_folder, model_folder], DataSettings(path=(str(corpus / "labelled.jsonl"),)), listener)
    said = [warning for warning in listener.warnings if "trained on" in warning]
    assert said == [
        f"{model_folder} was trained on 120 of these 120 texts: such scores say little of how it does on others"
    ]


def test_texts_of_topics_that_no_model_knows_are_left_out(model_folder, other_folder, data, tmp_path):
    rows = make_rows(12, seed=7)
    path = write_jsonl(tmp_path / "more.jsonl", [*rows, {**rows[0], "topics": ["Economy"]}])
    compared = compare([model_folder, other_folder], DataSettings(path=(str(path),)))
    assert compared.scores == compare([model_folder, other_folder], data).scores
