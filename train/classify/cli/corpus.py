"""`classify corpus`: check labelled data, and compare two labellings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.options import PrintFormat, ScoreFormat


def check(
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH]", help="Labelled texts, where there is no config for them.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", metavar="FILE", help="The config that names the data.")
    ] = None,
    output_format: PrintFormat = ScoreFormat.table,
) -> None:
    """Check labelled data: wrong rows, duplicates, leaks, repeated openings, telling names, likely label errors.

    \b
    First run:   classify corpus check --config configs/monitor.yaml
    One file:    classify corpus check labelled.jsonl

    The exit status is 1 when an error (not a warning) is found.
    """
    import json

    from classify.cli.console import StderrProgress
    from classify.cli.tables import new_console, print_check
    from classify.config import load_config, parse_config
    from classify.errors import InputError
    from classify.verbs.corpus import check as run

    if (path is None) == (config is None):
        raise InputError("Give either a path or --config FILE.", "Try: classify corpus check labelled.jsonl")
    settings = load_config(config) if config else parse_config({"name": "check", "data": {"path": path}}, Path("-"))
    progress = StderrProgress()
    try:
        checked = run(settings, progress)
    finally:
        progress.done()
    if output_format is ScoreFormat.json:
        typer.echo(json.dumps(checked.as_json(), indent=1, ensure_ascii=False))
    else:
        print_check(new_console(), checked)
    raise typer.Exit(1 if checked.errors else 0)


def agreement(
    first: Annotated[str, typer.Argument(metavar="A", help="Labelled texts.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The same texts, labelled by another.")],
    output_format: PrintFormat = ScoreFormat.table,
) -> None:
    """Compare two labellings of the same texts: Cohen's kappa and F1 of every topic.

    \b
    First run:   classify corpus agreement data/monitor/first_pass.jsonl data/monitor/second_pass.jsonl
    """
    import json

    from classify.cli.tables import new_console, print_agreement
    from classify.verbs.corpus import compare_labels

    compared = compare_labels(first, second)
    if output_format is ScoreFormat.json:
        typer.echo(json.dumps(compared.as_json(), indent=1, ensure_ascii=False))
    else:
        print_agreement(new_console(), compared)
