"""What the commands say while they work: notes and progress on stderr, never on stdout."""

from __future__ import annotations

import os
import sys
import time
import warnings
from contextlib import contextmanager
from io import FileIO, TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO, cast

from classify.writing.output import standard_output_failed

if TYPE_CHECKING:
    from collections.abc import Iterator

_REDRAW = 0.2
"""Seconds between two drawings of a line."""
_LONG = 5.0
"""Seconds from which a run is worth a word at its end."""


class StderrProgress:
    """Writes a line a stage; on a terminal the line of the present stage is redrawn as it advances."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._open = False
        self._text = ""

    def stage(self, text: str) -> None:
        """Say what begins now."""
        self._close()
        self._text = text
        self._draw(f"{text} ...")

    def advance(self, done: int, total: int) -> None:
        """Say how far the present stage is."""
        if self._terminal:
            self._draw(f"{self._text} ... {done}/{total}")

    def warn(self, text: str) -> None:
        """Say something that the user should know of."""
        self._close()
        sys.stderr.write(f"warning: {text}\n")

    def done(self) -> None:
        """End the last line."""
        self._close()

    def _draw(self, text: str) -> None:
        stamp = f"{time.monotonic() - self._started:6.1f} s  "
        if self._terminal:
            sys.stderr.write(f"\r\x1b[2K{stamp}{text}")
            self._open = True
        else:
            sys.stderr.write(f"{stamp}{text}\n")
        sys.stderr.flush()

    def _close(self) -> None:
        if self._open:
            sys.stderr.write("\n")
            self._open = False


@contextmanager
def progress_on_stderr() -> Iterator[StderrProgress]:
    """Say on stderr what is done within this, and end the last line after it."""
    progress = StderrProgress()
    try:
        yield progress
    finally:
        progress.done()


@contextmanager
def printing(remedy: str = "Free some space, or print to another place.") -> Iterator[None]:
    """Print results within this: where standard output cannot take them, that is an error of the job.

    Args:
        remedy: what to do then.

    Raises:
        JobError: they cannot be written (a full disk).
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise standard_output_failed(error, remedy) from None


def drop_output() -> None:
    """Have what is still buffered go nowhere, or it would raise once more when Python shuts down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_closed_streams() -> None:
    """Put something in the place of standard streams that are closed, before another file gets their number.

    Standard input is empty then, standard output cannot be written, and what is said on stderr is lost.
    """
    if sys.stdin is None:
        sys.stdin = _nothing(0, os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = _nothing(1, os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = _nothing(2, os.O_WRONLY)


def write_what_can_be() -> None:
    """Have characters that a stream's encoding lacks written as question marks; by default they end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nothing(number: int, flags: int) -> TextIO:
    opened = os.open(os.devnull, flags)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    # Unbuffered: what cannot be written fails where it is written, and not once more when Python shuts down.
    raw = FileIO(number, "w" if number else "r", closefd=False)
    return TextIOWrapper(cast("Any", raw), encoding="utf-8", write_through=True)


def show_warnings_as_notes() -> None:
    """Have Python's warnings of this package look like all other notes: no file, no line."""

    def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        if issubclass(category, UserWarning):
            note(str(message))

    warnings.showwarning = cast("Any", show)


class BulkMeter:
    """Shows on stderr how far bulk work is: redrawn on a terminal, else one line at the end of a long run.

    Args:
        to_file: whether the output goes to a file; on a terminal that shows the output, nothing is drawn over it.
    """

    def __init__(self, to_file: bool) -> None:
        self._started = self._drawn = time.monotonic()
        self._live = sys.stderr.isatty() and (to_file or not sys.stdout.isatty())
        self._line = ""

    def moved(self, texts: int, done: int, total: int | None) -> None:
        """Say how far the work is."""
        now = time.monotonic()
        seconds = max(now - self._started, 1e-9)
        megabytes = done / 1e6
        self._line = f"{texts:,} texts, {megabytes:,.0f} MB, {megabytes / seconds:.0f} MB/s"
        if self._live and now - self._drawn >= _REDRAW:
            left = "" if not total or not done else f", {_clock(seconds * max(0, total - done) / done)} left"
            sys.stderr.write(f"\r\x1b[2K{seconds:6.1f} s  {self._line}{left}")
            sys.stderr.flush()
            self._drawn = now

    def done(self) -> None:
        """Say what was done, where it took a while."""
        seconds = time.monotonic() - self._started
        start = "\r\x1b[2K" if self._live else ""
        if seconds >= _LONG:
            sys.stderr.write(f"{start}{seconds:6.1f} s  {self._line}\n")
        elif self._live:
            sys.stderr.write(start)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def note(text: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(f"note: {text}\n")
