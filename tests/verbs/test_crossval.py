import json

import numpy as np
import pytest
from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.errors import InputError
from classify.judging.measures import HEADLINES
from classify.verbs import crossval as module
from classify.verbs.crossval import crossval


def config(tmp_path, rows, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    raw = {"name": "m", **settings, "data": {"path": "a.jsonl", **settings.get("data", {})}}
    return parse_config(raw, tmp_path / "c.yaml")


def test_every_text_is_answered_once_and_folds_spread(tmp_path):
    rows = make_rows(30)
    for row in rows[::10]:
        row["topics"] = ["energy"]
    crossed = crossval(config(tmp_path, rows), folds=3)
    assert [fold.texts for fold in crossed.folds] == [50, 50, 50]
    assert [fold.articles for fold in crossed.folds] == [10, 10, 10]
    assert (crossed.scores.texts, crossed.scores.articles) == (150, 30)
    figure = crossed.spread["micro_f1"]
    assert figure.folds == tuple(fold.micro_f1 for fold in crossed.folds)
    assert min(figure.folds) <= figure.mean <= max(figure.folds)
    assert 0.8 < crossed.scores.micro_f1 < 1


def test_nothing_of_a_fold_takes_part_in_its_model(tmp_path, monkeypatch):
    seen = []

    def spy(config, examples, *rest):
        seen.append({example.article for example in examples})
        return learn(config, examples, *rest)

    learn = module.learn
    monkeypatch.setattr(module, "learn", spy)
    settings = config(tmp_path, make_rows(20), data={"held_out": {"always": ["a03"]}})
    crossval(settings, folds=4)
    everything = {f"a{number:02d}" for number in range(20)} - {"a03"}
    left_out = [everything - articles for articles in seen]
    assert set().union(*left_out) == everything
    assert sum(map(len, left_out)) == len(everything)


def test_chosen_settings_and_thresholds_are_told(tmp_path):
    crossed = crossval(config(tmp_path, make_rows(20)), folds=2)
    assert [set(chosen) for chosen in crossed.chosen] == [{"features", "C", "naive_bayes", "smoothing"}] * 2
    each = [fold.per_topic["energy"].threshold for fold in crossed.folds]
    assert crossed.scores.per_topic["energy"].threshold == pytest.approx(np.mean(each))


def test_texts_of_one_topic_each_have_no_thresholds(tmp_path):
    rows = [{**row, "topics": row["topics"][0]} for row in make_rows(20) if row["topics"]]
    crossed = crossval(config(tmp_path, rows), folds=2)
    assert crossed.scores.per_topic["energy"].threshold is None


def test_the_record_is_plain_json(tmp_path):
    record = json.loads(json.dumps(crossval(config(tmp_path, make_rows(20)), folds=2).as_json()))
    assert {"micro_f1", "macro_f1", "per_topic", "spread", "folds"} <= set(record)
    assert set(record["spread"]) == {measure.name for measure in HEADLINES}
    assert record["folds"][1]["micro_f1"] == record["spread"]["micro_f1"]["folds"][1]


def test_more_folds_than_articles_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"6 articles cannot make 9 folds"):
        crossval(config(tmp_path, make_rows(6)), folds=9)


def test_stages_say_their_fold(tmp_path):
    stages = []

    class Listener:
        stage = staticmethod(stages.append)
        advance = warn = staticmethod(lambda *_: None)

    crossval(config(tmp_path, make_rows(20)), folds=2, progress=Listener())
    assert any(stage.startswith("Fold 2 of 2: cross-fitting") for stage in stages)
