"""`classify suggest`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # typer looks it up when it runs
from typing import Annotated

import typer

from classify.cli.options import DEFAULT_MODEL, ModelFolder, TextColumn, TextsFormat, TextsOption


def suggest(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Unlabelled articles; a file will do too.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many texts to suggest.")] = 50,
    model: ModelFolder = DEFAULT_MODEL,
    output_format: TextsOption = TextsFormat.table,
    text_column: TextColumn = "text",
) -> None:
    """List the texts that are worth labelling next: uncertain, spread over topics and articles, no two alike.

    \b
    First run:   classify suggest data/articles -n 5
    To label:    classify suggest unlabelled/ --format jsonl > queue.jsonl

    `classify serve --folder FOLDER` asks for the same texts on a page, one by one.
    """
    import classify
    from classify.cli.console import note
    from classify.cli.results import print_rows
    from classify.cli.tables import print_suggestions
    from classify.verbs.suggest import read_candidates, score_candidates
    from classify.verbs.suggest import suggest as run

    tagger = classify.load(model)
    candidates = read_candidates(folder, note=note, text_column=text_column)
    chosen = run(tagger, candidates, score_candidates(tagger, candidates), count, {})
    rows = (suggestion.as_row() for suggestion in chosen)
    print_rows(rows, output_format, lambda console: print_suggestions(console, chosen))
