import json

from conftest import make_rows, run_cli, write_jsonl


def test_json_has_the_fields_of_the_contract(model_folder, tmp_path):
    data = write_jsonl(tmp_path / "t.jsonl", make_rows(8, seed=5))
    done = run_cli("evaluate", "--model", model_folder, "--data", data, "--format", "json")
    scores = json.loads(done.stdout)
    assert {"precision", "recall", "f1", "support", "threshold"} <= set(scores["per_topic"]["energy"])
    low, high = scores["micro_f1_interval"]
    assert low <= scores["micro_f1"] <= high


def test_a_table_for_people(model_folder, tmp_path):
    rows = [{"body": row["text"], "tags": ";".join(row["topics"])} for row in make_rows(8, seed=5)]
    data = write_jsonl(tmp_path / "t.jsonl", rows)
    done = run_cli(
        "evaluate", "--model", model_folder, "--data", data, "--text-column", "body", "--labels-column", "tags"
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "micro F1" in done.stdout.decode()


def test_slices_are_in_the_table_and_in_the_json(model_folder, tmp_path):
    rows = [{**row, "desk": "east" if row["article"] < "a03" else "west"} for row in make_rows(8, seed=5)]
    call = ("evaluate", "--model", model_folder, "--data", write_jsonl(tmp_path / "t.jsonl", rows), "--by", "desk")
    table = run_cli(*call).stdout.decode()
    assert [line.split()[:3] for line in table.splitlines()[-3:-1]] == [["east", "15", "3"], ["west", "25", "5"]]
    slices = json.loads(run_cli(*call, "--format", "json").stdout)["slices"]
    assert [part["value"] for part in slices] == ["east", "west"]
    assert set(slices[0]["micro_f1"]) == {"value", "interval"}


def test_wrong_data_are_refused(model_folder, tmp_path):
    done = run_cli("evaluate", "--model", model_folder, "--data", tmp_path / "none.jsonl")
    assert done.returncode == 2
    assert b"there is no such file" in done.stderr
