import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import ARTICLE, run_cli


def predict(model_folder, *arguments, stdin=None):
    return run_cli("predict", "--model", model_folder, *arguments, stdin=stdin)


def rows(done):
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_pipe_gets_jsonl(model_folder):
    found = rows(predict(model_folder, ARTICLE))
    assert len(found) == 11
    assert set(found[0]) == {"file", "position", "start", "end", "text", "topics", "scores", "kind"}
    assert found[-1]["kind"] == "next_headline"


def test_standard_input_is_read(model_folder):
    found = rows(predict(model_folder, "-", stdin=b"Crude oil rose. Rebels fled the shelling."))
    assert [row["topics"] for row in found] == [["energy"], ["armed-conflict"]]
    assert {row["file"] for row in found} == {"-"}


def test_a_table_for_people(model_folder):
    done = predict(model_folder, ARTICLE, "--format", "table", "--explain")
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("   1 In yet another indication")


def test_csv(model_folder):
    done = predict(model_folder, ARTICLE, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(done.stdout.decode())))) == 11


def test_output_goes_to_the_file(model_folder, tmp_path):
    done = predict(model_folder, ARTICLE, "--output", tmp_path / "out.csv")
    assert done.stdout == b""
    assert (tmp_path / "out.csv").read_text().startswith("file,position")


def test_parquet(model_folder, tmp_path):
    predict(model_folder, ARTICLE, "--output", tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet").to_pydict()
    assert table["text"] == [row["text"] for row in rows(predict(model_folder, ARTICLE))]
    assert table["kind"][-1] == "next_headline"


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        (["--format", "parquet"], "it cannot go to standard output"),
        (["--resume"], "nothing to go on with"),
        (["--resume", "--output", "out.txt", "--format", "table"], "nothing to go on with"),
    ],
)
def test_options_that_do_not_go_together_are_refused(model_folder, options, cause):
    done = predict(model_folder, ARTICLE, *options)
    assert done.returncode == 2
    assert cause in done.stderr.decode()
    assert "  fix: " in done.stderr.decode()


def test_a_run_that_is_killed_goes_on(model_folder, tmp_path):
    name = "out.jsonl"
    (tmp_path / "a.jsonl").write_text('{"text": "oil"}\n' * 75_000)  # two batches
    command = [sys.executable, "-m", "classify", "predict", "--model", str(model_folder), str(tmp_path / "a.jsonl")]
    process = subprocess.Popen([*command, "--output", str(tmp_path / name)])
    journal = tmp_path / f"{name}.partial.journal"
    until = time.monotonic() + 60
    while time.monotonic() < until and (not journal.exists() or journal.read_bytes().count(b"\n") < 2):
        if process.poll() is not None:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    done = predict(model_folder, tmp_path / "a.jsonl", "--output", tmp_path / name, "--resume")
    assert done.returncode == 0, done.stderr
    whole = predict(model_folder, tmp_path / "a.jsonl", "--output", tmp_path / f"whole{name}")
    assert whole.returncode == 0
    assert (tmp_path / name).read_bytes() == (tmp_path / f"whole{name}").read_bytes()


def test_a_full_disk_is_an_error_of_the_job(model_folder):
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "from classify.cli.main import main\n"
        "main()"
    )
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out.jsonl"
        command = [sys.executable, "-c", script, "predict", "--model", model_folder, ARTICLE, "-o", output]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1
        assert "out.jsonl: could not be written" in done.stderr
        assert "out.jsonl.partial" in done.stderr
        assert "Traceback" not in done.stderr
        assert sorted(path.name for path in Path(folder).iterdir()) == [
            "out.jsonl.partial",
            "out.jsonl.partial.journal",
        ]


def test_units_lines_and_columns(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("Crude oil rose. Gas fell.\nRebels fled.\n")
    (tmp_path / "a.csv").write_text("body\nCrude oil rose. Gas fell.\n")
    assert len(rows(predict(model_folder, tmp_path / "a.txt"))) == 3
    assert len(rows(predict(model_folder, tmp_path / "a.txt", "--unit", "document"))) == 1
    assert len(rows(predict(model_folder, tmp_path / "a.txt", "--lines"))) == 2
    assert len(rows(predict(model_folder, tmp_path / "a.csv", "--text-column", "body"))) == 1
    assert len(rows(predict(model_folder, tmp_path / "a.csv", "--text-column", "body", "--unit", "sentence"))) == 2


def test_topics_are_chosen(model_folder):
    assert all(list(row["scores"]) == ["energy"] for row in rows(predict(model_folder, ARTICLE, "--topics", "energy")))


def test_cp1252_is_said_on_stderr(model_folder, tmp_path):
    (tmp_path / "a.txt").write_bytes("Russia’s crude oil rose.".encode("cp1252"))
    done = predict(model_folder, tmp_path / "a.txt")
    assert rows(done)[0]["text"] == "Russia’s crude oil rose."
    assert b"cp1252" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "options", "cause"),
    [
        ("a.txt", None, [], "no such file"),
        ("a.txt", b"", [], "the file is empty"),
        ("a.txt", b"\x89PNG\x00", [], "binary"),
        ("a.txt", b"broken \xff\xfe text", [], "broken UTF-8"),
        ("a.jsonl", b'{"text": "a"}\n{', [], "a.jsonl:2: not JSON"),
        ("a.csv", b"body\na\n", [], "no column 'text'; found body"),
        ("a.txt", b"oil", ["--topics", "enrgy"], "did you mean 'energy'?"),
    ],
)
def test_bad_input_has_cause_remedy_and_status_2(model_folder, tmp_path, name, content, options, cause):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = predict(model_folder, tmp_path / name, *options)
    err = done.stderr.decode()
    assert done.returncode == 2
    assert cause in err
    assert "\n  fix: " in err
    assert "Traceback" not in err


def test_an_empty_folder_is_refused(model_folder, tmp_path):
    assert b"no texts in this folder" in predict(model_folder, tmp_path).stderr


def test_a_huge_line_is_tagged(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("crude oil " * 200_000)
    (row,) = rows(predict(model_folder, tmp_path / "a.txt"))
    assert row["topics"] == ["energy"]


def test_the_input_is_never_overwritten(model_folder, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Crude oil rose."}\n')
    before = path.read_bytes()
    for source in (path, tmp_path):
        done = predict(model_folder, source, "--output", path)
        assert done.returncode == 2
        assert b"the output is one of the inputs" in done.stderr
        assert path.read_bytes() == before


def test_a_model_is_found_from_inside_its_folder(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("Crude oil rose.")
    done = run_cli("predict", tmp_path / "a.txt", "--model", ".", cwd=model_folder)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(("name", "noted"), [("a.jsonl", True), ("a.csv", False), ("a.txt", False)])
def test_a_format_that_the_name_contradicts_is_said(model_folder, tmp_path, name, noted):
    done = predict(model_folder, ARTICLE, "--format", "csv", "--output", tmp_path / name)
    assert done.returncode == 0
    assert (b"written as csv, as --format says" in done.stderr) == noted
    assert (tmp_path / name).read_text().startswith("file,")


def test_bulk_work_loads_nothing_that_it_does_not_need(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("Crude oil flowed through the pipeline.\n" * 60_000)
    script = f"""
import sys
from classify.cli import main
main.leave = lambda _: None
sys.argv = ["classify", "predict", "--lines", "a.txt", "--model", {str(model_folder)!r}, "--output", "a.parquet"]
main.main()
print(*sorted({{"numba", "pandas", "pyarrow", "scipy", "sklearn"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["numba", "pyarrow"]
