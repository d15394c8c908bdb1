"""What a process of the command line does with its memory. A library must not decide this for others' programs."""

from __future__ import annotations

import ctypes
import gc
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_M_MMAP_THRESHOLD = -3
_LARGE = 4 << 20


@contextmanager
def holding_much() -> Iterator[None]:
    """Suit this process to work that holds a whole corpus in memory.

    Arrays over four megabytes go back to the system when they are freed (where the C library is glibc, which otherwise
    keeps them for later), and the search for cycles, of which a corpus has none, stands still.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def ready_to_end() -> None:
    """Spare the interpreter a last search for cycles: the memory is about to vanish as a whole."""
    gc.freeze()
