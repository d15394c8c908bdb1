"""Short versions of the scripts that load and kill a server; `benchmarks/` has the long ones."""

import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.mark.parametrize(
    ("script", "options", "expected"),
    [
        ("kill_server.py", ["--times", "3", "--clients", "2"], "0 missing"),
        # Whether the waits are short is not for a test on a machine that does other things too.
        ("load_server.py", ["--seconds", "2", "--clients", "32", "--limit", "10"], ", 0 errors"),
    ],
)
def test_a_short_run_of_the_script_is_good(model_folder, corpus, script, options, expected):
    command = [sys.executable, str(ROOT / "benchmarks" / script), "--model", str(model_folder), *options]
    if script == "load_server.py":
        command += ["--data", str(corpus / "labelled.jsonl"), "--growth", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert expected in done.stdout
