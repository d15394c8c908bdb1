"""Loading compiled code beside other work."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np

from classify.features.compiled import available, compiles_first
from classify.features.fitting import fit_features
from classify.learning.logistic import fit_one_vs_rest
from classify.verbs.concrete import concrete_features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classify.config import Config
    from classify.progress import Progress

_TEXTS = ["ab cd", "ab cd", "cd ab"]


@contextmanager
def kernels_loading(config: Config) -> Iterator[None]:
    """Load the compiled code that learning will need while the block runs (reading the texts, for instance).

    Does nothing where the code is still to be compiled: that is said to the user first, and takes all cores.
    """
    thread = Thread(target=_use_once, args=(config,))
    if available() and not compiles_first():
        thread.start()
    try:
        yield
    finally:
        if thread.ident is not None:
            thread.join()


def compile_first(config: Config, progress: Progress) -> None:
    """Compile what learning needs where that is still to be done, so that the time it takes goes by its name."""
    if compiles_first():
        progress.stage("Compiling the code that counts and learns, this once (about 20 s)")
        _use_once(config)


def _use_once(config: Config) -> None:
    with suppress(Exception):  # whatever is wrong will be met, and told, by the work itself
        _, matrix = fit_features(_TEXTS, concrete_features(config).model_copy(update={"min_df": 1}))
        fit_one_vs_rest(matrix, np.array([[True], [True], [False]]), 1.0, 0)
