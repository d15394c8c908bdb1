"""Which models a training run does not replace unasked: those of another name, and those that were taught more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.corpus.fingerprints import text_fingerprints
from classify.errors import InputError, counted
from classify.tagging.manifest import NAME, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from classify.records import Example
    from classify.tagging.manifest import Manifest


def refuse_other_model(folder: Path, name: str) -> None:
    """Raise where a model folder holds a model of another name.

    Raises:
        InputError: it does.
    """
    old = _found(folder)
    if old is not None and old.name != name:
        raise InputError(
            f"{folder}: holds a model named '{old.name}', not '{name}'.",
            "Name another folder with --output, or replace it with --force.",
        )


def refuse_unlearning(folder: Path, examples: Iterable[Example]) -> None:
    """Raise where a model folder holds a model that was taught on the desk what its successor would not know.

    Args:
        folder: the model folder.
        examples: the labelled texts of the new model, held out or not.

    Raises:
        InputError: corrections that the model was learnt from are not among the texts.
    """
    old = _found(folder)
    taught = [] if old is None else old.data.get("corrections", [])  # models of earlier versions do not tell
    lost = len(set(taught) - set(text_fingerprints(examples))) if taught else 0
    if lost:
        some = "" if lost == len(taught) else f"{lost} of "
        raise InputError(
            f"{folder}: learnt from {counted(len(taught), 'correction')} made on the desk,"
            f" {some}which this config does not name.",
            "Export them from the desk as labelled.jsonl and add the file to data.path, retrain on the desk,"
            " or replace the model with --force.",
        )


def _found(folder: Path) -> Manifest | None:
    """Return what the folder says of its model; None where there is none, or a damaged one, which is no loss."""
    if not (folder / NAME).exists():
        return None
    try:
        return read_manifest(folder)
    except InputError:
        return None
