"""Retraining in the background: one run at a time, in a process of its own, so that reading goes on undisturbed."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from classify.config import load_config
from classify.errors import ClassifyError, JobError
from classify.progress import Silent
from classify.verbs.retrain import accept, bring_back, retrain
from classify.web.corrections import all_corrections
from classify.web.errors import BusyError
from classify.web.labelled import labelled_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from classify.web.desk import Places
    from classify.web.store import Store

Status = Literal["idle", "running", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class State:
    """How a run is.

    Attributes:
        status: ``idle``, ``running``, ``ready`` (a new model waits to be accepted) or ``failed``.
        stage: what it does now, or why it failed.
        done: how much of the stage is done, of `total`.
        total: 0 where the stage does not count.
        outcome: what the new model changes, once it is ready.
        previous: whether there is an earlier model to bring back.
        possible: why no run can be started; empty where it can.
    """

    status: Status = "idle"
    stage: str = ""
    done: int = 0
    total: int = 0
    outcome: dict[str, Any] | None = None
    previous: bool = False
    possible: str = ""


class Retraining:
    """Runs `retrain` on request, and puts its model in use on request.

    Args:
        places: where the models and the config are.
        store: where the corrections are.
        reload: called when another model lies in the model folder.
        unlabelled: returns the texts at hand, labelled or not.
    """

    def __init__(
        self, places: Places, store: Store, reload: Callable[[], None], unlabelled: Callable[[], list[str]]
    ) -> None:
        self._places = places
        self._store = store
        self._reload = reload
        self._unlabelled = unlabelled
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._candidate = places.desk / "candidate"
        self._previous = places.desk / "previous"
        self._outcome = places.desk / "candidate.json"
        self._state = self._found()

    @property
    def state(self) -> State:
        """How it is at this moment."""
        reason = ""
        if self._places.config is None:
            reason = "There is no config to learn by: start classify serve with --config FILE."
        return replace(self._state, previous=self._previous.is_dir(), possible=reason)

    def start(self) -> None:
        """Start a run.

        Raises:
            BusyError: one is running, there is no config, or nothing was corrected.
            JobError: the disk is full, or the system starts no process.
        """
        with self._lock:
            config = self._places.config
            if self._state.status == "running":
                raise BusyError("A model is being trained already.", "Wait until it is ready.")
            if config is None:
                raise BusyError("There is no config to learn by.", "Start classify serve with --config FILE.")
            corrections = all_corrections(self._store)
            if not corrections:
                raise BusyError("Nothing was corrected or confirmed yet.", "Label some texts first.")
            try:
                self._launch(config, labelled_jsonl(corrections))
            except OSError as error:
                raise JobError(
                    f"The training cannot be started: {error.strerror or error}.", "Free some space, and try again."
                ) from None

    def accept(self) -> None:
        """Put the new model in use, and keep the one that was.

        Raises:
            BusyError: none is ready.
            InputError: it is not whole; nothing is changed.
        """
        with self._lock:
            self._require_ready()
            accept(self._candidate, self._places.model, self._previous)
            self._forget()
            self._reload()

    def discard(self) -> None:
        """Throw the new model away.

        Raises:
            BusyError: none is ready.
        """
        with self._lock:
            self._require_ready()
            self._forget()

    def bring_back(self) -> None:
        """Put the model in use that was before; that one is then the one to bring back.

        Raises:
            BusyError: there is none, or one is being trained.
            InputError: it is not whole; nothing is changed.
        """
        with self._lock:
            if self._state.status == "running":
                raise BusyError("A model is being trained.", "Wait until it is ready.")
            if not self._previous.is_dir():
                raise BusyError("There is no earlier model.", "Accept a new one first.")
            bring_back(self._places.model, self._previous)
            self._forget()
            self._reload()

    def close(self) -> None:
        """End a run that is going on."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _found(self) -> State:
        """Return the state that an earlier server left: a new model may wait to be accepted."""
        with suppress(OSError, ValueError):
            outcome = json.loads(self._outcome.read_bytes())
            if self._candidate.is_dir():
                return State("ready", outcome=outcome)
        return State()

    def _launch(self, config: Path, corrections: bytes) -> None:
        path = self._places.desk / "corrections.jsonl"
        path.write_bytes(corrections)
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        arguments = (config, path, self._places.model, self._candidate, self._unlabelled(), sender)
        process = context.Process(target=_run, args=arguments)
        process.start()  # before the candidate that may wait is forgotten: it replaces it only when it is done
        self._outcome.unlink(missing_ok=True)
        sender.close()
        self._process, self._state = process, State("running", "Starting")
        threading.Thread(target=self._listen, args=(process, receiver), daemon=True).start()

    def _forget(self) -> None:
        self._outcome.unlink(missing_ok=True)
        shutil.rmtree(self._candidate, ignore_errors=True)
        self._state = State()

    def _require_ready(self) -> None:
        if self._state.status != "ready":
            raise BusyError("No new model is ready.", "Retrain first.")

    def _listen(self, process: BaseProcess, receiver: Connection) -> None:
        """Follow a run to its end. Once it has told how it ended, the state may be that of the next run."""
        ended = False
        while not ended:
            try:
                ended = self._hear(*receiver.recv())
            except (EOFError, OSError):
                self._state, ended = State("failed", "The training ended before its time. Try again."), True
        receiver.close()
        process.join()

    def _hear(self, kind: str, *values: Any) -> bool:
        """Take in what a run says; return whether that was its last word."""
        if kind == "stage":
            self._state = State("running", values[0])
        elif kind == "advance":
            self._state = replace(self._state, done=values[0], total=values[1])
        elif kind == "failed":
            self._state = State("failed", values[0])
        else:
            self._outcome.write_text(json.dumps(values[0]), encoding="utf-8")
            self._state = State("ready", outcome=values[0])
        return kind in {"failed", "done"}


class _Telling(Silent):
    """Tells the server how it goes."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender

    def stage(self, text: str) -> None:
        """Say what begins now."""
        self._sender.send(("stage", text))

    def advance(self, done: int, total: int) -> None:
        """Say how far the present stage is."""
        self._sender.send(("advance", done, total))


def _run(
    config: Path, corrections: Path, live: Path, candidate: Path, unlabelled: list[str], sender: Connection
) -> None:
    """Train in this process, and send what comes of it."""
    try:
        outcome = retrain(load_config(config), corrections, live, candidate, _Telling(sender), unlabelled)
        sender.send(("done", outcome.as_json()))
    except ClassifyError as error:
        sender.send(("failed", f"{error.cause} {error.remedy}"))
    except BrokenPipeError:
        pass
