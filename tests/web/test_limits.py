import pytest

from classify.web import limits

# What the document says of a value, and where it says it.
TOLD = {
    ("NamedText", "text"): {"minLength": 1, "maxLength": limits.TEXT_CHARACTERS},
    ("NamedText", "name"): {"minLength": 1, "maxLength": limits.NAME_CHARACTERS},
    ("TagRequest", "texts"): {"minItems": 1, "maxItems": limits.TEXTS},
    ("ExplainRequest", "text"): {"minLength": 1, "maxLength": limits.TEXT_CHARACTERS},
    ("ExplainRequest", "top"): {"minimum": 0, "maximum": limits.REASONS},
    ("CorrectionRequest", "text"): {"minLength": 1, "maxLength": limits.TEXT_CHARACTERS},
    ("CorrectionRequest", "note"): {"maxLength": limits.NOTE_CHARACTERS},
    ("CorrectionRequest", "author"): {"maxLength": limits.NAME_CHARACTERS},
    ("CorrectionRequest", "article"): {"maxLength": limits.PATH_CHARACTERS},
    ("QueueRequest", "count"): {"minimum": 1, "maximum": limits.QUEUE},
    ("QueueRequest", "skip"): {"maxItems": limits.SKIPPED},
}


@pytest.mark.parametrize(("model", "name"), TOLD)
def test_callers_can_read_every_limit_in_the_document(client, model, name):
    field = client.get("/api/openapi.json").json()["components"]["schemas"][model]["properties"][name]
    assert {key: field[key] for key in TOLD[model, name]} == TOLD[model, name]


def test_the_longest_text_fits_into_a_body_in_any_script():
    assert limits.TEXT_CHARACTERS * len("\U0001f6e2".encode()) + 1000 < limits.BODY_BYTES


@pytest.mark.parametrize(("over", "expected"), [(0, 201), (1, 422)])
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(client, over, expected):
    text = ("oil " * (limits.TEXT_CHARACTERS // 4))[: limits.TEXT_CHARACTERS - 1] + "." + "." * over
    assert client.post("/api/articles", json={"text": text}).status_code == expected


@pytest.mark.parametrize(("over", "expected"), [(0, 200), (1, 422)])
def test_a_batch_may_hold_as_many_texts_as_the_limit_and_no_more(client, over, expected):
    body = {"texts": [{"text": "oil"}] * (limits.TEXTS + over)}
    assert client.post("/api/tag", json=body).status_code == expected


def test_waiting_requests_have_room_beside_those_at_work():
    assert 1 < limits.WORKERS < limits.CONNECTIONS
