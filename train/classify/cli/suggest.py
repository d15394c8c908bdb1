"""`classify suggest`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # typer looks it up when it runs
from typing import Annotated

import typer

from classify.cli.options import DEFAULT_MODEL, ModelFolder, TextsFormat, TextsOption


def suggest(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Unlabelled articles; a file will do too.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many texts to suggest.")] = 50,
    model: ModelFolder = DEFAULT_MODEL,
    output_format: TextsOption = TextsFormat.table,
) -> None:
    """List the texts that are worth labelling next: uncertain, spread over topics and articles, no two alike.

    \b
    First run:   classify suggest data/articles -n 5
    To label:    classify suggest unlabelled/ --format jsonl > queue.jsonl

    `classify serve --folder FOLDER` asks for the same texts on a page, one by one.
    """
    import json

    import classify
    from classify.cli.console import note
    from classify.cli.tables import new_console, print_suggestion
    from classify.verbs.suggest import read_candidates, score_candidates
    from classify.verbs.suggest import suggest as run

    tagger = classify.load(model)
    candidates = read_candidates(folder, note=note)
    chosen = run(tagger, candidates, score_candidates(tagger, candidates), count, {})
    if output_format is TextsFormat.jsonl:
        for suggestion in chosen:
            typer.echo(json.dumps(suggestion.as_row(), ensure_ascii=False))
        return
    console = new_console()
    for number, suggestion in enumerate(chosen, 1):
        print_suggestion(console, number, suggestion)
