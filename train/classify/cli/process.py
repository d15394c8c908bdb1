"""What a process of the command line does with its memory. A library must not decide this for others' programs."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -3, -1
_LARGE = 4 << 20
_SELDOM = 100_000


def search_seldom() -> None:
    """Have cycles of objects searched for after a hundred thousand new ones, not after each seven hundred.

    Loading modules makes that many, none of which is let go, so that to search among them takes time and finds nothing.
    """
    gc.set_threshold(_SELDOM)


@contextmanager
def holding_much() -> Iterator[None]:
    """Suit this process to work that holds a whole corpus in memory.

    Arrays over four megabytes go back to the system when they are freed, smaller ones are kept for the next (where the
    C library is glibc), and the search for cycles, of which a corpus has none, stands still.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
        ctypes.CDLL(None).mallopt(_M_TRIM_THRESHOLD, 2 * _LARGE)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # or all that was allocated meanwhile would be searched at once
        gc.enable()


def leave(status: object) -> NoReturn:
    """End the process at once: taking apart all that was loaded takes longer than many a command.

    Args:
        status: what `sys.exit` was given.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status if isinstance(status, int) else int(status is not None))
