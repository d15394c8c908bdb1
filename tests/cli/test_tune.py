import json

import pytest
from conftest import run_cli

from classify.cli.tune import seconds_of
from classify.errors import InputError


@pytest.mark.parametrize(("text", "seconds"), [("60s", 60), ("90", 90), ("1.5m", 90), ("2 H", 7200)])
def test_a_budget_is_read(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "0s", "-5", "1d", "5s6"])
def test_what_is_no_budget_is_refused(text):
    with pytest.raises(InputError, match="no length of time"):
        seconds_of(text)


def test_a_short_budget_says_so_and_writes_beside_the_config(corpus, tmp_path):
    (tmp_path / "labelled.jsonl").write_bytes((corpus / "labelled.jsonl").read_bytes())
    (tmp_path / "small.yaml").write_bytes((corpus / "small.yaml").read_bytes())
    done = run_cli("tune", "--config", tmp_path / "small.yaml", "--budget", "0.01s")
    assert done.returncode == 0, done.stderr.decode()
    assert b"the budget of 0.01s is too short to try others" in done.stdout
    assert b"Best of 1 so far: micro F1" in done.stderr
    assert (tmp_path / "small.tuned.yaml").exists()


def test_json_has_every_trial(corpus, tmp_path):
    arguments = [
        "tune",
        "-c",
        corpus / "small.yaml",
        "-o",
        tmp_path / "t.yaml",
        "--budget",
        "0.01s",
        "--format",
        "json",
    ]
    found = json.loads(run_cli(*arguments).stdout)
    assert found["best"] == found["default"] == found["trials"][0]
    assert found["output"] == str(tmp_path / "t.yaml")
