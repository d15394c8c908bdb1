"""`classify compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.options import DataFile, DataTextColumn, GroupColumn, LabelsColumn, PrintFormat, ScoreFormat


def compare(
    models: Annotated[list[Path], typer.Argument(metavar="MODEL MODEL...", help="The model folders, two or more.")],
    data: DataFile,
    output_format: PrintFormat = ScoreFormat.table,
    differences: Annotated[
        Path | None,
        typer.Option("--differences", metavar="FILE", help="Write all texts on which the models differ, as JSONL."),
    ] = None,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
) -> None:
    """Compare models on the same labelled texts: each with the first, by paired bootstrap over articles.

    \b
    First run:   classify compare models/old models/new --data labelled.jsonl
    """
    import json

    from classify.cli.console import StderrProgress
    from classify.cli.score_tables import print_compared
    from classify.cli.tables import new_console
    from classify.verbs.compare import compare as run
    from classify.verbs.evaluate import data_like_training
    from classify.writing.whole import check_target, write_json_lines

    settings = data_like_training(models[0], data, text_column, labels_column, group_column)
    if differences is not None:
        check_target(differences, [Path(data)], "--differences")
    progress = StderrProgress()
    try:
        compared = run(models, settings, progress)
    finally:
        progress.done()
    if differences is not None:
        write_json_lines(differences, (row.as_json() for row in compared.disagreements))
    if output_format is ScoreFormat.json:
        typer.echo(json.dumps(compared.as_json(), indent=1, ensure_ascii=False))
    else:
        print_compared(new_console(), compared, data)
