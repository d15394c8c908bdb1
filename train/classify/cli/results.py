"""Results on standard output: JSON for programs, a table for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import typer

from classify.cli.console import printing
from classify.cli.options import ScoreFormat, TextsFormat
from classify.cli.tables import new_console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console


class Result(Protocol):
    """What a command found."""

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""


def print_result(result: Result, output_format: ScoreFormat, show: Callable[[Console], None]) -> None:
    """Print a result.

    Args:
        result: what was found.
        output_format: how to print it.
        show: prints it as a table.

    Raises:
        JobError: it cannot be printed.
    """
    as_json = output_format is ScoreFormat.json
    _print([json.dumps(result.as_json(), indent=1, ensure_ascii=False)] if as_json else None, show)


def print_rows(rows: Iterable[dict[str, Any]], output_format: TextsFormat, show: Callable[[Console], None]) -> None:
    """Print a list of texts.

    Args:
        rows: a record of each.
        output_format: how to print them.
        show: prints them as a table.

    Raises:
        JobError: they cannot be printed.
    """
    as_json = output_format is TextsFormat.jsonl
    _print((json.dumps(row, ensure_ascii=False) for row in rows) if as_json else None, show)


def _print(lines: Iterable[str] | None, show: Callable[[Console], None]) -> None:
    with printing():
        if lines is None:
            show(new_console())
        else:
            for line in lines:
                typer.echo(line)
