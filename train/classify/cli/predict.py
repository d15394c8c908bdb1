"""`classify predict`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from classify.cli.options import RowFormat, UnitOption
from classify.errors import InputError

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
        RowFormat | None,
        typer.Option(
            "--format", help="[default: by the suffix of --output; else table on a terminal, jsonl otherwise]"
        ),
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
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what a run to --output that was ended has left.")
    ] = False,
) -> None:
    """Tag texts by topic: each sentence of an article, or each row of a table, and the article as a whole.

    \b
    First run:   classify predict data/articles/monitor-1996-12-17.txt
    With why:    classify predict article.txt --explain
    In a pipe:   cat article.txt | classify predict - --format jsonl
    In bulk:     classify predict texts.jsonl.gz --output tags.parquet
    """
    import classify
    from classify.cli.console import BulkMeter, note
    from classify.cli.writers import default_format, new_form
    from classify.reading.inputs import ReadingOptions, find_files
    from classify.tagging.manifest import fingerprint
    from classify.verbs.predict import Job, chosen_topics
    from classify.verbs.predict import predict as run

    row_format = output_format or default_format(output)
    if resume and (output is None or row_format is RowFormat.table):
        raise InputError(
            "--resume: there is nothing to go on with without a file of rows.", "Name the file with --output FILE."
        )
    tagger = classify.load(model)
    wanted = chosen_topics(tagger, topics)
    form = new_form(row_format, wanted, explain, output)
    reading = ReadingOptions(lines, cast("Unit | None", unit and unit.value), text_column)
    job = Job(find_files(files), reading, wanted, explain, output, row_format.value, resume, fingerprint(model))
    meter = BulkMeter(to_file=output is not None)
    run(tagger, job, form, meter, note)
    meter.done()
