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


@pytest.mark.parametrize("verb", ["check", "suspects"])
@pytest.mark.parametrize("arguments", [[], ["a.jsonl", "--config", "c.yaml"]])
def test_one_source_of_data_is_needed(verb, arguments):
    done = run_cli("corpus", verb, *arguments)
    assert done.returncode == 2
    assert b"either a path or --config" in done.stderr


def test_two_labellings_are_compared(tmp_path):
    rows = make_rows()
    first = write_jsonl(tmp_path / "a.jsonl", rows)
    second = write_jsonl(tmp_path / "b.jsonl", rows[:60])
    done = run_cli("corpus", "agreement", first, second)
    table = done.stdout.decode()
    assert done.stderr.decode() == f"note: only in {first}, and not compared: 60 texts\n"
    assert "60 texts labelled twice" in table
    assert "1.00" in table
    record = json.loads(run_cli("corpus", "agreement", first, second, "--format", "json").stdout)
    assert record["overall"]["kappa"] == 1.0


def test_suspects_are_found_corrected_and_merged_back(tmp_path):
    rows = make_rows(40)
    row = next(row for row in rows if row["topics"] == ["energy"])
    row["topics"] = ["armed-conflict"]
    write_jsonl(tmp_path / "a.jsonl", rows)
    table = run_cli("corpus", "suspects", "a.jsonl", "-n", "1", cwd=tmp_path).stdout.decode()
    assert f"a.jsonl:{rows.index(row) + 1}" in table
    assert "labelled: armed-conflict" in table
    assert "add energy, of probability 0.9" in table
    found = run_cli("corpus", "suspects", "a.jsonl", "-n", "1", "--format", "jsonl", cwd=tmp_path)
    suspect = json.loads(found.stdout)
    assert suspect["suggested"] == ["energy"]
    write_jsonl(tmp_path / "fixed.jsonl", [{**suspect, "topics": suspect["suggested"]}])
    done = run_cli("corpus", "merge", "a.jsonl", "fixed.jsonl", "--output", "b.jsonl", cwd=tmp_path)
    assert done.stderr.decode() == "note: b.jsonl: 200 rows, 1 of them corrected, the topics of 1 changed\n"
    merged = [json.loads(line) for line in (tmp_path / "b.jsonl").read_text().splitlines()]
    row["topics"] = ["energy"]
    assert merged == rows


def test_a_correction_of_nothing_is_refused_in_two_lines(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(2))
    write_jsonl(tmp_path / "fixed.jsonl", [{"article": "a00", "position": 0, "text": "Not there.", "topics": []}])
    done = run_cli("corpus", "merge", "a.jsonl", "fixed.jsonl", "--output", "b.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 2
    assert not (tmp_path / "b.jsonl").exists()


def test_a_table_begins_at_once_and_names_files_as_the_user_did(tmp_path):
    rows = make_rows()
    write_jsonl(tmp_path / "a.jsonl", [*rows, {**rows[0], "topics": [], "article": "other"}])
    for arguments in (["check", "a.jsonl"], ["agreement", "a.jsonl", "a.jsonl"]):
        done = run_cli("corpus", *arguments, cwd=tmp_path)
        assert done.stdout.decode().splitlines()[0].startswith("  topic ")
    assert b"   a.jsonl:121  " in run_cli("corpus", "check", "a.jsonl", cwd=tmp_path).stdout
