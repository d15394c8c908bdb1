"""A tagged article to take away: JSONL, CSV or a page of its own. Where a text was corrected, its topics are those."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from classify.errors import listed
from classify.tagging.reasons import with_reasons
from classify.web import corrections
from classify.web.corrections import key_of
from classify.web.tagging import records
from classify.writing.csv import csv_lines
from classify.writing.form import COLUMNS, score_columns
from classify.writing.html import HtmlForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from classify.tagging.tagged import TaggedBatch
    from classify.web.corrections import Correction
    from classify.web.desk import InUse
    from classify.web.store import Store

Row = dict[str, Any]
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_NAME_CHARACTERS = 60
_CORRECTED = ("model_topics", "note", "author", "corrected")
_ABOUT = "Tagged with the model {}. Topics that a person has set or confirmed are marked ✓."


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


def as_html(tagged: TaggedBatch, found: Mapping[int, Correction], model: InUse) -> bytes:
    """Return the page of `classify predict --format html`, with the topics as corrected, and who set them."""
    remarks = dict(_remarks(tagged, found))
    form = HtmlForm(tagged.topics, title=tagged.source, about=_ABOUT.format(model.name))
    return form.page(with_reasons(model.tagger, _corrected(tagged, found)), remarks)


def attachment(name: str, form: str) -> str:
    """Return the header that names a download after its article: in full (RFC 6266), and in ASCII for old programs.

    What no file name may hold, or what hides how it ends, is left out.
    """
    plain = "".join(" " if character in _NOT_IN_NAMES else character for character in name if character.isprintable())
    stem = _SUFFIX.sub("", " ".join(plain.split())).strip(" .")[:_NAME_CHARACTERS].strip(" .") or "article"
    simple = stem.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{simple}.{form}\"; filename*=UTF-8''{quote(stem, safe='')}.{form}"


def _corrected(tagged: TaggedBatch, found: Mapping[int, Correction]) -> TaggedBatch:
    given = tagged.given.copy()
    for row, position in enumerate(tagged.batch.positions.tolist()):
        correction = found.get(position)
        if correction is not None and correction.topics is not None:
            given[row] = [topic in correction.topics for topic in tagged.topics]
    return replace(tagged, given=given)


def _remarks(tagged: TaggedBatch, found: Mapping[int, Correction]) -> Iterator[tuple[int, str]]:
    """Yield what is to be said of each corrected text: who says so, what the model had given, and the note."""
    for position, guess in zip(tagged.batch.positions.tolist(), tagged.names(), strict=True):
        correction = found.get(position)
        if correction is None or correction.topics is None:
            continue
        confirmed = set(correction.topics) == set(guess)
        who = ("confirmed" if confirmed else "set") + (f" by {correction.author}" if correction.author else "")
        instead = "" if confirmed else f"; the model gives {listed(guess) if guess else 'no topic'}"
        gone = [topic for topic in correction.topics if topic not in tagged.topics]
        unseen = f"; set to {listed(gone)}, which this model has not" if gone else ""
        yield position, who + unseen + instead + (f". {correction.note}" if correction.note else "")
