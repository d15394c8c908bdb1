"""A tagged article to take away: JSONL, CSV or a page of its own. Where a text was corrected, its topics are those."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader

from classify.web import corrections
from classify.web.corrections import key_of
from classify.web.tagging import records
from classify.writing.csv import csv_lines
from classify.writing.form import COLUMNS, score_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from classify.tagging.tagged import TaggedBatch
    from classify.web.corrections import Correction
    from classify.web.desk import InUse
    from classify.web.store import Store

Row = dict[str, Any]
_CORRECTED = ("model_topics", "note", "author", "corrected")

templates = Environment(loader=PackageLoader("classify.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def standing(store: Store, tagged: TaggedBatch) -> dict[int, Correction]:
    """Return the corrections of an article's texts, by position; those that were taken back too."""
    keys = {position: key_of(sentence.text) for position, sentence in tagged.batch.sentences()}
    found = corrections.find(store, list(keys.values()))
    return {position: found[key] for position, key in keys.items() if key in found}


def corrected_rows(tagged: TaggedBatch, found: Mapping[int, Correction]) -> list[Row]:
    """Return the records of an article; a corrected one has the person's topics, and says so in fields of its own."""
    rows: list[Row] = json.loads(records(tagged))
    for row in rows:
        correction = found.get(row["position"])
        if correction is not None and correction.topics is not None:
            values = (row["topics"], correction.note, correction.author, correction.at)
            row.update(zip(_CORRECTED, values, strict=True))
            row["topics"] = list(correction.topics)
    return rows


def as_jsonl(rows: Sequence[Row]) -> bytes:
    """Return an object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_csv(rows: Sequence[Row], topics: Sequence[str]) -> bytes:
    """Return the columns of `classify predict --format csv`, and what was corrected after them."""
    cells: list[list[str]] = [[*COLUMNS, *score_columns(topics), *_CORRECTED]]
    for row in rows:
        flat = {**row, "topics": ";".join(row["topics"]), "model_topics": ";".join(row.get("model_topics", ()))}
        scores = [f"{row['scores'][topic]:.7f}" for topic in topics]
        cells.append([*(flat[name] for name in COLUMNS), *scores, *(flat.get(name, "") for name in _CORRECTED)])
    return b"".join(line + b"\n" for line in csv_lines(cells))


def as_html(rows: Sequence[Row], name: str, model: InUse) -> bytes:
    """Return a page that needs nothing else, and runs nothing."""
    used = [topic for topic in model.codes if any(topic in row["topics"] for row in rows)]
    counts = {topic: sum(topic in row["topics"] for row in rows if row["kind"] != "next_headline") for topic in used}
    hues = {topic: place for place, topic in enumerate(model.codes)}
    page = templates.get_template("export.html").render(
        rows=rows, name=name, model=model, counts=counts, titles=model.tagger.titles, hues=hues
    )
    return page.encode()
