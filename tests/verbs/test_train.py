import json

import pytest
from conftest import Listener, make_rows, write_jsonl

import classify
from classify.config import load_config, parse_config
from classify.errors import InputError
from classify.tagging.manifest import read_manifest
from classify.verbs.train import CROSS_VALIDATED, HELD_OUT, train


def run(tmp_path, rows, listener=None, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    raw = {"name": "m", **settings, "data": {"path": "a.jsonl", **settings.get("data", {})}}
    return train(parse_config(raw, tmp_path / "c.yaml"), tmp_path / "m", progress=listener)


def test_a_model_is_trained_measured_and_saved(corpus, tmp_path):
    listener = Listener()
    trained = train(load_config(corpus / "small.yaml"), tmp_path / "small", progress=listener)
    assert trained.measured_on == CROSS_VALIDATED
    assert trained.scores.micro_f1 > 0.9
    assert listener.steps[-1] == (5, 5)
    assert any(stage.startswith(("Chose single words", "Chose words 1-2")) for stage in listener.stages)
    manifest = read_manifest(tmp_path / "small")
    assert manifest.data["texts"] == 120
    assert manifest.settings["features"]["words"] in ([1, 1], [1, 2])
    assert manifest.scores["micro_f1"] == trained.scores.micro_f1


def test_the_report_is_there_where_something_was_measured(corpus, tmp_path):
    run(tmp_path, make_rows(), thresholds=None)
    assert not (tmp_path / "m" / "report.html").exists()
    config = load_config(corpus / "small.yaml")
    train(config, tmp_path / "small", with_curve=True)
    page = (tmp_path / "small" / "report.html").read_text()
    assert "cross-validation by article" in page
    assert "learning curve" in page


def test_the_same_seed_gives_the_same_model_to_the_byte(corpus, tmp_path):
    config = load_config(corpus / "small.yaml")
    folders = [train(config, tmp_path / name).folder for name in ("one", "two")]
    for name in ("weights.npz", "vocabulary.txt", "pipeline.joblib", "report.html", "manifest.json"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_articles_held_out_are_measured_on_and_not_learnt_from(tmp_path):
    trained = run(tmp_path, make_rows(40), data={"held_out": {"share": 0.3, "always": ["a07"]}})
    assert trained.measured_on == HELD_OUT
    data = read_manifest(tmp_path / "m").data
    assert data["articles"] + trained.scores.articles == 40
    assert data["texts"] + trained.scores.texts == 200


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_no_folds_mean_a_flat_threshold(tmp_path, share):
    trained = run(tmp_path, make_rows(), thresholds=None, data={"held_out": {"share": share}})
    assert set(classify.load(tmp_path / "m").thresholds.values()) == {0.5}
    assert (trained.scores is None) == (share == 0.0)


def test_one_topic_a_text(tmp_path):
    rows = [{**row, "topics": row["topics"][0]} for row in make_rows() if row["topics"]]
    trained = run(tmp_path, rows)
    tagger = classify.load(tmp_path / "m")
    assert tagger.kind == "single"
    assert tagger.predict_proba(["oil and gas"]).sum() == pytest.approx(1)
    assert [len(topics) for topics in tagger.predict(["oil and gas", "nothing known"])] == [1, 1]
    assert all(row.threshold is None for row in trained.scores.per_topic.values())


def test_two_classes(tmp_path):
    rows = [{"text": row["text"], "label": int("energy" in row["topics"])} for row in make_rows()]
    run(tmp_path, rows)
    tagger = classify.load(tmp_path / "m")
    assert tagger.topics == ["0", "1"]
    assert tagger.predict(["crude oil pipeline refinery", "the report said"]) == [["1"], ["0"]]


def test_a_rare_topic_is_trained_and_warned_of(tmp_path):
    rows = make_rows()
    rows[0]["topics"] = [*rows[0]["topics"], "rare"]
    listener = Listener()
    run(tmp_path, rows, listener)
    assert listener.warnings == ["'rare' has 1 text, too few to choose a threshold well: it will rarely be given"]
    given = classify.load(tmp_path / "m").predict([row["text"] for row in make_rows(seed=3)])
    assert sum("rare" in topics for topics in given) < 5


def test_a_topic_without_texts_is_never_given(tmp_path):
    (tmp_path / "t.yaml").write_text("- {id: energy}\n- {id: economy}\n- {id: armed-conflict}\n- {id: ghost}\n")
    listener = Listener()
    run(tmp_path, make_rows(), listener, topics="t.yaml")
    assert listener.warnings == ["'ghost' has no text to learn from: it will not be given"]
    assert classify.load(tmp_path / "m").predict_proba(["oil"])[0, 3] < 0.05


def test_topics_can_be_listed_in_the_config(tmp_path):
    run(tmp_path, make_rows(), topics=["economy", {"id": "energy", "title": "Energy"}, "armed-conflict"])
    assert classify.load(tmp_path / "m").titles == {
        "economy": "economy",
        "energy": "Energy",
        "armed-conflict": "armed-conflict",
    }


def test_fewer_articles_than_folds_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"3 articles cannot make 5 folds") as caught:
        run(tmp_path, make_rows(3))
    assert "folds: 3" in caught.value.remedy
    with pytest.raises(InputError, match="1 article cannot make 5 folds") as caught:
        run(tmp_path, make_rows(1))
    assert "folds:" not in caught.value.remedy
    assert not (tmp_path / "m").exists()


def test_a_model_of_another_name_needs_force(corpus, tmp_path):
    run(tmp_path, make_rows())
    config = load_config(corpus / "small.yaml")
    with pytest.raises(InputError, match="holds a model named 'm', not 'small'"):
        train(config, tmp_path / "m")
    train(config, tmp_path / "m", force=True)
    assert read_manifest(tmp_path / "m").name == "small"


def test_a_failed_run_leaves_the_old_model(tmp_path):
    run(tmp_path, make_rows())
    before = (tmp_path / "m" / "manifest.json").read_bytes()
    with pytest.raises(InputError):
        run(tmp_path, [{"text": "a", "topics": ["x"]}])
    assert (tmp_path / "m" / "manifest.json").read_bytes() == before


def test_the_manifest_is_readable_json(model_folder):
    record = json.loads((model_folder / "manifest.json").read_text())
    assert record["format"] == 4
    assert record["settings"]["name"] == "small"
