"""`classify corpus`: check labelled data, find and mend labels that are wrong, compare two labellings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classify.cli.options import (
    DataConfig,
    DataPath,
    DataTextColumn,
    GroupColumn,
    LabelsColumn,
    PrintFormat,
    ScoreFormat,
    Separator,
    TextsFormat,
    TextsOption,
    named_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from classify.config import Config


def check(
    path: DataPath = None,
    config: DataConfig = None,
    output_format: PrintFormat = ScoreFormat.table,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Separator = None,
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

    settings = _settings("check", path, config, named_columns(text_column, labels_column, group_column, separator))
    with progress_on_stderr() as progress:
        checked = run(settings, progress, "config" if config else "options")
    print_result(checked, output_format, lambda console: print_check(console, checked))
    raise typer.Exit(1 if checked.errors else 0)


def agreement(
    first: Annotated[str, typer.Argument(metavar="A", help="Labelled texts.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The same texts, labelled by another.")],
    output_format: PrintFormat = ScoreFormat.table,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Separator = None,
) -> None:
    """Compare two labellings of the same texts: Cohen's kappa and F1 of every topic.

    \b
    First run:   cd data/monitor
                 classify corpus agreement first_pass.jsonl.gz second_pass.jsonl
    """
    from classify.cli.console import note
    from classify.cli.results import print_result
    from classify.cli.tables import print_agreement
    from classify.config import DataSettings
    from classify.errors import counted
    from classify.verbs.corpus import compare_labels

    columns = named_columns(text_column, labels_column, group_column, separator)
    compared = compare_labels(*(DataSettings.model_validate({"path": path, **columns}) for path in (first, second)))
    for path, texts in ((first, compared.only_first), (second, compared.only_second)):
        if texts:
            note(f"only in {path}, and not compared: {counted(texts, 'text')}")
    print_result(compared, output_format, lambda console: print_agreement(console, compared))


def suspects(
    path: DataPath = None,
    config: DataConfig = None,
    most: Annotated[int, typer.Option("-n", "--most", min=1, help="How many texts to show at most.")] = 50,
    output_format: TextsOption = TextsFormat.table,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Separator = None,
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

    settings = _settings("suspects", path, config, named_columns(text_column, labels_column, group_column, separator))
    with progress_on_stderr() as progress:
        found = run(settings, most, progress, "config" if config else "options")
    rows = (suspect.as_json() for suspect in found.most)
    print_rows(rows, output_format, lambda console: print_suspects(console, found))


def merge(
    data: Annotated[str, typer.Argument(metavar="DATA", help="The labelled texts.")],
    corrected: Annotated[str, typer.Argument(metavar="CORRECTED", help="Rows of it with other topics.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write, JSONL.")],
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Separator = None,
) -> None:
    """Put corrected topics back into labelled data: rows are matched by article, position and text.

    \b
    First run:   classify corpus merge labelled.jsonl s.jsonl -o mended.jsonl
    """
    from classify.cli.console import note
    from classify.config import DataSettings
    from classify.errors import counted
    from classify.verbs.merge import merge as run

    columns = named_columns(text_column, labels_column, group_column, separator)
    settings = DataSettings.model_validate({"path": data, **columns})
    merged = run(settings, corrected, output)
    found = f"{corrected} holds {merged.named} of them and changes the topics of {merged.changed or 'none'}"
    note(f"{output}: {counted(merged.rows, 'row')}; {found}")


def _settings(verb: str, path: str | None, config: Path | None, columns: Mapping[str, str]) -> Config:
    """Return the settings of a config, or those of a path; columns that options name go before those of a config."""
    from classify.config import load_config, parse_config
    from classify.errors import InputError

    if (path is None) == (config is None):
        raise InputError("Give either a path or --config FILE.", f"Try: classify corpus {verb} labelled.jsonl")
    if config is None:
        return parse_config({"name": verb, "data": {"path": path, **columns}}, Path("-"))
    settings = load_config(config)
    return settings.model_copy(update={"data": settings.data.model_copy(update=columns)})
