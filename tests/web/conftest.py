"""A desk over the small model, a client that asks it as a page on this machine would, and a desk in a browser."""

import json
import re
import shutil
import threading
import time

import pytest
from conftest import ARTICLE, ROOT

from classify.config import load_config
from classify.verbs.train import train
from classify.web.app import create_app
from classify.web.desk import Desk, Places

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FILES = ["wire-security", "wire-arms", "wire-russia-west", "wire-politics"]
REFUSED = re.compile(r"^Failed to load resource: .* status of (409|422)")  # the browser's own note of an answer


@pytest.fixture
def desk(model_folder, corpus, tmp_path):
    desk = Desk(Places(model_folder, tmp_path / "desk", corpus / "small.yaml"))
    yield desk
    desk.close()


@pytest.fixture
def client(desk):
    from fastapi.testclient import TestClient

    return TestClient(create_app(desk), base_url="http://127.0.0.1:8765")


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A model of all fifteen topics, trained on a part of the shipped data, and a folder of unlabelled articles."""
    folder = tmp_path_factory.mktemp("desk")
    data = [str(ROOT / "data" / "monitor" / f"briefs-{name}.jsonl") for name in FILES]
    topics = ROOT / "data" / "monitor" / "topics.yaml"
    (folder / "part.yaml").write_text(
        f"name: part\ndata: {{path: {json.dumps(data)}, held_out: {{share: 0.2}}}}\ntopics: {topics}\n"
        "features: {words: [1, 2], min_df: 2}\nclassifier: {C: 10, kind: multi}\n"
    )
    train(load_config(folder / "part.yaml"), folder / "part")
    (folder / "pool").mkdir()
    shutil.copy(ARTICLE, folder / "pool")
    return Places(folder / "part", folder / "part.desk", folder / "part.yaml", folder / "pool")


@pytest.fixture(scope="module")
def address(places):
    import uvicorn

    desk = Desk(places)
    server = uvicorn.Server(uvicorn.Config(create_app(desk), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join()
    desk.close()


@pytest.fixture(scope="module")
def browser():
    """A browser; tests are skipped where none is installed."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if BROWSER is None:
        pytest.skip("no chromium is installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, address):
    """Open pages of the desk; none may say anything on its console, load from elsewhere, or show an object as text."""
    said, asked, contexts, pages = [], [], [], []

    def opened(path="", width=1440, height=900, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(15_000)
        page.on("console", lambda message: None if REFUSED.search(message.text) else said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + path)
        return page

    yield opened
    shown = [page.locator("body").inner_text() for page in pages]
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((address, "file:"))] == []
    assert [text for text in shown if "[object" in text] == []
