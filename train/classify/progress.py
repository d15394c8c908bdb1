"""How long work tells what it is doing, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a listener to long work can do."""

    def stage(self, text: str) -> None:
        """Say what begins now."""

    def advance(self, done: int, total: int) -> None:
        """Say how far the present stage is."""

    def warn(self, text: str) -> None:
        """Say something that the user should know of, though the work goes on."""


class Meter(Protocol):
    """What a listener to work on a stream can do."""

    def moved(self, texts: int, done: int, total: int | None) -> None:
        """Say how far the work is.

        Args:
            texts: how many texts are done.
            done: bytes of input that those took.
            total: bytes of input there are; None where that is not known.
        """


class Within:
    """Tells another listener of a part of its work, each stage under a heading.

    Args:
        progress: the listener to the whole.
        heading: what stands before each stage.
    """

    def __init__(self, progress: Progress, heading: str) -> None:
        self._progress = progress
        self._heading = heading

    def stage(self, text: str) -> None:
        """Say what begins now."""
        self._progress.stage(f"{self._heading}: {text[:1].lower()}{text[1:]}")

    def advance(self, done: int, total: int) -> None:
        """Say how far the present stage is."""
        self._progress.advance(done, total)

    def warn(self, text: str) -> None:
        """Say something that the user should know of."""
        self._progress.warn(f"{self._heading}: {text}")


class Silent:
    """Listens to nothing."""

    def stage(self, text: str) -> None:
        """Ignore the stage."""

    def advance(self, done: int, total: int) -> None:
        """Ignore the advance."""

    def warn(self, text: str) -> None:
        """Ignore the warning."""

    def moved(self, texts: int, done: int, total: int | None) -> None:
        """Ignore the move."""
