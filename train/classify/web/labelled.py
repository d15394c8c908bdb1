"""Corrections as labelled data: what `classify train` learns from and `classify corpus check` passes."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

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
    page = io.StringIO()
    writer = csv.DictWriter(page, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for correction in corrections:
        row = _row(correction)
        writer.writerow({**row, "topics": json.dumps(row["topics"])})
    return page.getvalue().encode()


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
