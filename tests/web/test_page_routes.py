from dataclasses import replace

from pages import Reader

import classify

MARKUP = "<img src=x onerror=alert(1)>"


def test_the_page_names_the_model_and_the_version(client):
    answer = client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    text = " ".join(Reader(answer.text).text.split())
    assert f"Model small classify {classify.__version__}" in text


def test_a_name_with_markup_is_shown_as_text(client, desk):
    desk._model = replace(desk.model, name=MARKUP)
    answer = client.get("/")
    assert MARKUP not in answer.text
    assert MARKUP in Reader(answer.text).text


def test_all_that_the_page_points_at_is_there(client):
    found = {value for _, name, value in Reader(client.get("/").text).attributes if name in {"href", "src"}}
    paths = sorted(path for path in found if not path.startswith("#"))
    assert {"/static/main.js", "/static/desk.css"} <= set(paths)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_the_page_has_neither_script_nor_style_of_its_own(client):
    attributes = Reader(client.get("/").text).attributes
    assert not [name for _, name, _ in attributes if name == "style" or name.startswith("on")]
    assert [value for tag, name, value in attributes if tag == "script" and name == "src"] == ["/static/main.js"]


def test_the_page_is_no_part_of_the_api(client):
    assert "/" not in client.get("/api/openapi.json").json()["paths"]
