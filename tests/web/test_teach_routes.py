import shutil
import time

import pytest
from fastapi.testclient import TestClient

from classify.tagging.manifest import fingerprint
from classify.web.app import create_app
from classify.web.desk import Desk, Places

NEW = "Zebras grazed beside the lagoon."


@pytest.fixture
def places(model_folder, corpus, tmp_path):
    (tmp_path / "pool").mkdir()
    for number, word in enumerate(["oil", "bank", "siege", "tea", "gas"]):
        (tmp_path / "pool" / f"{number}.txt").write_text(f"The {word} report of {word} number {number}. {word} alone.")
    live = shutil.copytree(model_folder, tmp_path / "small")
    return Places(live, tmp_path / "small.desk", corpus / "small.yaml", tmp_path / "pool")


@pytest.fixture
def teaching(places):
    desk = Desk(places)
    yield TestClient(create_app(desk), base_url="http://127.0.0.1:8765")
    desk.close()


def label(client, text, topics, revision=0):
    return client.put("/api/corrections", json={"text": text, "topics": topics, "revision": revision})


def wait(client):
    deadline = time.monotonic() + 100
    while (state := client.get("/api/retrain").json())["status"] == "running" and time.monotonic() < deadline:
        time.sleep(0.2)
    return state


def test_what_is_labelled_or_skipped_is_not_asked_for(teaching):
    first = teaching.post("/api/queue", json={"count": 3}).json()
    label(teaching, first["suggestions"][0]["text"], [])
    skipped = first["suggestions"][1]["key"]
    second = teaching.post("/api/queue", json={"count": 50, "skip": [skipped]}).json()
    assert second["left"] == first["left"] - 1
    assert second["pace"]["texts"] == 1
    keys = {each["key"] for each in second["suggestions"]}
    assert not keys & {first["suggestions"][0]["key"], skipped}


def test_articles_on_the_desk_are_asked_about_too(teaching):
    before = teaching.post("/api/queue", json={}).json()["left"]
    teaching.post("/api/articles", json={"name": "Zebras", "text": "Zebras drank. The lagoon was calm."})
    found = teaching.post("/api/queue", json={"count": 50}).json()
    assert found["left"] == before + 2
    assert {each["name"] for each in found["suggestions"]} == {"0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "Zebras"}


def test_a_label_taken_back_is_asked_for_again_with_its_revision(teaching):
    text = teaching.post("/api/queue", json={"count": 1}).json()["suggestions"][0]["text"]
    saved = label(teaching, text, []).json()
    teaching.post(f"/api/corrections/{saved['key']}/undo", json={"revision": saved["revision"]})
    again = teaching.post("/api/queue", json={"count": 50}).json()["suggestions"]
    assert next(each for each in again if each["text"] == text)["revision"] == saved["revision"] + 1


def test_retraining_from_start_to_bringing_back(teaching, places):
    old = fingerprint(places.model)
    assert label(teaching, NEW, ["energy", "economy"]).status_code == 200
    assert teaching.post("/api/retrain").status_code == 202
    assert teaching.post("/api/retrain").status_code == 409
    state = wait(teaching)
    assert (state["status"], state["outcome"]["right_after"]) == ("ready", 1)
    assert teaching.get("/api/health").json()["fingerprint"] == old
    with_new_server = Desk(places)
    assert with_new_server.retraining.state.status == "ready"
    with_new_server.close()
    assert teaching.post("/api/retrain/accept").json()["previous"] is True
    assert teaching.get("/api/health").json()["fingerprint"] == fingerprint(places.model) != old
    tagged = teaching.post("/api/tag", json={"texts": [{"text": NEW}]}).json()["rows"][0]
    assert set(tagged["topics"]) == {"energy", "economy"}
    teaching.post("/api/retrain/back")
    assert teaching.get("/api/health").json()["fingerprint"] == old


def test_what_cannot_be_done_now_is_refused(teaching):
    for path in ("", "/accept", "/discard", "/back"):
        answer = teaching.post(f"/api/retrain{path}")
        assert answer.status_code == 409
        assert answer.json()["fix"]
