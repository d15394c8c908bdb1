import os
import re
import shutil
import signal
import subprocess
import sys

import pytest
from conftest import run_cli
from typer.testing import CliRunner

import classify
from classify.cli.main import app, corpus_app

HEEDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has jobs in the background ignore it
from classify.__main__ import main
main()
"""
OF_CORPUS = [command.callback.__name__ for command in corpus_app.registered_commands]
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS)], ids=lambda command: " ".join(command) or "classify"
)
def test_every_help_shows_a_first_run_and_loads_nothing_heavy(command):
    script = (
        "import sys; sys.argv = ['classify', *sys.argv[1:]]\n"
        "from classify.cli.main import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'sklearn', 'scipy', 'datasets', 'pandas', 'numba', 'rich.console'} & set(sys.modules)\n"
        "print('heavy:', *heavy)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command, "--help"], capture_output=True, text=True, check=True
    )
    assert "First run:" in done.stdout
    assert done.stdout.endswith("heavy:\n")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), *(["corpus", name] for name in OF_CORPUS)])
def test_help_fits_a_terminal_of_80_columns(command):
    done = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "80"})
    assert [line for line in done.output.splitlines() if len(line) > 80] == []


def test_the_version_is_told():
    assert run_cli("--version").stdout.decode() == f"classify {classify.__version__}\n"


def test_an_error_is_two_lines_on_stderr_and_status_2(tmp_path):
    done = run_cli("predict", tmp_path / "a.txt", "--model", tmp_path / "m")
    assert done.returncode == 2
    assert done.stdout == b""
    assert re.fullmatch(r"error: .*no model there.*\n  fix: .*classify train.*\n", done.stderr.decode())


def test_wrong_usage_is_status_2():
    assert run_cli("predict").returncode == 2
    assert run_cli("no-such-verb").returncode == 2
    assert run_cli("train", "--confg", "x").returncode == 2


def test_a_bug_shows_its_traceback(tmp_path):
    script = (
        "import classify.cli.main as m, classify.config as c\n"
        "def broken(path): raise RuntimeError('a bug')\n"
        "c.load_config = broken\n"
        "import sys; sys.argv = ['classify', 'train']; m.main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_a_closed_pipe_is_quiet(model_folder, tmp_path):
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"text": "Crude oil rose."}\n' * 20_000)
    reader = subprocess.Popen(
        [sys.executable, "-m", "classify", "predict", str(rows), "--model", str(model_folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    reader.stdout.readline()
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait(timeout=30) == 0


def commands_that_print(corpus, model_folder):
    labelled = str(corpus / "labelled.jsonl")
    return [
        ["predict", labelled, "--model", str(model_folder), "--format", "table"],
        ["evaluate", "--data", labelled, "--model", str(model_folder)],
        ["evaluate", "--data", labelled, "--model", str(model_folder), "--format", "json"],
        ["corpus", "check", labelled],
        ["corpus", "agreement", labelled, labelled],
        ["suggest", labelled, "--model", str(model_folder)],
    ]


def test_a_closed_pipe_is_quiet_whatever_is_printed(corpus, model_folder):
    for arguments in commands_that_print(corpus, model_folder):
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-m", "classify", *arguments]
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert done.returncode == 0, arguments
        assert b"Traceback" not in done.stderr
        assert b"error" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")
def test_a_full_standard_output_is_an_error_of_the_job(corpus, model_folder, tmp_path):
    train = ["train", "--config", str(corpus / "small.yaml"), "--output", str(tmp_path / "m")]
    for arguments in [*commands_that_print(corpus, model_folder), train]:
        with open("/dev/full", "wb") as full:
            command = [sys.executable, "-m", "classify", *arguments]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        *_, cause, remedy = done.stderr.decode().splitlines()
        assert cause == "error: standard output: could not be written: No space left on device."
        assert remedy.startswith("  fix: ")
        assert done.returncode == 1, arguments
    assert f"saved in {tmp_path / 'm'}" in remedy
    assert (tmp_path / "m" / "manifest.json").exists()


def test_an_interrupt_says_so_and_keeps_the_old_model(corpus, model_folder, tmp_path):
    folder = shutil.copytree(model_folder, tmp_path / "m")
    before = (folder / "manifest.json").read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-c", HEEDING, "train", "--config", str(corpus / "small.yaml"), "--output", str(folder)],
        stderr=subprocess.PIPE,
    )
    process.stderr.readline()  # the first stage has begun, and scikit-learn and datasets are still to be loaded
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"stopped" in err
    assert b"Traceback" not in err
    assert (folder / "manifest.json").read_bytes() == before


def run_closed(closed, *arguments):
    """Run the command line with some of its standard streams closed, and the others to be looked at."""
    command = [sys.executable, "-m", "classify", *map(str, arguments)]
    script = "import os, sys\nfor stream in sys.argv[1]: os.close(int(stream))\nos.execv(sys.argv[2], sys.argv[2:])"
    return subprocess.run([sys.executable, "-c", script, closed, *command], capture_output=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed otherwise there")
def test_closed_streams_are_no_bug(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("Crude oil rose.")
    tag = ["predict", tmp_path / "a.txt", "--model", model_folder]
    done = run_closed("1", *tag)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        b"error: standard output: could not be written: Bad file descriptor.",
    )
    assert run_closed("12", *tag).returncode == 1
    for printed in (["--help"], ["--version"], ["corpus", "check", "--help"]):
        done = run_closed("1", *printed)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 2), done.stderr
    assert b'"topics": ["energy"]' in run_closed("02", *tag).stdout
    assert run_closed("012", *tag, "--output", tmp_path / "out.jsonl").returncode == 0
    assert b'"topics": ["energy"]' in (tmp_path / "out.jsonl").read_bytes()
    done = run_closed("0", "predict", "-", "--model", model_folder)
    assert (done.returncode, b"-: the file is empty" in done.stderr) == (2, True)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("row_format", ["jsonl", "csv", "parquet", "table", "html"])
def test_a_file_whose_name_is_no_text_is_tagged(model_folder, tmp_path, row_format):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(b"Crude oil rose.")
    output = tmp_path / "out"
    done = run_cli("predict", os.fsdecode(name), "--model", model_folder, "--format", row_format, "--output", output)
    assert done.returncode == 0, done.stderr.decode()
    assert "caf\ufffd.txt".encode() in output.read_bytes()


def test_an_interrupt_while_the_command_line_is_loaded_is_quiet():
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from classify.__main__ import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_stream_that_lacks_a_character_shows_a_question_mark(model_folder, tmp_path):
    (tmp_path / "a.txt").write_text("Crude oil rose — to € 90 🛢 a barrel.")
    tag = ["predict", str(tmp_path / "a.txt"), "--model", str(model_folder), "--format", "table", "--explain"]
    done = subprocess.run(
        [sys.executable, "-m", "classify", *tag],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "to € 90 ? a barrel" in done.stdout.decode("cp1252")


def test_no_description_of_a_command_is_broken_off():
    for group in ([], ["corpus"]):
        _, _, commands = CliRunner().invoke(app, [*group, "--help"]).stdout.partition("Commands:")
        assert commands
        assert "..." not in commands
