from fastapi import FastAPI
from fastapi.testclient import TestClient

from classify.web.request import DeskOf


def test_a_route_is_given_the_desk_of_its_own_server():
    answers = []
    for name in ("one", "two"):
        app = FastAPI()
        app.state.desk = name

        @app.get("/")
        def route(desk: DeskOf) -> str:
            return desk

        answers.append((TestClient(app), app))
    assert [client.get("/").json() for client, _ in answers] == ["one", "two"]
    parameters = answers[0][1].openapi()["paths"]["/"]["get"].get("parameters", [])
    assert parameters == []  # the desk is nothing that a caller sends
