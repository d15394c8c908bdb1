"""Where a file may be written."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from classify.errors import InputError, JobError

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_target(path: Path, inputs: Iterable[Path], option: str) -> None:
    """Refuse a file that cannot be written, or must not be, before the work begins.

    Args:
        path: the file to write.
        inputs: the files that are read.
        option: the option that names the file, for the message.

    Raises:
        InputError: its folder does not exist, it is a folder, a device or a pipe, or it is one of the inputs.
        JobError: no file can be made in its folder.
    """
    folder = behind_links(path).absolute().parent
    if not folder.is_dir():
        raise InputError(f"{path}: there is no such folder.", f"Make the folder first, or name another with {option}.")
    if path.is_dir():
        raise InputError(f"{path}: this is a folder.", f"Name a file with {option}.")
    if path.exists() and not path.is_file():  # a file of its name would take the place of the device
        raise InputError(
            f"{path}: this is a device or a pipe, not a file.",
            f"Name a file with {option}, or redirect standard output.",
        )
    if path.exists() and any(file.exists() and path.samefile(file) for file in inputs):
        raise InputError(f"{path}: the output is one of the inputs.", f"Name another file with {option}.")
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise not_written(path, error, option) from None


def not_written(path: Path, error: OSError, option: str) -> JobError:
    """Return the error for a file that cannot be written, named by `option`."""
    return JobError(
        f"{path}: could not be written: {error.strerror or error}.",
        f"Check the permissions of the folder, or name another file with {option}.",
    )


def behind_links(path: Path) -> Path:
    """Return the file that a name stands for: what is moved into the place of a link would leave its target behind."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path
