"""What the commands say while they work: notes and progress on stderr, never on stdout."""

from __future__ import annotations

import sys
import time
import warnings
from typing import Any, cast


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


def show_warnings_as_notes() -> None:
    """Have Python's warnings of this package look like all other notes: no file, no line."""

    def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        if issubclass(category, UserWarning):
            note(str(message))

    warnings.showwarning = cast("Any", show)


def note(text: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(f"note: {text}\n")
