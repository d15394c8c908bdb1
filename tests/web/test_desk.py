import shutil
import sqlite3
import weakref
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import InputError
from classify.tagging.manifest import fingerprint, read_manifest, write_manifest
from classify.web.desk import Desk, Places, check_topics, settle

TOPICS = ("arms", "oil", "peace")
MODEL = SimpleNamespace(codes=dict.fromkeys(TOPICS, ""))


@given(st.lists(st.sampled_from(TOPICS)))
def test_topics_come_once_and_in_the_order_of_the_model(topics):
    assert check_topics(MODEL, topics) == tuple(topic for topic in TOPICS if topic in topics)


@pytest.mark.parametrize(
    ("topic", "told"), [("piece", "did you mean 'peace'"), ("", "no topic ''"), ("x" * 5000, "no topic 'xxx")]
)
def test_an_unknown_topic_is_refused_with_the_nearest_one(topic, told):
    with pytest.raises(InputError) as caught:
        check_topics(MODEL, ["oil", topic])
    assert told in caught.value.cause
    assert len(caught.value.cause) < 200
    assert all(known in caught.value.remedy for known in TOPICS)


def test_the_model_comes_with_its_name_scores_codes_and_keys(desk, model_folder):
    model = desk.model
    assert (model.name, model.fingerprint) == ("small", fingerprint(model_folder))
    assert list(model.codes) == list(model.keys) == model.tagger.topics
    assert model.scores


@pytest.fixture
def swapped(model_folder, tmp_path):
    desk = Desk(Places(shutil.copytree(model_folder, tmp_path / "small"), tmp_path / "desk"))
    yield desk
    desk.close()


def test_a_folder_that_is_swapped_meanwhile_is_in_use_after_reload_alone(swapped):
    old, folder = swapped.model, swapped.places.model
    manifest = read_manifest(folder)
    (folder / "manifest.json").unlink()
    write_manifest(replace(manifest, name="other"), folder)
    assert swapped.model is old
    swapped.reload()
    assert (old.name, swapped.model.name) == ("small", "other")
    assert swapped.model.fingerprint == fingerprint(folder) != old.fingerprint
    assert old.tagger.predict(["Crude oil."]) == swapped.model.tagger.predict(["Crude oil."])


def test_the_memory_of_the_model_before_is_given_back(swapped):
    settle()  # as when the server starts
    swapped.model.tagger.predict(["Crude oil."])
    before = weakref.ref(swapped.model.tagger._model.features.blocks[-1])
    before()._features_of_word("oil")  # what is kept of words points back at the block
    swapped.reload()
    assert before() is None


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_where_the_folder_cannot_be_loaded_the_model_in_use_stays(swapped, harm):
    old = swapped.model
    if harm == "missing":
        shutil.rmtree(swapped.places.model)
    else:
        (swapped.places.model / "vocabulary.txt").write_text("oil")
    with pytest.raises(InputError):
        swapped.reload()
    assert swapped.model is old
    assert old.tagger.predict(["Crude oil refinery."]) == [["energy"]]


def test_without_a_model_nothing_is_made(tmp_path):
    with pytest.raises(InputError, match="no model"):
        Desk(Places(tmp_path / "none", tmp_path / "desk"))
    assert list(tmp_path.iterdir()) == []


def test_a_closed_desk_has_let_go_of_its_file(swapped):
    swapped.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"), swapped.store.reading() as connection:
        connection.execute("SELECT 1")
