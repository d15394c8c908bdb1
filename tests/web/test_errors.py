import pytest
from fastapi import FastAPI
from fastapi.exceptions import HTTPException
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict

from classify.errors import InputError, JobError
from classify.web.corrections import ConflictError, Correction
from classify.web.errors import BusyError, MissingError, add_handlers

CURRENT = Correction("k", 3, "2026-01-05T09:00:00+00:00", "Oil.", ("energy",), (), "", "Ann", "", 0)


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")
    number: int


@pytest.fixture
def fails():
    """Give the answer of a server in which something is raised."""
    app = FastAPI()
    add_handlers(app)

    @app.post("/body")
    def body(body: Body) -> int:
        return body.number

    def answer(error):
        @app.get(f"/{id(error)}")
        def fail() -> None:
            raise error

        return TestClient(app, raise_server_exceptions=False).get(f"/{id(error)}")

    answer.client = TestClient(app)
    return answer


@pytest.mark.parametrize(
    ("kind", "status"), [(InputError, 422), (MissingError, 404), (BusyError, 409), (JobError, 503)]
)
def test_an_error_for_the_user_is_answered_with_cause_and_remedy(fails, kind, status):
    answer = fails(kind("The cause.", "The remedy."))
    assert (answer.status_code, answer.json()) == (status, {"error": "The cause.", "fix": "The remedy."})


@pytest.mark.parametrize("current", [None, CURRENT])
def test_a_conflict_shows_what_stands(fails, current):
    answer = fails(ConflictError(current))
    assert answer.status_code == 409
    shown = answer.json()["current"]
    assert shown is None if current is None else (shown["revision"], shown["topics"]) == (3, ["energy"])


def test_a_wrong_request_is_told_where_and_never_shown_again(fails):
    answer = fails.client.post("/body", json={"number": "my secret"})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("body.number: ")
    assert "secret" not in answer.text


def test_long_names_of_fields_are_cut_and_what_cannot_be_encoded_is_refused(fails):
    headers = {"Content-Type": "application/json"}
    answer = fails.client.post("/body", content=b'{"number": 1, "%b": 1}' % (b"x" * 5000), headers=headers)
    assert len(answer.content) < 800
    answer = fails.client.post("/body", content=b'{"number": 1, "\\ud800": 1}', headers=headers)
    assert (answer.status_code, answer.json()["error"].startswith("body: ")) == (422, True)


def test_what_the_framework_refuses_has_the_same_form_and_keeps_its_headers(fails):
    answer = fails(HTTPException(429, "Slow down", {"Retry-After": "5"}))
    assert (answer.status_code, answer.json()["error"], answer.headers["retry-after"]) == (429, "Slow down", "5")
    assert fails.client.get("/nothing").json()["fix"]
    assert fails.client.get("/body").headers["allow"] == "POST"


def test_a_mistake_of_our_own_is_no_error_of_the_user(fails):
    answer = fails(ZeroDivisionError("inner matters"))
    assert (answer.status_code, "inner" in answer.text) == (500, False)
