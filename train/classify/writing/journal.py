"""What a run has completed, noted as it goes, so that another can go on from there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any

from classify.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FRESH = "Run again without --resume to begin anew."


@dataclass(frozen=True, slots=True)
class Entry:
    """How far a run had come.

    Attributes:
        batches: how many batches of the input are written.
        texts: how many texts those were.
        checksum: CRC-32 of all texts of those batches.
        size: how many bytes of output they made.
        note: what the format needs to go on.
    """

    batches: int
    texts: int
    checksum: int
    size: int
    note: str


class Journal:
    """A file of JSON lines: what the run is, then an entry after each piece of output.

    A run that was killed may leave half a line at the end, which is not read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def read(self, run: Mapping[str, Any], partial: Path) -> list[Entry]:
        """Return what the run before has completed; nothing where it had not begun to write.

        Args:
            run: what decides the bytes of this run.
            partial: what the run before has written.

        Raises:
            InputError: the run before was another one, or its files were changed.
        """
        if not self.path.exists():
            return []
        try:
            first, *rest = [json.loads(line) for line in self._whole_lines()] or [None]
            entries = [Entry(**record) for record in rest]
        except (ValueError, TypeError):
            raise InputError(f"--resume: {self.path} is damaged.", _FRESH) from None
        if first is None:
            return []
        for key, value in run.items():
            if first.get(key) != json.loads(json.dumps(value)):
                raise InputError(f"--resume: the {key} changed since {partial} was begun.", _FRESH)
        if entries and (not partial.is_file() or partial.stat().st_size < entries[-1].size):
            raise InputError(f"--resume: {partial} is shorter than its journal says.", _FRESH)
        return entries

    def open(self, run: Mapping[str, Any], resumed: bool) -> None:
        """Begin the journal of a run, or go on with it where it was read."""
        if not resumed:
            self._file = self.path.open("wb", buffering=0)
            self._file.write(f"{json.dumps(run)}\n".encode())
            return
        kept = sum(len(line) + 1 for line in self._whole_lines())
        self._file = self.path.open("r+b", buffering=0)
        self._file.truncate(kept)
        self._file.seek(kept)

    def add(self, entry: Entry) -> None:
        """Note how far the run has come."""
        if self._file is not None:
            self._file.write(f"{json.dumps(asdict(entry))}\n".encode())

    def close(self) -> None:
        """Leave the journal for another run."""
        if self._file is not None:
            self._file.close()

    def remove(self) -> None:
        """Forget the run, which is complete."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _whole_lines(self) -> list[bytes]:
        return self.path.read_bytes().split(b"\n")[:-1]
