"""Files that are written at once: under another name, and moved into place when they are whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from classify.errors import InputError, JobError
from classify.writing.form import json_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def check_target(path: Path, inputs: Iterable[Path], option: str) -> None:
    """Refuse a file that cannot be written, or must not be, before the work begins.

    Args:
        path: the file to write.
        inputs: the files that are read.
        option: the option that names the file, for the message.

    Raises:
        InputError: its folder does not exist, it is a folder, or it is one of the inputs.
    """
    if not path.absolute().parent.is_dir():
        raise InputError(f"{path}: there is no such folder.", f"Make the folder first, or name another with {option}.")
    if path.is_dir():
        raise InputError(f"{path}: this is a folder.", f"Name a file with {option}.")
    if path.exists() and any(file.exists() and path.samefile(file) for file in inputs):
        raise InputError(f"{path}: the output is one of the inputs.", f"Name another file with {option}.")


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines, each with its line end, to a file that is there whole or not at all.

    Raises:
        JobError: it cannot be written; a file that was there is untouched.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise JobError(
            f"{path}: could not be written: {error.strerror or error}.", "Free some space, or name another file."
        ) from None


def write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as JSON, an object a line, to a file that is there whole or not at all.

    Raises:
        JobError: as `write_lines`.
    """
    write_lines(path, (json_bytes(row) + b"\n" for row in rows))
