"""`classify evaluate`."""

from __future__ import annotations

from typing import Annotated

import typer

from classify.cli.options import DEFAULT_MODEL, ModelFolder, PrintFormat, ScoreFormat


def evaluate(
    data: Annotated[str, typer.Option("--data", "-d", metavar="FILE", help="Labelled texts, as for training.")],
    model: ModelFolder = DEFAULT_MODEL,
    output_format: PrintFormat = ScoreFormat.table,
    text_column: Annotated[
        str | None, typer.Option("--text-column", help="The column that holds the text [default: as in training].")
    ] = None,
    labels_column: Annotated[
        str | None, typer.Option("--labels-column", help="The column that holds the topics.")
    ] = None,
    group_column: Annotated[
        str | None, typer.Option("--group-column", help="The column that holds the article's id.")
    ] = None,
) -> None:
    """Judge a tagger on labelled texts: precision, recall and F1 per topic, headline figures with intervals.

    \b
    First run:   classify evaluate --data data/monitor/article.jsonl
    """
    import json

    from classify.cli.console import StderrProgress
    from classify.cli.tables import new_console, print_scores
    from classify.verbs.evaluate import data_like_training
    from classify.verbs.evaluate import evaluate as run

    progress = StderrProgress()
    settings = data_like_training(model, data, text_column, labels_column, group_column)
    try:
        scores = run(model, settings, progress)
    finally:
        progress.done()
    if output_format is ScoreFormat.json:
        typer.echo(json.dumps(scores.as_json(), indent=1, ensure_ascii=False))
    else:
        print_scores(new_console(), scores, data)
