"""Replacing a folder as a whole: a reader finds the old one or the new one, never half of either."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from classify.errors import FULL, JobError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to fill; when the block ends well it takes the place of `folder`.

    Where the block fails, the new folder is removed and the old one stays as it was. What a killed run has left
    beside the folder is swept away by the next one.

    Raises:
        JobError: the folder cannot be written.
    """
    folder = folder.absolute()  # "." has no name of its own
    new = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        new.mkdir()
        yield new
        _flush(new)
        _take_place(new, folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def refuse_unwritable(folder: Path) -> None:
    """Raise where a folder could not be written, before the work that is to be saved there; leaves nothing behind.

    Raises:
        JobError: as `replacing`.
    """
    folder = folder.absolute()
    there = next(parent for parent in folder.parents if parent.exists())
    probe = there / f".{folder.name}.new-{os.getpid()}"
    try:
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: OSError) -> JobError:
    remedy = "Free some space or name" if error.errno in FULL else "Name"
    return JobError(
        f"{folder}: the model could not be written: {error.strerror or error}.",
        f"{remedy} another folder with --output; a model that was there is untouched.",
    )


def recover(folder: Path) -> None:
    """Put back the old folder where a run was killed between two renames (systems that cannot exchange)."""
    old = _stashed(folder)
    if not folder.exists() and old.exists():
        os.rename(old, folder)


def _take_place(new: Path, folder: Path) -> None:
    if not folder.exists():
        os.rename(new, folder)
        return
    if _exchange(new, folder):
        return
    old = _stashed(folder)
    shutil.rmtree(old, ignore_errors=True)
    os.rename(folder, old)
    os.rename(new, folder)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            status = libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
        else:
            status = libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    except (AttributeError, OSError, TypeError):
        return False
    return bool(status == 0)


def _stashed(folder: Path) -> Path:
    folder = folder.absolute()
    return folder.with_name(f".{folder.name}.old")


def _sweep(folder: Path) -> None:
    recover(folder)
    for left in folder.parent.glob(f".{folder.name}.new-*"):
        if not _alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: str) -> bool:
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _flush(folder: Path) -> None:
    """Have the files on the disk before the names change, so that a power cut cannot leave empty ones."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
