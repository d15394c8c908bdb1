"""Files that are written at once: under another name, and moved into place when they are whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from classify.errors import JobError
from classify.writing.form import json_bytes
from classify.writing.targets import behind_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines, each with its line end, to a file that is there whole or not at all.

    Raises:
        JobError: it cannot be written; a file that was there is untouched.
    """
    target = behind_links(path)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except BaseException as error:  # Ctrl-C too leaves nothing behind
        partial.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise JobError(
            f"{path}: could not be written: {error.strerror or error}.",
            "Check permissions and free space, or name another file.",
        ) from None


def write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as JSON, an object a line, to a file that is there whole or not at all.

    Raises:
        JobError: as `write_lines`.
    """
    write_lines(path, (json_bytes(row) + b"\n" for row in rows))
