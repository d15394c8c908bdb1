"""From a model and labelled texts to scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.config import DataSettings
from classify.corpus.loading import load_examples
from classify.errors import InputError, listed
from classify.progress import Silent
from classify.tagging.folder import load_model
from classify.tagging.manifest import read_manifest
from classify.verbs.learn import judge_model

if TYPE_CHECKING:
    from pathlib import Path

    from classify.judging.metrics import Scores
    from classify.progress import Progress


def data_like_training(
    folder: Path, path: str, text: str | None = None, labels: str | None = None, group: str | None = None
) -> DataSettings:
    """Return how to read a file of labelled texts: as the model's own training data, where nothing else is said.

    Args:
        folder: the model folder.
        path: the file.
        text: the column with the text; by default the one that the model was trained on.
        labels: the column with the topics; by default one of the usual names.
        group: the column with the article's id; likewise.

    Raises:
        InputError: no model there.
    """
    trained = read_manifest(folder).settings["data"]
    return DataSettings(
        path=(path,), text=text or trained["text"], labels=labels, group=group, separator=trained["separator"]
    )


def evaluate(folder: Path, data: DataSettings, progress: Progress | None = None, seed: int = 0) -> Scores:
    """Judge a model on labelled texts.

    Args:
        folder: the model folder.
        data: where the labelled texts are.
        progress: who is told how it goes.
        seed: seed of the bootstrap.

    Raises:
        InputError: no model or no usable data there, or none of the data's topics is known to the model.
    """
    progress = progress or Silent()
    model, _ = load_model(folder)
    progress.stage("Reading the labelled texts")
    examples = load_examples(data)
    names = [topic.id for topic in model.topics]
    found = {topic for example in examples for topic in example.topics}
    unknown = sorted(found - set(names))
    if unknown and len(unknown) == len(found):
        raise InputError(
            f"None of the data's topics ({listed(unknown)}) is known to the model ({listed(names)}).",
            "Name the data that go with this model, or the labels' column with --labels-column.",
        )
    if unknown:
        progress.warn(f"left out, unknown to the model: {listed(unknown)}")
    progress.stage(f"Tagging {len(examples)} texts")
    return judge_model(model, examples, seed)
