import json

import pytest
from conftest import make_rows, run_cli, write_jsonl


def test_a_sound_corpus_passes(corpus):
    done = run_cli("corpus", "check", "--config", corpus / "small.yaml")
    assert done.returncode == 0, done.stderr.decode()
    assert b"0 errors" in done.stdout
    assert b"distinct words" in done.stdout


def test_an_error_in_the_data_is_status_1_and_in_the_json(tmp_path):
    rows = make_rows()
    path = write_jsonl(tmp_path / "a.jsonl", [*rows, {**rows[0], "topics": [], "article": "other"}])
    done = run_cli("corpus", "check", path, "--format", "json")
    assert done.returncode == 1
    findings = json.loads(done.stdout)["findings"]
    assert findings[0]["severity"] == "error"
    assert findings[0]["place"] == f"{path}:121"


@pytest.mark.parametrize("arguments", [[], ["a.jsonl", "--config", "c.yaml"]])
def test_one_source_of_data_is_needed(arguments):
    done = run_cli("corpus", "check", *arguments)
    assert done.returncode == 2
    assert b"either a path or --config" in done.stderr


def test_two_labellings_are_compared(tmp_path):
    rows = make_rows()
    first = write_jsonl(tmp_path / "a.jsonl", rows)
    second = write_jsonl(tmp_path / "b.jsonl", rows[:60])
    table = run_cli("corpus", "agreement", first, second).stdout.decode()
    assert "60 texts labelled twice" in table
    assert "1.00" in table
    record = json.loads(run_cli("corpus", "agreement", first, second, "--format", "json").stdout)
    assert record["overall"]["kappa"] == 1.0
