"""The values that options of the command line take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class RowFormat(StrEnum):
    """How tagged texts are written."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    html = "html"


class ScoreFormat(StrEnum):
    """How scores are printed."""

    table = "table"
    json = "json"


class TextsFormat(StrEnum):
    """How a list of texts is printed."""

    table = "table"
    jsonl = "jsonl"


class UnitOption(StrEnum):
    """What is tagged as one text."""

    sentence = "sentence"
    document = "document"


ModelFolder = Annotated[Path, typer.Option("--model", "-m", metavar="DIR", help="The model folder.")]
ModelFolders = Annotated[list[Path], typer.Argument(metavar="MODEL MODEL...", help="The model folders, two or more.")]
Differences = Annotated[
    Path | None,
    typer.Option("--differences", metavar="FILE", help="Write all texts on which the models differ, as JSONL."),
]
TextColumn = Annotated[str, typer.Option("--text-column", help="The column that holds the text.")]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Texts, tables or folders; - reads standard input.")
]
Explain = Annotated[bool, typer.Option("--explain", help="Name the n-grams behind each tag.")]
Topics = Annotated[str | None, typer.Option("--topics", metavar="a,b", help="Report these topics alone.")]
Unit = Annotated[UnitOption | None, typer.Option("--unit", help="Split texts into sentences, or tag each whole.")]
Lines = Annotated[bool, typer.Option("--lines", help="A plain file is a text a line, not one article.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what a run to --output that was ended has left.")]
OutputFormat = Annotated[
    RowFormat | None,
    typer.Option("--format", help="[default: by the suffix of --output; else table on a terminal, jsonl otherwise]"),
]
DataFile = Annotated[str, typer.Option("--data", "-d", metavar="FILE", help="Labelled texts, as for training.")]
DataTextColumn = Annotated[str | None, typer.Option("--text-column", help="The column that holds the text.")]
LabelsColumn = Annotated[str | None, typer.Option("--labels-column", help="The column that holds the topics.")]
GroupColumn = Annotated[str | None, typer.Option("--group-column", help="The column that holds the article's id.")]
Separator = Annotated[
    str | None, typer.Option("--separator", metavar="MARK", help="What stands between several topics in one cell.")
]
DataPath = Annotated[
    str | None, typer.Argument(metavar="[PATH]", help="Labelled texts, where there is no config for them.")
]
DataConfig = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="The config that names the data.")
]
TextsOption = Annotated[TextsFormat, typer.Option("--format", help="How to print.")]
PrintFormat = Annotated[ScoreFormat, typer.Option("--format", help="How to print.")]

DEFAULT_MODEL = Path("models/monitor")


def named_columns(text: str | None, labels: str | None, group: str | None, separator: str | None) -> dict[str, str]:
    """Return the settings of labelled data that options name, by their keys in a config."""
    options = {"text": text, "labels": labels, "group": group, "separator": separator}
    return {key: value for key, value in options.items() if value}
