"""`classify predict`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from classify.cli.options import (
    DEFAULT_MODEL,
    Explain,
    Files,
    Lines,
    ModelFolder,
    Output,
    OutputFormat,
    Resume,
    RowFormat,
    TextColumn,
    Topics,
    Unit,
)
from classify.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from classify.reading.inputs import Unit as ReadingUnit


def predict(
    files: Files,
    model: ModelFolder = DEFAULT_MODEL,
    output_format: OutputFormat = None,
    explain: Explain = False,
    topics: Topics = None,
    unit: Unit = None,
    lines: Lines = False,
    text_column: TextColumn = "text",
    output: Output = None,
    resume: Resume = False,
) -> None:
    """Tag texts by topic: each sentence of an article, or each row of a table, and the article as a whole.

    \b
    First run:   classify predict data/articles/monitor-1996-12-17.txt
    With why:    classify predict article.txt --explain
    As a page:   classify predict article.txt --output article.html
    In a pipe:   cat article.txt | classify predict - --format jsonl
    In bulk:     classify predict texts.jsonl.gz --output tags.parquet
    """
    import classify
    from classify.cli.console import BulkMeter, note
    from classify.cli.writers import new_form
    from classify.features.compiled import load_without_scipy
    from classify.reading.inputs import ReadingOptions, find_files
    from classify.tagging.manifest import fingerprint
    from classify.verbs.predict import Job, chosen_topics, is_large
    from classify.verbs.predict import predict as run

    row_format = _row_format(output_format, output, resume)
    tagger = classify.load(model)
    wanted = chosen_topics(tagger, topics)
    found = find_files(files)
    if is_large(found):
        load_without_scipy()
    explain = explain or row_format is RowFormat.html
    form = new_form(row_format, wanted, explain, output)
    reading = ReadingOptions(lines, cast("ReadingUnit | None", unit and unit.value), text_column)
    job = Job(found, reading, wanted, explain, output, row_format.value, resume, fingerprint(model))
    meter = BulkMeter(to_file=output is not None)
    run(tagger, job, form, meter, note)
    meter.done()


def _row_format(wanted: RowFormat | None, output: Path | None, resume: bool) -> RowFormat:
    """Return the format to write, and refuse or note what does not go with the output."""
    from classify.cli.console import note
    from classify.cli.writers import default_format, named_format

    row_format = wanted or default_format(output)
    if wanted and output and named_format(output) not in (None, wanted):
        note(f"{output}: written as {row_format.value}, as --format says, whatever its name")
    if resume and (output is None or row_format is RowFormat.table):
        raise InputError(
            "--resume: there is nothing to go on with without a file of rows.", "Name the file with --output FILE."
        )
    return row_format
