"""The one family of errors meant for users: a line of cause and a line of what to do next."""

from __future__ import annotations

import errno
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Numbers of the system's errors that some space would cure."""


class ClassifyError(Exception):
    """An error that a user can act on.

    Attributes:
        cause: what is wrong and where (file, line, column, what was found), in one line.
        remedy: what to do next, in one line.
        exit_status: what the command line exits with.
    """

    exit_status = 1

    def __init__(self, cause: str, remedy: str) -> None:
        self.cause = cause
        self.remedy = remedy
        super().__init__(f"{cause}\n{remedy}")


class JobError(ClassifyError):
    """The input was right, but the job could not be done (a full disk, a folder without permission)."""

    exit_status = 1


class StoppedError(ClassifyError):
    """The user stopped the job in the middle (Ctrl-C), and what is done can be gone on with."""

    exit_status = 130


class InputError(ClassifyError):
    """The input or the usage was wrong."""

    exit_status = 2


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Return `` (did you mean X?)`` for the known name nearest to a wrong one, or an empty string."""
    matches = get_close_matches(wrong.casefold(), candidates := {name.casefold(): name for name in known}, n=1)
    return f" (did you mean {candidates[matches[0]]!r}?)" if matches else ""


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Return names as one readable phrase, cut after `limit` of them."""
    everything = list(names)
    shown = ", ".join(everything[:limit]) or "none"
    return shown if len(everything) <= limit else f"{shown} and {len(everything) - limit} more"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where there is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def refuse(error: InputError) -> None:
    """Raise an error that another would note, to go on with the rest."""
    raise error
