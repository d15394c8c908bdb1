import json

import pytest
from conftest import make_rows, run_cli, write_jsonl


def test_training_prints_scores_on_stdout_and_progress_on_stderr(corpus, tmp_path):
    done = run_cli("train", "--config", corpus / "small.yaml", "--output", tmp_path / "m")
    assert done.returncode == 0, done.stderr.decode()
    out, err = done.stdout.decode(), done.stderr.decode()
    for heading in ("precision", "recall", "F1", "support", "threshold", "micro F1", "95 % interval", "saved in"):
        assert heading in out
    assert "Reading the labelled texts" in err
    assert "Reading" not in out
    assert (tmp_path / "m" / "manifest.json").exists()


def test_the_default_folder_is_models_and_the_name(corpus, tmp_path):
    assert run_cli("train", "--config", corpus / "small.yaml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "models" / "small" / "weights.npz").exists()


def test_a_run_that_measured_nothing_says_so(corpus, tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows())
    (tmp_path / "c.yaml").write_text("name: m\ndata: {path: a.jsonl}\nthresholds: null\n")
    done = run_cli("train", "--config", tmp_path / "c.yaml", cwd=tmp_path)
    assert b"Nothing was measured" in done.stdout


ONE = {"article": "a", "text": "oil", "topics": ["x"]}


@pytest.mark.parametrize(
    ("config", "rows", "cause"),
    [
        ("name: m\ndata: {path: a.jsonl}", [ONE, ONE], "carry the same label (x)"),
        ("name: m\ndata: {path: none.jsonl}", [], "there is no such file"),
        ("name: m\ndata: {path: a.jsonl, text: body}", [ONE], "no column 'body'"),
        ("name: m\ndata: {path: a.jsonl}\nfeatuers: {}", [ONE], "unknown key 'featuers' (did you mean 'features'?)"),
        ("name: m\ndata: {path: a.jsonl}\nseed: red", [ONE], "'seed' is 'red'"),
        (
            "name: m\ndata: {path: a.jsonl}",
            [ONE, {**ONE, "text": "oil oil", "topics": []}],
            "1 article cannot make 5 folds",
        ),
        ("name: m\ndata: {path: a.jsonl}", [ONE, {**ONE, "topics": []}], "All 2 texts are the same ('oil')"),
        ("name: m\ndata: {path: a.jsonl}\ntopics: t.yaml", [ONE], "no such topics file"),
    ],
)
def test_bad_input_has_cause_remedy_and_status_2(tmp_path, config, rows, cause):
    write_jsonl(tmp_path / "a.jsonl", rows)
    (tmp_path / "c.yaml").write_text(config)
    done = run_cli("train", "--config", tmp_path / "c.yaml", "--output", tmp_path / "m")
    err = done.stderr.decode()
    assert done.returncode == 2
    assert cause in err
    assert "\n  fix: " in err
    assert "Traceback" not in err
    assert not (tmp_path / "m").exists()


def test_a_line_that_is_not_json_is_named(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ONE) + "\n{oops\n")
    (tmp_path / "c.yaml").write_text("name: m\ndata: {path: a.jsonl}")
    done = run_cli("train", "--config", tmp_path / "c.yaml")
    assert b"a.jsonl:2: not JSON" in done.stderr
    assert done.returncode == 2


def test_a_folder_that_cannot_be_written_is_status_1(corpus, tmp_path):
    (tmp_path / "file").write_text("x")
    done = run_cli("train", "--config", corpus / "small.yaml", "--output", tmp_path / "file" / "m")
    assert done.returncode == 1
    assert b"could not be written" in done.stderr
    assert b"Reading" not in done.stderr  # before the work
