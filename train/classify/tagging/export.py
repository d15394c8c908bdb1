"""Writing `pipeline.joblib`, a scikit-learn Pipeline, beside the learning and without loading scikit-learn."""

from __future__ import annotations

import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from classify.tagging.pickles import Later, Numbered, filled, write
from classify.tagging.template import template_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from classify.features.tfidf import Features
    from classify.learning.probabilities import TaskKind
    from classify.tagging.model import Model
    from classify.tagging.template import Template


class _Packer:
    """A file that packs what is written to it."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(1)
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Take some bytes."""
        self._parts.append(self._compressor.compress(data))

    def packed(self) -> bytes:
        """Return all that was written, packed."""
        return b"".join([*self._parts, self._compressor.flush()])


def packed_pipeline(features: Features, kind: TaskKind, topics: int, model: Callable[[], Model]) -> bytes:
    """Return a fitted Pipeline as `joblib.load` reads it, whose `predict_proba` agrees with the model's scores.

    Args:
        features: the model's features.
        kind: whether a text has any number of topics or exactly one.
        topics: how many topics there are.
        model: gives the model; called when its coefficients are due. What comes before them, most of the work, is
            packed by then.
    """
    template = template_for(features.blocks, kind, topics)
    values: dict[str, object] = {"classifier": Later(lambda: _classifier(template, model()))}
    for number, block in enumerate(features.blocks):
        values[f"vocabulary {number}"] = Numbered(block.lines)
        values[f"idf {number}"] = block.idf.astype(np.float64)
        values[f"size {number}"] = block.size
    file = _Packer()
    write(filled(template.pipeline, values), file)
    return file.packed()


def _classifier(template: Template, model: Model) -> Any:
    size = model.features.size
    estimators = [
        filled(
            template.estimator,
            {
                "coefficients": np.ascontiguousarray(model.coefficients[:, output])[None, :],
                "intercept": model.intercepts[output : output + 1],
                "size": size,
            },
        )
        for output in range(model.coefficients.shape[1])
    ]
    topics = np.array([topic.id for topic in model.topics])
    return filled(template.classifier, {"estimators": estimators, "topics": topics, "size": size})


class PipelineWriter:
    """Writes one model as a Pipeline; as a context, it packs on a thread of its own what is known already.

    `announce` and `prepare` may be left out; called as soon as they can be, they save time.
    """

    def __init__(self) -> None:
        self._model: Future[Model] = Future()
        self._packed: Future[bytes] | None = None

    def __enter__(self) -> Self:
        self._packing = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._model.cancel()  # whoever waits for it ends
        self._packing.shutdown()

    def announce(self, features: Features, kind: TaskKind, topics: int) -> None:
        """Begin with the features of which the model will consist."""
        self._packed = self._packing.submit(packed_pipeline, features, kind, topics, self._model.result)

    def prepare(self, model: Model) -> None:
        """Go on with the model."""
        self._model.set_result(model)

    def write(self, model: Model, path: Path) -> None:
        """Write the Pipeline.

        Raises:
            OSError: it cannot be written.
        """
        if self._packed is None:
            packed = packed_pipeline(model.features, model.kind, len(model.topics), lambda: model)
        else:
            packed = self._packed.result()
        path.write_bytes(packed)
