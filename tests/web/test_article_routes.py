import csv
import io
import json
import shlex

import pytest

TEXT = "Crude oil flowed to the refinery. Rebels met the <b>offensive</b> with an ambush."


@pytest.fixture
def article(client):
    return client.post("/api/articles", json={"name": "a.txt", "text": TEXT}).json()["id"]


def correct(client, text, topics, **extra):
    return client.put("/api/corrections", json={"text": text, "topics": topics, **extra}).json()


def test_an_article_is_shown_with_its_records_and_corrections(client, article):
    rows = client.post("/api/tag", json={"texts": [{"name": "a.txt", "text": TEXT}]}).json()["rows"]
    saved = correct(client, rows[1]["text"], ["economy"])
    found = client.get(f"/api/articles/{article}").json()
    assert found["rows"] == rows
    assert found["corrections"] == {"1": saved}
    assert found["text"] == TEXT
    assert found["summary"]["sentences"] == 2


def test_files_come_in_any_encoding_that_is_read(client):
    data = "Crude oil – “refinery”.".encode("cp1252")
    headers = {"Content-Type": "application/octet-stream"}
    opened = client.post("/api/articles/files?name=b.txt", content=data, headers=headers)
    assert opened.status_code == 201
    assert client.get(f"/api/articles/{opened.json()['id']}").json()["text"] == "Crude oil – “refinery”."
    refused = client.post("/api/articles/files?name=c.pdf", content=b"%PDF-1.4", headers=headers)
    assert (refused.status_code, "PDF" in refused.json()["error"]) == (422, True)


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file_is_said_to_be_empty(client, data):
    headers = {"Content-Type": "application/octet-stream"}
    refused = client.post("/api/articles/files?name=nothing.txt", content=data, headers=headers)
    assert (refused.status_code, refused.json()["error"]) == (422, "nothing.txt: the file is empty.")
    assert refused.json()["fix"] == "Choose a file with text in it."


@pytest.mark.parametrize("name", ["my rows.csv", "rows.JSONL", "rows.tsv.gz"])
def test_a_table_is_not_read_as_prose(client, name):
    headers = {"Content-Type": "application/octet-stream"}
    refused = client.post("/api/articles/files", params={"name": name}, content=b"text\nOil rose.\n", headers=headers)
    assert refused.status_code == 422
    assert refused.json()["error"] == f"{name}: this is a table of texts, and the desk reads articles."
    assert refused.json()["fix"].startswith("Tag its rows in the terminal: classify predict ")
    assert shlex.split(refused.json()["fix"])[-1] == name
    assert client.get("/api/articles").json() == []


def test_nothing_unreadable_is_kept(client):
    for text in ("\x00oil", "   "):
        assert client.post("/api/articles", json={"text": text}).status_code == 422
    assert client.get("/api/articles").json() == []


def test_exports_have_the_persons_topics(client, article):
    first = client.get(f"/api/articles/{article}").json()["rows"][0]
    correct(client, first["text"], ["economy"], note="so", author="Ann")
    text = {form: client.get(f"/api/articles/{article}/export.{form}").text for form in ("jsonl", "csv", "html")}
    assert json.loads(text["jsonl"].splitlines()[0])["topics"] == ["economy"]
    assert next(csv.DictReader(io.StringIO(text["csv"])))["topics"] == "economy"
    assert "set by Ann; the model gives energy. so" in text["html"]


@pytest.mark.parametrize(
    ("form", "kind"),
    [("html", "text/html; charset=utf-8"), ("csv", "text/csv; charset=utf-8"), ("jsonl", "application/jsonl")],
)
def test_exports_are_there_to_be_kept_not_opened(client, article, form, kind):
    answer = client.get(f"/api/articles/{article}/export.{form}")
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f"attachment; filename=\"a.{form}\"; filename*=UTF-8''a.{form}"
    assert client.get(f"/api/articles/{'0' * 16}/export.{form}").status_code == 404


def test_there_is_no_other_export(client, article):
    assert client.get(f"/api/articles/{article}/export.exe").status_code == 422


def test_a_removed_article_is_gone_and_its_corrections_stay(client, article):
    correct(client, "Crude oil flowed to the refinery.", [])
    assert client.delete(f"/api/articles/{article}").status_code == 204
    assert client.delete(f"/api/articles/{article}").status_code == 404
    assert client.get(f"/api/articles/{article}").status_code == 404
    assert len(client.get("/api/corrections").json()) == 1


@pytest.mark.parametrize("identity", ["..", "%2e%2e%2f", "0" * 15, "0" * 16 + "'", "A" * 16])
def test_ids_are_nothing_but_ids(client, identity):
    assert client.get(f"/api/articles/{identity}").status_code in {404, 422}


def test_places_count_in_the_text_that_is_shown(client):
    opened = client.post("/api/articles", json={"text": "\ufeffCrude oil. Rebels met."}).json()
    found = client.get(f"/api/articles/{opened['id']}").json()
    assert [found["text"][row["start"] : row["end"]] for row in found["rows"]] == ["Crude oil.", "Rebels met."]
