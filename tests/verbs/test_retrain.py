import json
import shutil

import pytest
from conftest import make_rows, write_jsonl

import classify
from classify.config import load_config
from classify.errors import InputError
from classify.progress import Silent
from classify.tagging.manifest import fingerprint, read_manifest
from classify.verbs.retrain import accept, bring_back, retrain

NEW = "Zebras grazed beside the lagoon."


@pytest.fixture(scope="module")
def ground(tmp_path_factory, model_folder):
    """A config with articles held out, a model in use, and one correction learnt from into a candidate."""
    folder = tmp_path_factory.mktemp("retrain")
    write_jsonl(folder / "labelled.jsonl", make_rows(40))
    (folder / "small.yaml").write_text("name: small\ndata: {path: labelled.jsonl, held_out: {share: 0.3}}\n")
    shutil.copytree(model_folder, folder / "live")
    write_jsonl(folder / "corrections.jsonl", [{"article": "desk", "text": NEW, "topics": ["energy", "economy"]}])
    config = load_config(folder / "small.yaml")
    outcome = retrain(config, folder / "corrections.jsonl", folder / "live", folder / "candidate", Silent())
    return folder, outcome


def test_the_new_model_has_learnt_the_correction_and_the_old_one_is_untouched(ground, model_folder):
    folder, outcome = ground
    assert set(classify.load(folder / "candidate").predict([NEW])[0]) == {"energy", "economy"}
    assert fingerprint(folder / "live") == fingerprint(model_folder)
    assert (outcome.corrections, outcome.right_before, outcome.right_after) == (1, 0, 1)
    assert outcome.moved[0].wanted == ("economy", "energy")


def test_both_are_judged_on_the_articles_held_out(ground):
    _, outcome = ground
    assert outcome.articles > 5
    assert outcome.texts == outcome.articles * 5
    for change in outcome.headlines.values():
        assert change.interval[0] <= change.after - change.before <= change.interval[1]
    assert list(outcome.headlines) == ["micro_f1", "macro_f1"]
    assert set(outcome.per_topic) == {"energy", "economy", "armed-conflict"}
    json.dumps(outcome.as_json())


def test_a_model_is_accepted_and_brought_back(ground, tmp_path):
    folder, _ = ground
    for name in ("live", "candidate"):
        shutil.copytree(folder / name, tmp_path / name)
    live, previous = tmp_path / "live", tmp_path / "previous"
    old, new = fingerprint(live), fingerprint(tmp_path / "candidate")
    accept(tmp_path / "candidate", live, previous)
    assert (fingerprint(live), fingerprint(previous), (tmp_path / "candidate").exists()) == (new, old, False)
    bring_back(live, previous)
    assert (fingerprint(live), fingerprint(previous)) == (old, new)
    classify.load(live)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live", "previous"]


def test_what_cannot_be_loaded_takes_no_place(ground, tmp_path):
    folder, _ = ground
    live, previous, candidate = (tmp_path / name for name in ("live", "previous", "candidate"))
    shutil.copytree(folder / "live", live)
    shutil.copytree(folder / "live", previous)
    kept = fingerprint(live)
    with pytest.raises(InputError, match="no model there"):
        accept(candidate, live, previous)
    shutil.copytree(folder / "candidate", candidate)
    (candidate / "vocabulary.txt").write_text("oil")
    with pytest.raises(InputError, match="damaged"):
        accept(candidate, live, previous)
    assert (fingerprint(live), fingerprint(previous)) == (kept, kept)
    (previous / "vocabulary.txt").write_text("oil")
    with pytest.raises(InputError, match="damaged"):
        bring_back(live, previous)
    assert classify.load(live)


def test_a_config_of_other_topics_is_refused(ground, tmp_path):
    folder, _ = ground
    write_jsonl(tmp_path / "other.jsonl", [{**row, "topics": row["topics"] + ["sport"]} for row in make_rows(12)])
    (tmp_path / "other.yaml").write_text("name: small\ndata: {path: other.jsonl}\n")
    config = load_config(tmp_path / "other.yaml")
    with pytest.raises(InputError, match="other topics"):
        retrain(config, folder / "corrections.jsonl", folder / "live", tmp_path / "new", Silent())


def test_thresholds_are_chosen_by_probabilities_where_most_texts_are_corrections(tmp_path, model_folder):
    write_jsonl(tmp_path / "labelled.jsonl", make_rows(10))
    write_jsonl(tmp_path / "corrections.jsonl", make_rows(30, seed=3))
    (tmp_path / "small.yaml").write_text("name: small\ndata: {path: labelled.jsonl}\n")
    config = load_config(tmp_path / "small.yaml")
    retrain(config, tmp_path / "corrections.jsonl", model_folder, tmp_path / "candidate", Silent())
    assert read_manifest(tmp_path / "candidate").settings["thresholds"]["expected"] is True


@pytest.mark.parametrize(("labelled", "corrected"), [(10, 30), (60, 10)])
def test_texts_without_labels_are_learnt_from_where_most_texts_are_corrections(
    tmp_path, model_folder, labelled, corrected
):
    write_jsonl(tmp_path / "labelled.jsonl", make_rows(labelled))
    write_jsonl(tmp_path / "corrections.jsonl", make_rows(corrected, seed=3))
    (tmp_path / "small.yaml").write_text("name: small\ndata: {path: labelled.jsonl}\n")
    config, unlabelled = load_config(tmp_path / "small.yaml"), [row["text"] for row in make_rows(40, seed=9)]
    candidate = tmp_path / "candidate"
    retrain(config, tmp_path / "corrections.jsonl", model_folder, candidate, Silent(), unlabelled)
    assert (read_manifest(candidate).data["guessed"] > 0) == (corrected > labelled)
