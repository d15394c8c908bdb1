import os
import subprocess
import sys
import time
from pathlib import Path

import joblib
import numpy as np
import pytest

from classify.tagging.export import PipelineWriter
from classify.tagging.folder import load_model


@pytest.fixture
def elsewhere(monkeypatch):
    """Have the Pipeline written by a process of its own, as where scikit-learn is not loaded yet."""
    monkeypatch.delitem(sys.modules, "sklearn", raising=False)


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{process}/stat").exists() or Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"


def started(writer):
    process = writer._process
    assert process is not None
    return process


def test_the_process_writes_the_same_pipeline(elsewhere, model_folder, tmp_path):
    model, _ = load_model(model_folder)
    with PipelineWriter() as writer:
        process = started(writer)
        writer.announce(model.features)
        writer.prepare(model)
        writer.write(model, tmp_path / "p.joblib")
    assert process.returncode == 0
    texts = ["Crude oil and gas.", "", "Rebels"]
    paths = (model_folder / "pipeline.joblib", tmp_path / "p.joblib")
    here, there = (joblib.load(path).predict_proba(texts) for path in paths)
    np.testing.assert_array_equal(here, there)


def test_whoever_it_was_handed_to_may_enter_it_again(elsewhere, model_folder, tmp_path):
    model, _ = load_model(model_folder)
    with PipelineWriter() as writer:
        process = started(writer)
        with writer as same:
            assert started(same) is process
            same.write(model, tmp_path / "p.joblib")
    assert (tmp_path / "p.joblib").stat().st_size > 0


def test_without_a_model_the_process_is_ended(elsewhere):
    with PipelineWriter() as writer:
        process = started(writer)
    assert process.returncode is not None


def test_the_process_ends_when_the_one_that_trains_is_killed():
    script = """
import os, signal
from classify.tagging.export import PipelineWriter
with PipelineWriter() as writer:
    print(writer._process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=False)
    assert killed.returncode == -9
    deadline = time.monotonic() + 30
    while alive(int(killed.stdout)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_goes_wrong_there_is_told_here(elsewhere, model_folder, tmp_path):
    model, _ = load_model(model_folder)
    with PipelineWriter() as writer, pytest.raises(OSError, match=r"p\.joblib: .*No such file or directory"):
        writer.write(model, tmp_path / "missing" / "p.joblib")


def test_where_scikit_learn_is_loaded_no_process_is_started(model_folder, tmp_path):
    __import__("sklearn")
    model, _ = load_model(model_folder)
    with PipelineWriter() as writer:
        assert writer._process is None
        writer.write(model, tmp_path / "p.joblib")
    assert (tmp_path / "p.joblib").stat().st_size > 0


LOADING = """
import sys
from classify.tagging import export
{}
export._load_pipelines()
print(type(sys.modules.get("scipy.stats")).__name__)
from sklearn.linear_model import LogisticRegression
"""
REFUSED = """
class Refused(export.ModuleType):
    def __getattr__(self, name):
        raise RuntimeError(name)
export._StandIn = Refused
"""


@pytest.mark.parametrize(("before", "found"), [("", "_StandIn"), (REFUSED, "module")])
def test_a_stand_in_spares_the_loading_of_statistics_unless_it_is_found_out(before, found):
    done = subprocess.run([sys.executable, "-c", LOADING.format(before)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == [found], done.stderr
