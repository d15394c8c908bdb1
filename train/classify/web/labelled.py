"""Corrections as labelled data: what `classify train` learns from and `classify corpus check` passes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from classify.writing.csv import csv_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from classify.web.corrections import Correction

_COLUMNS = ("article", "position", "text", "topics", "note", "author", "at")


def labelled_jsonl(corrections: Sequence[Correction]) -> bytes:
    """Return a JSON object a line."""
    lines = [json.dumps(_row(correction), ensure_ascii=False) for correction in corrections]
    return "".join(f"{line}\n" for line in lines).encode()


def labelled_csv(corrections: Sequence[Correction]) -> bytes:
    """Return CSV; the topics of a text are a JSON list in their cell, which the reader of labelled data knows."""
    rows = [_row(correction) for correction in corrections]
    cells = [[*{**row, "topics": json.dumps(row["topics"])}.values()] for row in rows]
    return b"".join(line + b"\n" for line in csv_lines([_COLUMNS, *cells]))


def _row(correction: Correction) -> dict[str, Any]:
    values = (
        correction.article or correction.key,
        correction.position,
        correction.text,
        list(correction.topics or ()),
        correction.note,
        correction.author,
        correction.at,
    )
    return dict(zip(_COLUMNS, values, strict=True))
