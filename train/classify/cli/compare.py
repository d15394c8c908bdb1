"""`classify compare`."""

from __future__ import annotations

from classify.cli.options import (
    DataFile,
    DataTextColumn,
    Differences,
    GroupColumn,
    LabelsColumn,
    ModelFolders,
    PrintFormat,
    ScoreFormat,
    Separator,
    named_columns,
)


def compare(
    models: ModelFolders,
    data: DataFile,
    output_format: PrintFormat = ScoreFormat.table,
    differences: Differences = None,
    text_column: DataTextColumn = None,
    labels_column: LabelsColumn = None,
    group_column: GroupColumn = None,
    separator: Separator = None,
) -> None:
    """Compare models on the same labelled texts: each with the first, by paired bootstrap over articles.

    \b
    First run:   classify compare models/old models/new --data labelled.jsonl

    Columns are called as in the training data of the first model, unless you name them.
    """
    from classify.cli.console import progress_on_stderr
    from classify.cli.results import print_result
    from classify.cli.score_tables import print_compared
    from classify.config import DataSettings
    from classify.verbs.compare import compare as run

    columns = named_columns(text_column, labels_column, group_column, separator)
    settings = DataSettings.model_validate({"path": data, **columns})
    with progress_on_stderr() as progress:
        compared = run(models, settings, progress, differences=differences)
    print_result(compared, output_format, lambda console: print_compared(console, compared, data))
