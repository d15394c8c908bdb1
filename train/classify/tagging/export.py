"""Writing `pipeline.joblib` in a process of its own, which loads scikit-learn while the model is still being learnt.

Loading scikit-learn takes as long as learning from ten thousand texts, and nothing else in training needs it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from classify.features.tfidf import Features
    from classify.tagging.model import Model


class PipelineWriter:
    """Writes a model as a scikit-learn Pipeline; started early, as a context, it has loaded what it needs in time.

    Where scikit-learn is loaded already, this process does the work.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._announced = False

    def __enter__(self) -> Self:
        if sys.executable and "sklearn" not in sys.modules:
            self._process = _started()
            self._pickler = pickle.Pickler(cast("Any", self._process.stdin), protocol=5)
            self._sender = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._sender.shutdown()

    def announce(self, features: Features) -> None:
        """Have the features prepared, of which the model will consist."""
        if self._process is not None:
            self._sender.submit(self._send, features)
            self._announced = True

    def write(self, model: Model, path: Path) -> None:
        """Write the Pipeline.

        Raises:
            OSError: it cannot be written.
        """
        if self._process is None:
            write_pipeline(model, path)
            return
        if not self._announced:
            self.announce(model.features)
        # The features that were announced are not sent twice: the pickler remembers them. The copy leaves behind
        # what the model keeps for its own speed.
        self._sender.submit(self._send, (replace(model), path))
        self._sender.shutdown()
        _, errors = self._process.communicate()
        if self._process.returncode:
            lines = errors.decode(errors="replace").strip().splitlines() or ["the process that writes it was ended"]
            raise OSError(f"{path.name}: {lines[-1]}")

    def _send(self, value: object) -> None:
        """Send a value; this waits until the process has loaded scikit-learn."""
        self._pickler.dump(value)
        cast("Any", self._process).stdin.flush()


def write_pipeline(model: Model, path: Path) -> None:
    """Write the Pipeline that `as_pipeline` makes, packed.

    Raises:
        OSError: it cannot be written.
    """
    from classify.tagging.pipeline import as_pipeline

    # What `joblib.load` reads; `joblib.dump` would write the same with Python's own pickler, ten times slower.
    path.write_bytes(zlib.compress(pickle.dumps(as_pipeline(model), protocol=4), level=1))


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


def _serve() -> None:
    """Load what is needed, then take the features and the model, and write it; end quietly where none comes."""
    sys.modules["pandas"] = cast("Any", None)  # scikit-learn would load it along, for nothing that is used here
    import classify.tagging.pipeline  # noqa: F401  (this takes the time)

    received = pickle.Unpickler(sys.stdin.buffer)  # noqa: S301  (our own process sends it)
    try:
        features = cast("Features", received.load())
        for block in features.blocks:
            _ = block.position  # kept for the Pipeline
        model, path = cast("tuple[Model, Path]", received.load())
    except EOFError:
        return
    write_pipeline(model, path)
    os._exit(0)  # taking apart what was loaded takes as long as writing


if __name__ == "__main__":
    _serve()
