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
    separator: Annotated[
        str | None,
        typer.Option("--separator", metavar="MARK", help="What stands between topics [default: as trained]."),
    ] = None,
) -> None:
    """Judge a tagger on labelled texts: every topic's scores, and headline figures with intervals.

    \b
    First run:   classify evaluate --data data/monitor/article.jsonl
    By region:   classify evaluate --data labelled.jsonl --by region
    """
    import json

    from classify.cli.console import StderrProgress, printing
    from classify.cli.score_tables import print_evaluated
    from classify.cli.tables import new_console
    from classify.verbs.evaluate import data_like_training
    from classify.verbs.evaluate import evaluate as run

    progress = StderrProgress()
    settings = data_like_training(model, data, text_column, labels_column, group_column, separator)
    try:
        evaluated = run(model, settings, progress, by=by)
    finally:
        progress.done()
    with printing():
        if output_format is ScoreFormat.json:
            typer.echo(json.dumps(evaluated.as_json(), indent=1, ensure_ascii=False))
        else:
            print_evaluated(new_console(), evaluated, data, by)
