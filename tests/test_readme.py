"""The documentation under test: what it shows is what happens, and what can be typed is documented."""

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import typer
from conftest import ROOT

from classify.cli.main import app, corpus_app

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def clone(tmp_path_factory):
    """A copy of what a user has after the README's first command, with the monitor model trained."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("configs", "data"):
        shutil.copytree(ROOT / name, folder / name)
    run("classify train", folder)
    return folder


def run(command: str, folder) -> str:
    """Run a line of the documentation with this Python's `classify`, in a terminal of 80 columns."""
    command = re.sub(r"\bclassify\b(?= )", f"{shlex.quote(sys.executable)} -m classify", command, count=1)
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def examples() -> list[tuple[str, str]]:
    """Return the commands shown with their output."""
    shown = []
    for language, body in BLOCKS:
        if language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                shown.append((command, output))
    return shown


def normal(text: str) -> list[str]:
    """Return the lines without the white space that a terminal does not show, and without blank ones at the ends."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").split("\n")


@pytest.mark.parametrize(("command", "output"), examples(), ids=[command for command, _ in examples()])
def test_the_commands_print_what_the_readme_shows(clone, command, output):
    actual = normal(run(command, clone))
    if "..." in normal(output):
        head, tail = output.split("...\n", 1)
        assert actual[: len(normal(head))] == normal(head)
        assert actual[-len(normal(tail)) :] == normal(tail) or not tail.strip()
    else:
        assert actual == normal(output)


def test_the_library_examples_run(clone, monkeypatch):
    monkeypatch.chdir(clone)
    source = "\n".join(body for language, body in BLOCKS if language == "python")
    test = doctest.DocTestParser().get_doctest(source, {}, "README", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert test.examples
    assert runner.run(test).failed == 0


def test_the_users_article_is_tagged_as_promised(clone):
    rows = [
        json.loads(line) for line in run("classify predict data/articles/monitor-1996-12-17.txt", clone).splitlines()
    ]
    protocol = next(row for row in rows if "military-technical cooperation" in row["text"])
    rival = next(row for row in rows if "arming a potential rival" in row["text"])
    assert "security-cooperation" in protocol["topics"]
    assert "arms-trade" in rival["topics"]


def test_the_monitor_pipeline_loads(clone):
    import joblib

    pipeline = joblib.load(clone / "models" / "monitor" / "pipeline.joblib")
    assert pipeline.predict_proba(["Moscow will deliver forty fighters to Hanoi."]).shape == (1, 15)


def test_the_monitor_model_is_calibrated(clone):
    manifest = json.loads((clone / "models" / "monitor" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scores"]["measured_on"] == "articles held out from training"
    assert manifest["scores"]["calibration_error"] <= 0.03


def commands() -> list[tuple[str, list[str]]]:
    """Return every command with its options."""
    found = []
    for group, prefix in ((app, ""), (corpus_app, "corpus ")):
        for name, command in typer.main.get_command(group).commands.items():
            if not hasattr(command, "commands"):
                options = [
                    option for parameter in command.params for option in parameter.opts if option.startswith("--")
                ]
                found.append((prefix + name, [option for option in options if option != "--help"]))
    return found


@pytest.mark.parametrize(("name", "options"), commands(), ids=[name for name, _ in commands()])
def test_every_command_and_option_is_documented(name, options):
    text = README + (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"classify {name}" in text
    assert [option for option in options if option not in text] == []


def test_ci_runs_the_readmes_second_command():
    second = [body.strip() for language, body in BLOCKS if language == ""][1]
    assert second in (ROOT / ".ci" / "run").read_text()
