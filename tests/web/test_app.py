import asyncio

import pytest
from anyio.to_thread import current_default_thread_limiter
from fastapi.testclient import TestClient

import classify
from classify.web.app import STATIC, create_app
from classify.web.limits import WORKERS


def test_the_openapi_document_is_there_and_no_page_that_loads_from_elsewhere(client):
    document = client.get("/api/openapi.json").json()
    assert document["info"]["version"] == classify.__version__
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]


def test_every_group_of_routes_is_there(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/tag", "/api/articles/{id}", "/api/corrections", "/api/retrain/accept"} <= set(paths)
    assert all(path.startswith("/api/") for path in paths)
    tags = {tag for path in paths.values() for operation in path.values() for tag in operation["tags"]}
    assert tags == {"read", "articles", "correct", "teach"}


@pytest.mark.parametrize("path", sorted(path.name for path in STATIC.iterdir()))
def test_all_that_the_page_loads_is_served_as_what_it_is(client, path):
    answer = client.get(f"/static/{path}")
    assert answer.content == (STATIC / path).read_bytes()
    kinds = {"js": "javascript", "css": "text/css", "svg": "image/svg"}
    assert kinds[path.rpartition(".")[2]] in answer.headers["content-type"]


def test_requests_wait_their_turn_for_a_few_threads(desk):
    async def tokens():
        app = create_app(desk)
        async with app.router.lifespan_context(app):
            return current_default_thread_limiter().total_tokens

    assert asyncio.run(tokens()) == WORKERS


def test_two_servers_in_one_process_hold_their_own_desks(desk):
    assert create_app(desk).state.desk is desk
    other = object()
    assert create_app(other).state.desk is other


def test_a_token_guards_all_of_it(desk):
    client = TestClient(create_app(desk, "a-token-of-more-than-16"), base_url="http://127.0.0.1")
    assert {client.get(path).status_code for path in ("/", "/static/main.js", "/api/health")} == {401}
