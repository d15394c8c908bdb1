import json

import pytest
from conftest import run_cli

from classify.config import load_config
from classify.progress import Silent
from classify.verbs.corpus import check

OIL = {"text": "Oil rose.", "topics": ["energy"], "guess": ["economy"], "author": "Ann", "article": "a1", "position": 2}


def test_a_correction_goes_in_and_comes_out(client):
    saved = client.put("/api/corrections", json=OIL).json()
    assert client.get("/api/corrections").json() == [saved]
    assert client.get(f"/api/corrections/{saved['key']}").json() == [saved]


def test_a_stale_change_is_a_conflict_that_says_what_stands(client):
    saved = client.put("/api/corrections", json=OIL).json()
    answer = client.put("/api/corrections", json={**OIL, "topics": []})
    assert answer.status_code == 409
    assert answer.json()["current"] == saved


def test_undo(client):
    saved = client.put("/api/corrections", json=OIL).json()
    path = f"/api/corrections/{saved['key']}/undo"
    back = client.post(path, json={"revision": saved["revision"]})
    assert back.json()["topics"] is None
    assert client.post(path, json={"revision": saved["revision"]}).status_code == 409
    assert client.post(path, json={"revision": back.json()["revision"]}).status_code == 404
    assert client.get("/api/corrections").json() == []


@pytest.mark.parametrize(
    "wrong",
    [{"topics": ["enrgy"]}, {"text": " "}, {"text": "a\x00"}, {"revision": -1}, {"revision": 2**63}, {"guess": ["x"]}],
)
def test_wrong_corrections_are_refused(client, wrong):
    assert client.put("/api/corrections", json={**OIL, **wrong}).status_code == 422
    assert client.get("/api/corrections").json() == []


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_corrections_are_labelled_data_that_are_checked_and_learnt_from(client, tmp_path, form):
    for number in range(12):
        topics = [["energy"], ["economy"], [], ["energy", "economy"]][number % 4]
        words = [{"energy": "oil gas", "economy": "bank tax"}[topic] for topic in topics]
        text = f'{" ".join(words)} said "no {number}", and drank tea from a cup'
        client.put("/api/corrections", json={**OIL, "text": text, "topics": topics, "article": f"a{number // 2}"})
    path = tmp_path / f"labelled.{form}"
    path.write_bytes(client.get(f"/api/corrections/labelled.{form}").content)
    (tmp_path / "mine.yaml").write_text(
        f"name: mine\ndata: {{path: labelled.{form}}}\nfeatures: {{min_df: 1}}\n"
        "classifier: {C: 10}\nthresholds: {folds: 2}\n"
    )
    checked = check(load_config(tmp_path / "mine.yaml"), Silent())
    assert checked.errors == 0
    assert checked.summary["texts"] == 12
    assert {count.topic: count.texts for count in checked.topics if count.topic} == {"energy": 6, "economy": 6}
    done = run_cli("train", "--config", "mine.yaml", "--output", "m", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_the_same_sentence_in_two_articles_is_one_row(client):
    first = client.put("/api/corrections", json=OIL).json()
    client.put("/api/corrections", json={**OIL, "article": "a2", "topics": [], "revision": first["revision"]})
    (row,) = map(json.loads, client.get("/api/corrections/labelled.jsonl").text.splitlines())
    assert (row["text"], row["topics"]) == ("Oil rose.", [])
