"""`classify evaluate`."""

from __future__ import annotations

from typing import Annotated

import typer

from classify.cli.options import (
    DEFAULT_MODEL,
    DataFile,
    DataTextColumn,
    GroupColumn,
    LabelsColumn,
    ModelFolder,
    PrintFormat,
    ScoreFormat,
    Separator,
    named_columns,
)


def evaluate(
    data: DataFile,
    model: ModelFolder = DEFAULT_MODEL,
    output_format: PrintFormat = ScoreFormat.table,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Judge the texts of each value of a column apart.")
    ] = None,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Separator = None,
) -> None:
    """Judge a tagger on labelled texts: every topic's scores, and headline figures with intervals.

    \b
    First run:   classify evaluate --data data/monitor/article.jsonl
    By region:   classify evaluate --data labelled.jsonl --by region

    Columns are called as in the model's training data, unless you name them.
    """
    from classify.cli.console import progress_on_stderr
    from classify.cli.results import print_result
    from classify.cli.score_tables import print_evaluated
    from classify.config import DataSettings
    from classify.verbs.evaluate import evaluate as run

    columns = named_columns(text_column, labels_column, group_column, separator)
    settings = DataSettings.model_validate({"path": data, **columns})
    with progress_on_stderr() as progress:
        evaluated = run(model, settings, progress, by=by)
    print_result(evaluated, output_format, lambda console: print_evaluated(console, evaluated, data, by))
