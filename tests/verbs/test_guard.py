import shutil

import pytest
from conftest import make_rows, write_jsonl

from classify.config import DataSettings, parse_config
from classify.corpus.loading import load_examples
from classify.errors import InputError
from classify.tagging.manifest import fingerprint, read_manifest
from classify.verbs.split import Taught
from classify.verbs.train import train

CORRECTED = [
    {"article": "desk", "text": "Zebras grazed\nbeside the lagoon.", "topics": ["energy", "economy"]},
    {"article": "desk", "text": "Herons waited.", "topics": []},
]


@pytest.fixture(scope="module")
def taught_once(tmp_path_factory):
    """A folder of data, with a model that has learnt from two corrections besides."""
    folder = tmp_path_factory.mktemp("guard")
    write_jsonl(folder / "data.jsonl", make_rows(12))
    path = write_jsonl(folder / "labelled.jsonl", CORRECTED)
    corrections = load_examples(DataSettings(path=(str(path),)))
    train(config_of(folder, ["data.jsonl"]), folder / "m", taught=Taught(corrections))
    return folder


@pytest.fixture
def taught(taught_once, tmp_path):
    return shutil.copytree(taught_once, tmp_path / "ground")


def config_of(folder, paths, **data):
    return parse_config({"name": "m", "data": {"path": paths, **data}, "thresholds": None}, folder / "c.yaml")


def test_what_the_desk_taught_is_not_undone_unasked(taught):
    before = fingerprint(taught / "m")
    with pytest.raises(InputError) as caught:
        train(config_of(taught, ["data.jsonl"]), taught / "m")
    assert caught.value.cause == (
        f"{taught / 'm'}: learnt from 2 corrections made on the desk, which this config does not name."
    )
    assert "labelled.jsonl" in caught.value.remedy
    assert fingerprint(taught / "m") == before
    train(config_of(taught, ["data.jsonl"]), taught / "m", force=True)
    assert read_manifest(taught / "m").data["corrections"] == []
    train(config_of(taught, ["data.jsonl"]), taught / "m")


@pytest.mark.parametrize("held_out", [{}, {"always": ["desk"]}])
def test_corrections_that_the_config_names_are_not_lost(taught, held_out):
    rows = [{**row, "text": row["text"].replace("\n", " "), "topics": row["topics"][::-1]} for row in CORRECTED]
    write_jsonl(taught / "labelled.jsonl", rows)
    trained = train(config_of(taught, ["data.jsonl", "labelled.jsonl"], held_out=held_out), taught / "m")
    assert len(trained.held_out) == (2 if held_out else 0)


@pytest.mark.parametrize("changed", [[], [{**CORRECTED[1], "topics": ["energy"]}]])
def test_one_lost_correction_is_said_to_be_one(taught, changed):
    write_jsonl(taught / "labelled.jsonl", [CORRECTED[0], *changed])
    with pytest.raises(InputError, match="2 corrections made on the desk, 1 of which this config does not name"):
        train(config_of(taught, ["data.jsonl", "labelled.jsonl"]), taught / "m")


def test_a_model_that_cannot_be_read_is_no_loss(taught):
    (taught / "m" / "manifest.json").write_text("{}")
    train(config_of(taught, ["data.jsonl"]), taught / "m")
    assert read_manifest(taught / "m").name == "m"
