"""The template of a Pipeline: made by scikit-learn once, then kept beside the compiled code.

Loading scikit-learn takes as long as learning from ten thousand texts. What it makes of the same settings is always
the same, but for the numbers that a model puts there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from classify.features.compiled import cache_folder
from classify.tagging.pickles import filled, pickled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from classify.features.tfidf import Block
    from classify.learning.probabilities import TaskKind


class Template(NamedTuple):
    """Pickles with places, as `classify.tagging.pickles` makes them.

    Attributes:
        pipeline: with the places `vocabulary N`, `idf N` and `size N` for each block, and `classifier`.
        classifier: the classifier, with `estimators`, `topics` and `size`, the number of features.
        estimator: that of one output, with `coefficients`, `intercept` and `size`.
    """

    pipeline: bytes
    classifier: bytes
    estimator: bytes


def template_for(blocks: Sequence[Block], kind: TaskKind, topics: int) -> Template:
    """Return the template for some settings, of the scikit-learn that is installed; see `new_template`."""
    path = _path(blocks, kind, topics)
    with suppress(Exception):  # not made yet, or damaged in any way
        return Template(*filled(path.read_bytes(), {}))
    from classify.tagging.pipeline import new_template  # loads scikit-learn

    template = Template(*new_template(blocks, kind, topics))
    with suppress(OSError):  # then the next run makes it again
        _keep(path, pickled(tuple(template)))
    return template


def _path(blocks: Sequence[Block], kind: TaskKind, topics: int) -> Path:
    counted = [(block.analyzer, block.shortest, block.longest, block.sublinear_tf, block.lead) for block in blocks]
    key = repr((version("scikit-learn"), counted, kind, min(topics, 3) if kind == "single" else 0))
    return cache_folder() / f"pipeline-{sha256(key.encode()).hexdigest()[:16]}.pickle"


def _keep(path: Path, content: bytes) -> None:
    """Write a file as a whole: another run may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
