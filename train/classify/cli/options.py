"""The values that options of the command line take."""

from __future__ import annotations

from enum import StrEnum


class RowFormat(StrEnum):
    """How tagged texts are written."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class ScoreFormat(StrEnum):
    """How scores are printed."""

    table = "table"
    json = "json"


class UnitOption(StrEnum):
    """What is tagged as one text."""

    sentence = "sentence"
    document = "document"
