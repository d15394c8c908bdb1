"""Writing `pipeline.joblib` in a process of its own, which loads scikit-learn while the model is still being learnt.

Loading scikit-learn takes as long as learning from ten thousand texts, and nothing else in training needs it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from classify.features.tfidf import Features
    from classify.tagging.model import Model

_PIPELINES = "classify.tagging.pipeline"


class PipelineWriter:
    """Writes one model as a scikit-learn Pipeline; started early, as a context, it has loaded what it needs in time.

    It may be entered again while it runs, by whom it was handed to.
    `announce` and `prepare` may be left out; called as soon as they can be, they save time. Where scikit-learn is
    loaded already, this process does the work.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._announced = self._prepared = False

    def __enter__(self) -> Self:
        if self._process is None and sys.executable and "sklearn" not in sys.modules:
            self._process = _started()
            self._pickler = pickle.Pickler(cast("Any", self._process.stdin), protocol=5)
            self._sender = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._sender.shutdown()
            self._process = None

    def announce(self, features: Features) -> None:
        """Have the features prepared, of which the model will consist."""
        self._announced = True
        if self._process is not None:
            self._sender.submit(self._send, features)

    def prepare(self, model: Model) -> None:
        """Have the Pipeline made, to be written by `write`."""
        if not self._announced:
            self.announce(model.features)
        self._prepared = True
        if self._process is not None:
            # The features are not sent twice: the pickler remembers them. The copy leaves behind what the model
            # keeps for its own speed.
            self._sender.submit(self._send, replace(model))

    def write(self, model: Model, path: Path) -> None:
        """Write the Pipeline.

        Raises:
            OSError: it cannot be written.
        """
        if self._process is None:
            from classify.tagging.pipeline import packed_pipeline

            path.write_bytes(packed_pipeline(model.features, lambda: model))
            return
        if not self._prepared:
            self.prepare(model)
        self._sender.submit(self._send, path)
        self._sender.shutdown()
        _, errors = self._process.communicate()
        if self._process.returncode:
            lines = errors.decode(errors="replace").strip().splitlines() or ["the process that writes it was ended"]
            raise OSError(f"{path.name}: {lines[-1]}")

    def _send(self, value: object) -> None:
        """Send a value; this waits until the process has loaded scikit-learn."""
        self._pickler.dump(value)
        cast("Any", self._process).stdin.flush()


def _started() -> subprocess.Popen[bytes]:
    here = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "classify.tagging.export"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,  # Ctrl-C is for the process that trains, which then ends this one
    )


class _StandIn(ModuleType):
    """A module that has whatever is asked of it while others are loaded, and none of it does anything."""

    def __getattr__(self, name: str) -> _StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        return _StandIn(name)


def _load_pipelines() -> ModuleType:
    """Load what makes Pipelines. scikit-learn would load pandas and scipy's statistics along, half of the whole time.

    Nothing that is used here needs either. A scikit-learn that cannot be loaded so is loaded as it is.
    """
    sys.modules["pandas"] = cast("Any", None)  # importing it raises ImportError
    sys.modules["scipy.stats"] = _StandIn("scipy.stats")
    try:
        return import_module(_PIPELINES)
    except Exception:
        for name in [name for name in sys.modules if name.startswith(("sklearn", "scipy.stats", "pandas"))]:
            del sys.modules[name]
        return import_module(_PIPELINES)


def _serve() -> None:
    """Load what is needed, then take the features, the model and the path, and write; end where nothing comes."""
    packed_pipeline = _load_pipelines().packed_pipeline
    received = pickle.Unpickler(sys.stdin.buffer)  # noqa: S301  (our own process sends it)
    try:
        packed = packed_pipeline(cast("Features", received.load()), lambda: cast("Model", received.load()))
        path = cast("Path", received.load())
    except EOFError:
        return
    path.write_bytes(packed)
    os._exit(0)  # taking apart what was loaded takes as long as writing


if __name__ == "__main__":
    _serve()
