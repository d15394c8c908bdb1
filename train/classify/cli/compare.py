"""`classify compare`."""

from __future__ import annotations

import typer

from classify.cli.options import (
    DataFile,
    DataTextColumn,
    Differences,
    GroupColumn,
    LabelsColumn,
    ModelFolders,
    PrintFormat,
    ScoreFormat,
)


def compare(
    models: ModelFolders,
    data: DataFile,
    output_format: PrintFormat = ScoreFormat.table,
    differences: Differences = None,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
) -> None:
    """Compare models on the same labelled texts: each with the first, by paired bootstrap over articles.

    \b
    First run:   classify compare models/old models/new --data labelled.jsonl
    """
    import json

    from classify.cli.console import StderrProgress, printing
    from classify.cli.score_tables import print_compared
    from classify.cli.tables import new_console
    from classify.verbs.compare import compare as run
    from classify.verbs.evaluate import data_like_training

    settings = data_like_training(models[0], data, text_column, labels_column, group_column)
    progress = StderrProgress()
    try:
        compared = run(models, settings, progress, differences=differences)
    finally:
        progress.done()
    with printing():
        if output_format is ScoreFormat.json:
            typer.echo(json.dumps(compared.as_json(), indent=1, ensure_ascii=False))
        else:
            print_compared(new_console(), compared, data)
