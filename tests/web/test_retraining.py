import json
import multiprocessing
import shutil
import threading
import time
from types import SimpleNamespace

import pytest

from classify.errors import InputError, JobError
from classify.tagging.manifest import fingerprint
from classify.web import retraining as module
from classify.web.corrections import Change, save
from classify.web.desk import Places
from classify.web.errors import BusyError
from classify.web.retraining import Retraining
from classify.web.store import Store

OUTCOME = {"texts": 0, "moved": []}


class Worker(threading.Thread):
    """What stands for the process: it says to the server what a test lets it say."""

    def __init__(self, target, args):
        super().__init__(daemon=True)
        self.arguments, self.sender, self.over = args, args[-1], threading.Event()

    def run(self):
        self.over.wait(20)

    def say(self, *words):
        self.sender.send(words)

    def die(self):
        self.over.set()
        if not self.sender.closed:
            self.sender.close()

    terminate = die


class Context:
    """What starts workers, and keeps them at hand."""

    def __init__(self):
        self.workers = []

    def Pipe(self, duplex):  # noqa: N802
        receiver, sender = multiprocessing.Pipe(duplex)
        return receiver, Kept(sender)

    def Process(self, target, args):  # noqa: N802
        self.workers.append(Worker(target, (*args[:-1], args[-1].connection)))
        return self.workers[-1]


class Kept:
    """The server's end of the worker's connection: closing it leaves that of the worker open."""

    def __init__(self, connection):
        self.connection = connection

    def close(self):
        pass


@pytest.fixture
def context(monkeypatch):
    context = Context()
    monkeypatch.setattr(module.multiprocessing, "get_context", lambda kind: context)
    yield context
    for worker in context.workers:
        worker.die()


@pytest.fixture
def places(model_folder, corpus, tmp_path):
    return Places(shutil.copytree(model_folder, tmp_path / "small"), tmp_path / "desk", corpus / "small.yaml")


@pytest.fixture
def store(places):
    store = Store(places.desk)
    save(store, Change("Zebras grazed.", ("energy",), article="a1"), 0)
    yield store
    store.close()


@pytest.fixture
def training(places, store, context):
    reloaded = []
    training = Retraining(places, store, lambda: reloaded.append(fingerprint(places.model)), lambda: ["Herds grazed."])
    training.reloaded = reloaded
    return training


def until(true):
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def made_ready(training, context, places):
    """Go through a run that makes another model."""
    training.start()
    shutil.copytree(places.model, places.desk / "candidate")
    context.workers[-1].say("done", OUTCOME)
    until(lambda: training.state.status == "ready")


def test_a_run_is_given_the_corrections_and_tells_how_it_goes(training, context, places):
    training.start()
    (worker,) = context.workers
    config, corrections, live, candidate, unlabelled, _ = worker.arguments
    assert unlabelled == ["Herds grazed."]
    assert (config, live, candidate) == (places.config, places.model, places.desk / "candidate")
    assert json.loads(corrections.read_text())["text"] == "Zebras grazed."
    assert training.state.stage == "Starting"
    worker.say("stage", "Learning")
    until(lambda: training.state.stage == "Learning")
    worker.say("advance", 2, 5)
    until(lambda: (training.state.done, training.state.total) == (2, 5))
    assert training.state.stage == "Learning"


def test_nothing_else_is_done_while_one_runs(training, context, places):
    shutil.copytree(places.model, places.desk / "previous")
    training.start()
    for action in (training.start, training.accept, training.discard, training.bring_back):
        with pytest.raises(BusyError):
            action()
    assert len(context.workers) == 1


def test_a_worker_that_dies_is_a_run_that_failed_and_another_can_begin(training, context):
    training.start()
    context.workers[0].die()
    until(lambda: training.state.status == "failed")
    assert "before its time" in training.state.stage
    training.start()
    assert training.state.status == "running"


def test_a_worker_that_fails_says_why(training, context):
    training.start()
    context.workers[0].say("failed", "The data are gone. Bring them back.")
    until(lambda: training.state.status == "failed")
    assert training.state.stage == "The data are gone. Bring them back."


def test_what_is_left_of_a_run_says_nothing_of_the_next(training, context, places, monkeypatch):
    hear, started = training._hear, threading.Event()

    def hear_and_start_again(*words):
        ended = hear(*words)
        training.start()
        started.set()
        return ended

    monkeypatch.setattr(training, "_hear", hear_and_start_again)
    training.start()
    before = threading.active_count()
    context.workers[0].say("failed", "no")
    assert started.wait(10)
    context.workers[0].die()
    until(lambda: threading.active_count() <= before)  # the worker and its listener are gone, another pair is there
    assert training.state.status == "running"


def test_where_no_process_can_be_started_it_says_so_and_can_be_tried_again(training, context, monkeypatch):
    monkeypatch.setattr(Worker, "start", lambda self: (_ for _ in ()).throw(OSError(11, "no more processes")))
    with pytest.raises(JobError, match="no more processes"):
        training.start()
    assert training.state.status == "idle"
    monkeypatch.undo()
    training.close()


def test_where_no_process_can_be_started_the_waiting_model_stays(training, context, places, monkeypatch):
    made_ready(training, context, places)
    monkeypatch.setattr(Worker, "start", lambda self: (_ for _ in ()).throw(OSError(11, "no more processes")))
    with pytest.raises(JobError, match="no more processes"):
        training.start()
    assert training.state.status == "ready"


def test_where_the_corrections_cannot_be_written_the_waiting_model_stays(training, context, places):
    made_ready(training, context, places)
    (places.desk / "corrections.jsonl").unlink()
    (places.desk / "corrections.jsonl").mkdir()
    with pytest.raises(JobError, match="cannot be started"):
        training.start()
    assert training.state.status == "ready"


def test_it_is_refused_without_corrections_and_without_a_config(places, tmp_path):
    empty = Store(tmp_path / "empty")
    with pytest.raises(BusyError, match="Nothing was corrected"):
        Retraining(places, empty, lambda: None, list).start()
    bare = Retraining(Places(places.model, places.desk), empty, lambda: None, list)
    assert "--config" in bare.state.possible
    with pytest.raises(BusyError, match="no config"):
        bare.start()
    empty.close()


def test_a_new_model_is_accepted_and_brought_back(training, context, places):
    made_ready(training, context, places)
    assert (training.state.outcome, training.state.previous) == (OUTCOME, False)
    training.accept()
    assert (training.state.status, training.state.previous) == ("idle", True)
    training.bring_back()
    assert len(training.reloaded) == 2
    with pytest.raises(BusyError):
        training.accept()


def test_a_discarded_model_is_gone(training, context, places):
    made_ready(training, context, places)
    training.discard()
    assert training.state.status == "idle"
    assert sorted(path.name for path in places.desk.glob("candidate*")) == []
    assert training.reloaded == []


def test_a_new_model_that_was_harmed_meanwhile_is_not_put_in_use(training, context, places):
    made_ready(training, context, places)
    (places.desk / "candidate" / "vocabulary.txt").write_text("oil")
    kept = fingerprint(places.model)
    with pytest.raises(InputError):
        training.accept()
    assert (fingerprint(places.model), training.state.previous, training.reloaded) == (kept, False, [])
    training.discard()
    assert training.state.status == "idle"


@pytest.mark.parametrize(
    ("outcome", "folder", "expected"),
    [(json.dumps(OUTCOME), True, "ready"), (json.dumps(OUTCOME), False, "idle"), ('{"te', True, "idle")],
)
def test_another_server_finds_the_model_that_waits_if_it_is_there(places, store, outcome, folder, expected):
    (places.desk / "candidate.json").write_text(outcome)
    if folder:
        (places.desk / "candidate").mkdir()
    assert Retraining(places, store, lambda: None, list).state.status == expected


def test_closing_ends_the_run(training, context):
    training.close()
    training.start()
    training.close()
    assert not context.workers[0].is_alive()
    training.close()


def said_by(run, *arguments):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    run(*arguments, sender)
    sender.close()
    said = []
    with receiver:
        while receiver.poll(0):
            try:
                said.append(receiver.recv())
            except EOFError:
                break
    return said


def test_the_process_says_why_it_cannot_train(places, tmp_path):
    (tmp_path / "bad.yaml").write_text("name: small\ndata: {path: nothing.jsonl}\n")
    corrections = tmp_path / "c.jsonl"
    corrections.write_text('{"text": "Oil.", "topics": ["energy"]}\n')
    said = said_by(module._run, tmp_path / "bad.yaml", corrections, places.model, tmp_path / "new", [])
    assert said[-1][0] == "failed"
    assert "nothing.jsonl" in said[-1][1]


def test_the_process_tells_its_stages_and_what_came_of_it(places, monkeypatch):
    def retrain(config, corrections, live, candidate, progress, unlabelled):
        progress.stage("Learning")
        progress.advance(1, 2)
        return SimpleNamespace(as_json=lambda: OUTCOME)

    monkeypatch.setattr(module, "retrain", retrain)
    said = said_by(module._run, places.config, None, None, None, [])
    assert said == [("stage", "Learning"), ("advance", 1, 2), ("done", OUTCOME)]


def test_the_process_ends_quietly_when_the_server_is_gone(places, monkeypatch):
    monkeypatch.setattr(module, "retrain", lambda *arguments: arguments[-2].stage("Learning"))
    receiver, sender = multiprocessing.Pipe(duplex=False)
    receiver.close()
    assert module._run(places.config, None, None, None, [], sender) is None
