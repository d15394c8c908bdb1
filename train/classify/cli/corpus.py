"""`classify corpus`: check labelled data, find and mend labels that are wrong, compare two labellings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classify.cli.options import (
    DataConfig,
    DataPath,
    GroupColumn,
    LabelsColumn,
    PrintFormat,
    ScoreFormat,
    TextColumn,
    TextsFormat,
    TextsOption,
)

if TYPE_CHECKING:
    from classify.config import Config


def check(
    path: DataPath = None,
    config: DataConfig = None,
    output_format: PrintFormat = ScoreFormat.table,
) -> None:
    """Check labelled data: wrong rows, duplicates, leaks, repeated openings, telling names, likely label errors.

    \b
    First run:   classify corpus check --config configs/monitor.yaml
    One file:    classify corpus check labelled.jsonl

    The exit status is 1 when an error (not a warning) is found.
    """
    from classify.cli.console import progress_on_stderr
    from classify.cli.results import print_result
    from classify.cli.tables import print_check
    from classify.verbs.corpus import check as run

    settings = _settings("check", path, config)
    with progress_on_stderr() as progress:
        checked = run(settings, progress, "config" if config else "path")
    print_result(checked, output_format, lambda console: print_check(console, checked))
    raise typer.Exit(1 if checked.errors else 0)


def agreement(
    first: Annotated[str, typer.Argument(metavar="A", help="Labelled texts.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The same texts, labelled by another.")],
    output_format: PrintFormat = ScoreFormat.table,
) -> None:
    """Compare two labellings of the same texts: Cohen's kappa and F1 of every topic.

    \b
    First run:   cd data/monitor
                 classify corpus agreement first_pass.jsonl.gz second_pass.jsonl
    """
    from classify.cli.console import note
    from classify.cli.results import print_result
    from classify.cli.tables import print_agreement
    from classify.errors import counted
    from classify.verbs.corpus import compare_labels

    compared = compare_labels(first, second)
    for path, texts in ((first, compared.only_first), (second, compared.only_second)):
        if texts:
            note(f"only in {path}, and not compared: {counted(texts, 'text')}")
    print_result(compared, output_format, lambda console: print_agreement(console, compared))


def suspects(
    path: DataPath = None,
    config: DataConfig = None,
    most: Annotated[int, typer.Option("-n", "--most", min=1, help="How many texts to show at most.")] = 50,
    output_format: TextsOption = TextsFormat.table,
) -> None:
    """Find the labelled texts that a cross-validated model contradicts most, with the n-grams behind it.

    \b
    First run:   classify corpus suspects --config configs/monitor.yaml
    To correct:  classify corpus suspects labelled.jsonl --format jsonl > s.jsonl
                 (change "topics" in its rows; remove the rows that are right)
                 classify corpus merge labelled.jsonl s.jsonl -o mended.jsonl
    """
    from classify.cli.console import progress_on_stderr
    from classify.cli.results import print_rows
    from classify.cli.tables import print_suspects
    from classify.verbs.suspects import suspects as run

    settings = _settings("suspects", path, config)
    with progress_on_stderr() as progress:
        found = run(settings, most, progress, "config" if config else "path")
    rows = (suspect.as_json() for suspect in found.most)
    print_rows(rows, output_format, lambda console: print_suspects(console, found))


def merge(
    data: Annotated[str, typer.Argument(metavar="DATA", help="The labelled texts.")],
    corrected: Annotated[str, typer.Argument(metavar="CORRECTED", help="Rows of it with other topics.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write, JSONL.")],
    text_column: TextColumn = "text",
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Annotated[
        str | None, typer.Option("--separator", help="What splits a string of several topics in DATA.")
    ] = None,
) -> None:
    """Put corrected topics back into labelled data: rows are matched by article, position and text.

    \b
    First run:   classify corpus merge labelled.jsonl s.jsonl -o mended.jsonl
    """
    from classify.cli.console import note
    from classify.config import DataSettings
    from classify.verbs.merge import merge as run

    settings = DataSettings(
        path=(data,), text=text_column, labels=labels_column, group=group_column, separator=separator or None
    )
    merged = run(settings, corrected, output)
    note(f"{output}: {merged.rows} rows, {merged.named} of them corrected, the topics of {merged.changed} changed")


def _settings(verb: str, path: str | None, config: Path | None) -> Config:
    from classify.config import load_config, parse_config
    from classify.errors import InputError

    if (path is None) == (config is None):
        raise InputError("Give either a path or --config FILE.", f"Try: classify corpus {verb} labelled.jsonl")
    return load_config(config) if config else parse_config({"name": verb, "data": {"path": path}}, Path("-"))
