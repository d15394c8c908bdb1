import json
import shutil

import pytest
from conftest import make_rows, run_cli, write_jsonl

from classify.config import parse_config
from classify.verbs.train import train


@pytest.fixture(scope="module")
def two(model_folder, tmp_path_factory):
    """Two models, the second of spoilt labels, and data to compare them on."""
    folder = tmp_path_factory.mktemp("two")
    rows = [{**row, "topics": row["topics"] if number % 3 else []} for number, row in enumerate(make_rows(12))]
    write_jsonl(folder / "a.jsonl", rows)
    train(parse_config({"name": "new", "data": {"path": "a.jsonl"}}, folder / "c.yaml"), folder / "new")
    shutil.copytree(model_folder, folder / "old")
    write_jsonl(folder / "t.jsonl", make_rows(12, seed=7))
    return folder


def test_a_table_for_people(two):
    done = run_cli("compare", "old", "new", "--data", "t.jsonl", cwd=two)
    assert done.returncode == 0, done.stderr.decode()
    assert "new less old" in done.stdout.decode()


def test_json_and_the_texts_on_which_they_differ(two, tmp_path):
    output = tmp_path / "d.jsonl"
    done = run_cli("compare", "old", "new", "--data", "t.jsonl", "--format", "json", "--differences", output, cwd=two)
    record = json.loads(done.stdout)
    assert record["against"] == "old"
    assert set(record["models"]) == {"old", "new"}
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert len(rows) == record["disagreements"] > 0
    assert all(row["answers"]["old"] != row["answers"]["new"] for row in rows)


def test_differences_never_take_the_place_of_the_data(two):
    before = (two / "t.jsonl").read_bytes()
    done = run_cli("compare", "old", "new", "--data", "t.jsonl", "--differences", "t.jsonl", cwd=two)
    assert done.returncode == 2
    assert b"one of the inputs" in done.stderr
    assert (two / "t.jsonl").read_bytes() == before


def test_one_model_is_refused_in_two_lines(two):
    done = run_cli("compare", "old", "--data", "t.jsonl", cwd=two)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 2


def test_columns_are_called_as_in_the_training_data_of_the_first_model(two, tmp_path):
    rows = [
        {"Satz": row["text"], "Themen": "|".join(row["topics"]), "Artikel": row["article"]} for row in make_rows(12)
    ]
    write_jsonl(tmp_path / "a.jsonl", rows)
    data = {"path": "a.jsonl", "text": "Satz", "labels": "Themen", "group": "Artikel", "separator": "|"}
    train(parse_config({"name": "german", "data": data}, tmp_path / "c.yaml"), tmp_path / "german")
    call = ("compare", "german", two / "old", "--data", "a.jsonl", "--format", "json")
    record = json.loads(run_cli(*call, cwd=tmp_path).stdout)
    assert record["unknown"] == {}
    assert record["models"]["german"]["articles"] == 12
    grouped = run_cli(*call, "--group-column", "Satz", "--separator", "|", cwd=tmp_path)
    assert json.loads(grouped.stdout)["models"]["german"]["articles"] == len({row["Satz"] for row in rows})
