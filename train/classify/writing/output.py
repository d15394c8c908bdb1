"""Where tagged texts go: standard output, or a file that gets its name only when it is whole."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Any, Protocol

from classify.errors import FULL, InputError, JobError
from classify.writing.journal import Journal
from classify.writing.targets import behind_links, check_target, not_written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from classify.writing.journal import Entry


class Output(Protocol):
    """Takes bytes in order."""

    @property
    def position(self) -> int:
        """How many bytes have been written."""

    def write(self, data: bytes | memoryview) -> None:
        """Write all of `data`."""

    def commit(self, entry: Entry) -> None:
        """Note that all up to here can be kept if the run ends now."""

    def finish(self) -> None:
        """Make what was written final."""

    def abandon(self, keep: bool) -> None:
        """Leave off in the middle."""


class StandardOutput:
    """Standard output: what is written cannot be taken back, and there is nothing to go on with."""

    def __init__(self) -> None:
        self.position = 0

    def write(self, data: bytes | memoryview) -> None:
        """Write all of `data`.

        Raises:
            JobError: it cannot be written (a full disk).
        """
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            remedy = "Free some space, or write to a file with --output: such a run can be taken up with --resume."
            raise standard_output_failed(error, remedy) from None
        self.position += len(data)

    def commit(self, entry: Entry) -> None:
        """Note nothing."""

    def finish(self) -> None:
        """Do nothing: all is written."""

    def abandon(self, keep: bool) -> None:
        """Leave what is written: it cannot be taken back."""


def standard_output_failed(error: OSError, remedy: str) -> JobError:
    """Return the error for a standard output that cannot take what is written to it."""
    return JobError(f"standard output: could not be written: {error.strerror or error}.", remedy)


class FileOutput:
    """A file that is written under the name ending in ``.partial``, beside a journal of what of it is complete.

    Args:
        path: the file.
        run: what decides the bytes of the run: model, options, input.
        resume: whether to go on with what a run before has left, if there is something.

    Attributes:
        path: the file.
        partial: its name until it is whole.
        entries: what the run before has completed; empty where this one begins anew.

    Raises:
        InputError: it is no place for a file (see `check_target`), another run is writing it, or the run before was
            another one.
        JobError: it cannot be written.
    """

    def __init__(self, path: Path, run: Mapping[str, Any], resume: bool) -> None:
        check_target(path, (), "--output")
        self.path = path = behind_links(path)
        self.partial = path.with_name(f"{path.name}.partial")
        self._journal = Journal(path.with_name(f"{path.name}.partial.journal"))
        self._kept = self.position = 0
        try:
            self._file = _locked(self.partial)
            self.entries = self._take_up(run, resume)
        except OSError as error:
            raise not_written(path, error, "--output") from None

    def _take_up(self, run: Mapping[str, Any], resume: bool) -> list[Entry]:
        try:
            entries = self._journal.read(run, self.partial) if resume else []
        except InputError:
            self._file.close()
            raise
        self._kept = self.position = entries[-1].size if entries else 0
        self._file.truncate(self.position)
        self._file.seek(self.position)
        self._journal.open(run, resumed=bool(entries))
        return entries

    def write(self, data: bytes | memoryview) -> None:
        """Write all of `data`.

        Raises:
            JobError: it cannot be written (a full disk).
        """
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise self._failed(error) from None
        self.position += len(data)

    def commit(self, entry: Entry) -> None:
        """Note in the journal that the file is complete up to here.

        Raises:
            JobError: the journal cannot be written.
        """
        try:
            self._journal.add(entry)
        except OSError as error:
            raise self._failed(error) from None
        self._kept = self.position

    def finish(self) -> None:
        """Give the file its name.

        Raises:
            JobError: it cannot be written.
        """
        try:
            os.fsync(self._file.fileno())
            self._file.close()
            os.replace(self.partial, self.path)
        except OSError as error:
            raise self._failed(error) from None
        self._journal.remove()

    def abandon(self, keep: bool) -> None:
        """Cut what is written back to the last whole row that the journal knows of, and leave it.

        Args:
            keep: whether to leave it even where that is nothing, since the user is told of it.
        """
        self._file.truncate(self._kept)
        self._file.close()
        self._journal.close()
        if not (keep or self._kept):
            self.partial.unlink()
            self._journal.remove()

    def _failed(self, error: OSError) -> JobError:
        cure = "free some space and run" if error.errno in FULL else "mend that and run"
        return JobError(
            f"{self.path}: could not be written: {error.strerror or error}.",
            f"What was written so far is in {self.partial}; {cure} again with --resume.",
        )


def _locked(partial: Path) -> IO[bytes]:
    """Open a file for one run alone, without changing it.

    Raises:
        InputError: another run is writing it.
        OSError: it cannot be opened.
    """
    partial.touch()
    file = partial.open("r+b", buffering=0)
    if _taken(file, partial):
        file.close()
        raise InputError(
            f"{partial}: another run is writing it.", "Wait for that one to end, or name another file with --output."
        )
    return file


def _taken(file: IO[bytes], partial: Path) -> bool:
    """Take a file for this run, until it is closed; return whether another run has it."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a file system without locks
        return False
    # The other run may have ended in between, and given the file its name.
    return not (partial.exists() and os.path.samestat(os.fstat(file.fileno()), partial.stat()))
