import asyncio

import pytest
from fastapi.testclient import TestClient

from classify.web.app import create_app
from classify.web.limits import BODY_BYTES
from classify.web.security import Guard, is_loopback

TOKEN = "a-token-of-more-than-16"
BODY = {"texts": [{"text": "Crude oil."}]}


@pytest.fixture
def guarded(desk):
    return TestClient(create_app(desk, TOKEN, any_host=True), base_url="http://192.0.2.7:8765", follow_redirects=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.1:8765", "[::1]:80", "LOCALHOST:1"])
def test_loopback_names_are_served(client, host):
    assert client.get("/api/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "localhost.evil.example", "192.0.2.1", "", "[", "@"]
)
def test_other_names_are_not(client, host):
    assert client.get("/api/health", headers={"Host": host}).status_code in {400, 421}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://["},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_post(client, headers):
    answer = client.post("/api/tag", json=BODY, headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_the_own_page_and_programs_can_post(client):
    own = {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/tag", json=BODY, headers=own).status_code == 200
    assert client.post("/api/tag", json=BODY).status_code == 200


def test_a_form_of_another_site_without_origin_cannot_post(client):
    answer = client.post("/api/tag", content=b'{"texts": [{"text": "x"}]}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422


def test_every_path_needs_the_token(guarded):
    for path in ("/", "/static/main.js", "/api/health", "/api/openapi.json", "/api/corrections", "/nothing"):
        assert guarded.get(path).status_code == 401
    for wrong in (TOKEN[:-1], TOKEN + "x", "", "ü", TOKEN.upper()):
        header = {"Authorization": f"Bearer {wrong}".encode()}
        assert guarded.get("/api/health", headers=header).status_code == 401
    assert guarded.get("/api/health", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_printed_address_leaves_a_cookie_that_scripts_cannot_read(guarded):
    answer = guarded.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Strict"} <= set(answer.headers["set-cookie"].split("; "))
    assert guarded.get("/api/health").status_code == 200
    guarded.cookies.clear()
    assert guarded.get("/?token=wrong-token-of-16-chars").status_code == 401


def test_the_token_is_compared_in_constant_time(guarded, monkeypatch):
    compared = []
    monkeypatch.setattr("hmac.compare_digest", lambda *pair: bool(compared.append(pair)))
    assert guarded.get("/api/health", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 401
    assert compared == [(TOKEN.encode(), TOKEN.encode())]


def test_any_host_without_a_token_is_never_served():
    with pytest.raises(ValueError, match="token"):
        Guard(lambda *_: None, None, any_host=True)


def test_a_long_body_is_refused_with_a_reason(client):
    answer = client.post("/api/tag", content=b"x" * (BODY_BYTES + 1), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert "4 MB" in answer.json()["error"]


@pytest.mark.parametrize("length", ["9" * 21, "9" * 5000])
def test_a_length_that_is_no_sane_number_is_too_long(client, length):
    assert client.post("/api/tag", content=b"", headers={"Content-Length": length}).status_code == 413


def test_a_long_body_that_does_not_say_so_is_refused_too(client):
    pieces = (b"x" * 100_000 for _ in range(60))
    answer = client.post("/api/tag", content=pieces, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_headers_keep_scripts_and_frames_of_others_out(client):
    for path in ("/", "/static/main.js", "/api/health", "/nothing"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert len(headers.keys()) == len(headers.multi_items())


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/%00"]
)
def test_paths_cannot_escape(client, path):
    assert client.get(path).status_code in {404, 400, 422}


def test_websockets_are_not_answered(desk):
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(create_app(desk)({"type": "websocket", "headers": [], "path": "/", "app": None}, None, send))
    assert sent == []


@pytest.mark.parametrize(
    ("host", "expected"), [("::1", True), ("0.0.0.0", False), ("example.org", False), ("127.1.1.1", True)]
)
def test_what_is_loopback(host, expected):
    assert is_loopback(host) is expected
