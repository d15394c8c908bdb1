import json

from conftest import run_cli


def test_the_queue_as_jsonl_and_as_a_table(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("The oil report spoke of plans. Rebels met near the town.")
    done = run_cli("suggest", tmp_path, "-n", "1", "--model", model_folder, "--format", "jsonl")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row["asked_for"] in row["scores"]
    table = run_cli("suggest", tmp_path, "--model", model_folder).stdout.decode()
    assert "its threshold" in table
    assert "Rebels met near the town." in table


def test_the_column_of_a_table_is_named_as_for_predict(model_folder, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Artikel;Satz\n1;Rebels met near the town.\n")
    done = run_cli("suggest", path, "--model", model_folder, "--format", "jsonl")
    assert b"with --text-column" in done.stderr
    done = run_cli("suggest", path, "--model", model_folder, "--format", "jsonl", "--text-column", "Satz")
    assert json.loads(done.stdout)["text"] == "Rebels met near the town."


def test_a_wrong_folder_is_an_error_in_two_lines(model_folder, tmp_path):
    done = run_cli("suggest", tmp_path / "none", "--model", model_folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 2)
