"""`classify tune`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from classify.cli.options import PrintFormat, ScoreFormat

_BUDGET = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


def tune(
    config: Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The settings to start from.")] = Path(
        "configs/monitor.yaml"
    ),
    budget: Annotated[
        str, typer.Option("--budget", "-b", metavar="TIME", help="How long to search: 60s, 5m, 1h.")
    ] = "60s",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The config to write [default: FILE.tuned.yaml]."),
    ] = None,
    output_format: PrintFormat = ScoreFormat.table,
) -> None:
    """Search for better features and C within a budget of time, and write a config that train takes.

    \b
    First run:   classify tune --config configs/monitor.yaml --budget 60s
    Then:        classify train --config configs/monitor.tuned.yaml
    """
    from classify.cli.console import progress_on_stderr
    from classify.cli.results import print_result
    from classify.cli.tables import print_tuned
    from classify.config import load_config
    from classify.verbs.tune import tune as run

    seconds = seconds_of(budget)
    settings = load_config(config)
    with progress_on_stderr() as progress:
        tuned = run(settings, seconds, output or config.with_suffix(".tuned.yaml"), progress)
    print_result(tuned, output_format, lambda console: print_tuned(console, tuned, budget))


def seconds_of(budget: str) -> float:
    """Return a length of time in seconds.

    Raises:
        InputError: it is none.
    """
    from classify.errors import InputError

    found = _BUDGET.fullmatch(budget.strip().lower())
    if found is None or float(found[1]) == 0:
        raise InputError(f"--budget: '{budget}' is no length of time.", "Give seconds, minutes or hours: 60s, 5m, 1h.")
    return float(found[1]) * _SECONDS[found[2]]
