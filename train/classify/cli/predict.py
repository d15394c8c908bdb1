"""`classify predict`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from classify.cli.options import RowFormat, UnitOption

if TYPE_CHECKING:
    from classify.reading.inputs import Unit


def predict(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Texts, tables or folders; - reads standard input.")
    ],
    model: Annotated[Path, typer.Option("--model", "-m", metavar="DIR", help="The model folder.")] = Path(
        "models/monitor"
    ),
    output_format: Annotated[
        RowFormat | None, typer.Option("--format", help="[default: table on a terminal, jsonl otherwise]")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Name the n-grams behind each tag.")] = False,
    topics: Annotated[str | None, typer.Option("--topics", metavar="a,b", help="Report these topics alone.")] = None,
    unit: Annotated[
        UnitOption | None, typer.Option("--unit", help="Split texts into sentences, or tag each whole.")
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="A plain file is a text a line, not one article.")] = False,
    text_column: Annotated[str, typer.Option("--text-column", help="The column that holds the text.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.")
    ] = None,
) -> None:
    """Tag texts by topic: each sentence of an article, or each row of a table, and the article as a whole.

    \b
    First run:   classify predict data/articles/monitor-1996-12-17.txt
    With why:    classify predict article.txt --explain
    In a pipe:   cat article.txt | classify predict - --format jsonl
    """
    import classify
    from classify.cli.console import note
    from classify.cli.writers import new_writer, open_output
    from classify.reading.inputs import ReadingOptions, open_sources
    from classify.verbs.predict import chosen_topics, tag_source

    tagger = classify.load(model)
    wanted = chosen_topics(tagger, topics)
    options = ReadingOptions(lines, cast("Unit | None", unit and unit.value), text_column)
    with open_output(output) as file:
        writer = new_writer(output_format or _default_format(output), file, tagger, wanted, explain)
        for source in open_sources(files, options, note):
            for position, tagged in tag_source(tagger, source):
                writer.text(source, position, tagged)
            writer.end(source)


def _default_format(output: Path | None) -> RowFormat:
    if output is not None:
        return RowFormat.csv if output.suffix == ".csv" else RowFormat.jsonl
    return RowFormat.table if sys.stdout.isatty() else RowFormat.jsonl
