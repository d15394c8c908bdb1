"""A desk over the small model, and a client that asks it as a page on this machine would."""

import pytest

from classify.web.app import create_app
from classify.web.desk import Desk, Places


@pytest.fixture
def desk(model_folder, corpus, tmp_path):
    desk = Desk(Places(model_folder, tmp_path / "desk", corpus / "small.yaml"))
    yield desk
    desk.close()


@pytest.fixture
def client(desk):
    from fastapi.testclient import TestClient

    return TestClient(create_app(desk), base_url="http://127.0.0.1:8765")
