import pytest
from conftest import make_rows, write_jsonl

from classify.config import DataSettings, parse_config
from classify.errors import InputError
from classify.verbs.evaluate import data_like_training, evaluate
from classify.verbs.train import train


def judge(model_folder, tmp_path, rows, progress=None):
    path = write_jsonl(tmp_path / "test.jsonl", rows)
    return evaluate(model_folder, DataSettings(path=(str(path),)), progress)


def test_a_model_does_well_on_texts_of_its_kind(model_folder, tmp_path):
    scores = judge(model_folder, tmp_path, make_rows(10, seed=7))
    assert scores.micro_f1 > 0.9
    assert (scores.texts, scores.articles) == (50, 10)
    assert set(scores.per_topic) == {"armed-conflict", "economy", "energy"}


def test_a_topic_the_model_does_not_know_is_left_out_and_said(model_folder, tmp_path):
    rows = make_rows(5, seed=7)
    rows[0]["topics"].append("football")
    warnings = []

    class Listener:
        stage = advance = staticmethod(lambda *_: None)
        warn = staticmethod(warnings.append)

    scores = judge(model_folder, tmp_path, rows, Listener())
    assert "football" not in scores.per_topic
    assert warnings == ["left out, unknown to the model: football"]


def test_data_of_other_topics_alone_are_refused(model_folder, tmp_path):
    with pytest.raises(InputError, match=r"None of the data's topics \(x\) is known"):
        judge(model_folder, tmp_path, [{"text": "a", "topics": ["x"]}])


def test_texts_without_any_topic_can_be_judged(model_folder, tmp_path):
    scores = judge(model_folder, tmp_path, [{"text": "nothing known", "topics": []}])
    assert scores.micro_f1 == 1.0


def test_test_data_are_read_as_the_training_data_were(tmp_path):
    rows = [{"body": row["text"], "label": ";".join(row["topics"])} for row in make_rows()]
    path = write_jsonl(tmp_path / "a.jsonl", rows)
    data = {"path": "a.jsonl", "text": "body", "separator": ";"}
    train(parse_config({"name": "m", "data": data}, tmp_path / "c.yaml"), tmp_path / "m")
    settings = data_like_training(tmp_path / "m", str(path))
    assert (settings.text, settings.separator) == ("body", ";")
    assert evaluate(tmp_path / "m", settings).micro_f1 > 0.9
    assert data_like_training(tmp_path / "m", str(path), text="other").text == "other"
