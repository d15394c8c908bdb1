import json

import pytest
import yaml
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
    assert done.stderr.decode() == "note: b.jsonl: 200 rows; fixed.jsonl holds 1 of them and changes the topics of 1\n"
    merged = [json.loads(line) for line in (tmp_path / "b.jsonl").read_text().splitlines()]
    row["topics"] = ["energy"]
    assert merged == rows


def test_a_merge_that_changes_nothing_says_so(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(2))
    write_jsonl(tmp_path / "same.jsonl", make_rows(2)[:3])
    done = run_cli("corpus", "merge", "a.jsonl", "same.jsonl", "--output", "b.jsonl", cwd=tmp_path)
    assert done.stderr.decode() == "note: b.jsonl: 10 rows; same.jsonl holds 3 of them and changes the topics of none\n"


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


def german(tmp_path, name="mine.csv", separator="|"):
    """Write the small corpus as a table with column names of its own."""
    rows = [f"{row['article']};{row['text']};{separator.join(row['topics'])}\n" for row in make_rows()]
    (tmp_path / name).write_text("Artikel;Satz;Themen\n" + "".join(rows))
    return name


COLUMNS = {"--text-column": "Satz", "--labels-column": "Themen", "--group-column": "Artikel", "--separator": "|"}
OPTIONS = [word for option in COLUMNS.items() for word in option]


@pytest.mark.parametrize("verb", ["check", "suspects", "agreement", "merge"])
def test_an_error_names_an_option_that_the_command_has(tmp_path, verb):
    mine = german(tmp_path)
    arguments = {"agreement": [mine], "merge": [mine, "-o", "out.jsonl"]}.get(verb, [])
    for known in range(2):
        done = run_cli("corpus", verb, mine, *arguments, *OPTIONS[: 2 * known], cwd=tmp_path)
        assert done.returncode == 2
        assert f"with {list(COLUMNS)[known]}." in done.stderr.decode()


def test_columns_of_other_names_are_read_by_every_command(tmp_path):
    mine = german(tmp_path)
    checked = run_cli("corpus", "check", mine, *OPTIONS, "--format", "json", cwd=tmp_path)
    summary = json.loads(checked.stdout)["summary"]
    assert (summary["texts"], summary["articles"]) == (120, 24)
    assert [row["topic"] for row in json.loads(checked.stdout)["topics"]] == ["armed-conflict", "economy", "energy", ""]
    compared = run_cli("corpus", "agreement", mine, mine, *OPTIONS, "--format", "json", cwd=tmp_path)
    assert json.loads(compared.stdout)["texts"] == 120
    found = run_cli("corpus", "suspects", mine, "-n", "1", *OPTIONS, "--format", "jsonl", cwd=tmp_path)
    assert found.returncode == 0, found.stderr.decode()


def test_options_go_before_the_columns_of_a_config(tmp_path):
    data = {"path": german(tmp_path), "text": "Text", "labels": "Themen", "group": "Artikel", "separator": "|"}
    (tmp_path / "c.yaml").write_text(yaml.safe_dump({"name": "c", "data": data}))
    refused = run_cli("corpus", "check", "--config", "c.yaml", cwd=tmp_path)
    assert b"no column 'Text'" in refused.stderr
    done = run_cli("corpus", "check", "--config", "c.yaml", "--text-column", "Satz", "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["summary"]["articles"] == 24


def test_topics_in_one_cell_are_told_of_with_the_option_that_parts_them(tmp_path):
    done = run_cli("corpus", "check", german(tmp_path), *OPTIONS[:-2], cwd=tmp_path)
    assert b"if they are several, give --separator '|'" in done.stdout


def test_beside_wrong_rows_a_missing_column_is_told_of_with_its_option(tmp_path):
    (tmp_path / "bad.csv").write_text("Artikel;Satz;Themen\n1;two\n1;Oil fell;a\n")
    done = run_cli("corpus", "check", "bad.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert b"bad.csv:2  2 cells where the header has 3." in done.stdout
    assert b"with --text-column." in done.stdout
