import json
import threading

import pytest
from conftest import run_cli

from classify.web import read_routes
from classify.web.limits import FEW_TEXTS, SHORT_CHARACTERS, TEXTS

TEXT = (
    "Crude oil flowed to the refinery. Rebels met the offensive — with an ambush.\r\n\r\n"
    "Moscow Counts on Foreign Oil Sales.\r\n"
)
WORST = [
    "<script>alert(1)</script>",
    "\u202etxet",
    "a\u2028b",
    "{{7*7}}",
    "%s%n",
    "\U0001f6e2" * 50,
    "'; DROP TABLE article; --",
]


@pytest.mark.parametrize("extra", [{}, {"explain": True}, {"topics": ["energy"]}, {"unit": "document"}])
def test_answers_are_the_records_of_the_command_line(client, model_folder, tmp_path, extra):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    options = {"explain": ["--explain"], "topics": ["--topics", "energy"], "unit": ["--unit", "document"]}
    flags = [flag for name in extra for flag in options[name]]
    done = run_cli("predict", "a.txt", "--model", model_folder, "--format", "jsonl", *flags, cwd=tmp_path)
    expected = [json.loads(line) for line in done.stdout.splitlines()]
    answer = client.post("/api/tag", json={"texts": [{"name": "a.txt", "text": TEXT}], **extra})
    assert answer.json()["rows"] == expected


def test_a_batch_keeps_its_order_and_sums_up_each_text(client):
    texts = [{"name": "one", "text": "Crude oil pipeline refinery."}, {"name": "two", "text": "Rebels ambush siege."}]
    answer = client.post("/api/tag", json={"texts": texts}).json()
    assert [row["file"] for row in answer["rows"]] == ["one", "two"]
    assert [article["file"] for article in answer["articles"]] == ["one", "two"]
    assert answer["articles"][0]["topics"][0]["topic"] == "energy"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"texts": []}, "texts"),
        ({"texts": [{"text": ""}]}, "text"),
        ({"texts": [{"text": " \n"}]}, "no text"),
        ({"texts": [{"text": "oil\x00gas"}]}, "null byte"),
        ({"texts": [{"text": "oil"}], "topics": ["enrgy"]}, "did you mean 'energy'"),
        ({"texts": [{"text": "oil"}], "explian": True}, "explian"),
        ({"texts": [{"text": "oil"}] * (TEXTS + 1)}, "texts"),
        ({"texts": [{"text": "x" * 1_000_001}]}, "text"),
        ({"texts": "oil"}, "texts"),
    ],
)
def test_wrong_requests_are_refused_with_a_reason(client, body, reason):
    answer = client.post("/api/tag", json=body)
    assert answer.status_code == 422
    assert reason in answer.json()["error"]
    assert answer.json()["fix"]


@pytest.mark.parametrize(
    "content", [b'{"texts": [{"text": "\\ud800"}]}', b"\xff\xfe", b"{", b'{"\\ud800": 1}', b"[1e999]", b"[" * 9000]
)
def test_broken_bodies_are_refused_with_a_reason(client, content):
    answer = client.post("/api/tag", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]


@pytest.mark.parametrize("text", WORST)
def test_hostile_text_comes_back_as_it_was(client, text):
    answer = client.post("/api/tag", json={"texts": [{"name": text, "text": text}]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (
        "".join(row["text"] for row in answer.json()["rows"]).split() == text.split() or len(answer.json()["rows"]) > 1
    )


def test_reasons_add_up_to_the_distance(client):
    text = "Crude oil  flowed to the refinery near the siege."
    answer = client.post("/api/explain", json={"text": text, "top": 3}).json()
    assert set(answer["topics"]) == {"energy", "economy", "armed-conflict"}
    for reason in answer["topics"].values():
        assert sum(value for _, value in reason["why"]) + reason["intercept"] == pytest.approx(reason["logit"])
        assert sum(word[2] for word in reason["words"]) + reason["intercept"] == pytest.approx(
            reason["logit"], abs=1e-3
        )
        assert reason["given"] == (reason["logit"] >= reason["threshold_logit"])
    assert [text[start:end] for start, end, _ in answer["topics"]["energy"]["words"]] == text.rstrip(".").split()


def test_topics_come_with_code_and_key(client):
    found = client.get("/api/topics").json()
    assert [(topic["id"], topic["code"], topic["key"]) for topic in found] == [
        ("armed-conflict", "AC", "1"), ("economy", "EC", "2"), ("energy", "EN", "3"),
    ]  # fmt: skip


def test_health(client):
    assert client.get("/api/health").json()["model"] == "small"


@pytest.mark.parametrize(
    ("body", "handed_over"),
    [
        ({"texts": [{"text": "oil"}] * FEW_TEXTS}, False),
        ({"texts": [{"text": "o" * SHORT_CHARACTERS}]}, False),
        ({"texts": [{"text": "o" * SHORT_CHARACTERS}, {"text": "o"}]}, True),
        ({"texts": [{"text": "oil"}] * (FEW_TEXTS + 1)}, True),
        ({"texts": [{"text": "oil"}], "explain": True}, True),
    ],
)
def test_what_takes_long_is_handed_over_and_keeps_nobody_waiting(client, monkeypatch, body, handed_over):
    threads, tag = [], read_routes.tag

    async def here(request):
        return threading.get_ident()

    monkeypatch.setattr(read_routes, "tag", lambda *given: (threads.append(threading.get_ident()), tag(*given))[1])
    with client:  # one event loop, so that its thread can be told
        loop = client.portal.call(here, None)
        assert client.post("/api/tag", json=body).status_code == 200
    assert {thread != loop for thread in threads} == {handed_over}
