"""Correcting: what people say of texts, kept for good, and taken away as labelled data."""

from __future__ import annotations

from typing import Annotated, Literal
from unicodedata import normalize

from fastapi import APIRouter, Path, Response

from classify.errors import InputError
from classify.web import corrections
from classify.web.corrections import Change
from classify.web.desk import check_topics
from classify.web.errors import CONFLICT, MISSING, RESPONSES, MissingError
from classify.web.labelled import labelled_csv, labelled_jsonl
from classify.web.request import DeskOf
from classify.web.schemas import CorrectionAnswer, CorrectionRequest, UndoRequest

router = APIRouter(prefix="/api/corrections", tags=["correct"], responses=RESPONSES)

Key = Annotated[str, Path(pattern="^[0-9a-f]{24}$", description="The `key` of a correction.")]


@router.get("")
def all_corrections(desk: DeskOf) -> list[CorrectionAnswer]:
    """List the corrections that stand, in the order in which they were made."""
    return [CorrectionAnswer.model_validate(found) for found in corrections.all_corrections(desk.store)]


@router.put("", responses=CONFLICT)
def save(request: CorrectionRequest, desk: DeskOf) -> CorrectionAnswer:
    """Say which topics a text has. It is on the disk when the answer comes."""
    model = desk.model
    text = normalize("NFC", request.text)
    if not text.strip() or "\x00" in text:
        raise InputError("body.text: this is no text.", "Send the text of a sentence, as it was tagged.")
    topics = check_topics(model, request.topics)
    if model.tagger.kind == "single" and len(topics) != 1:
        raise InputError(f"body.topics: {len(topics)} topics are given.", "This model gives a text exactly one topic.")
    change = Change(
        text=text,
        topics=topics,
        guess=check_topics(model, request.guess),
        note=request.note,
        author=request.author,
        article=request.article,
        position=request.position,
    )
    return CorrectionAnswer.model_validate(corrections.save(desk.store, change, request.revision))


@router.get("/labelled.{form}", responses={200: {"content": {"application/jsonl": {}, "text/csv": {}}}})
def labelled(form: Literal["jsonl", "csv"], desk: DeskOf) -> Response:
    """Give all corrections as labelled data that `classify train` takes."""
    found = corrections.all_corrections(desk.store)
    body = labelled_csv(found) if form == "csv" else labelled_jsonl(found)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl"
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="labelled.{form}"'})


@router.get("/{key}")
def history(key: Key, desk: DeskOf) -> list[CorrectionAnswer]:
    """Tell all that was ever said of a text, the oldest first; an empty list where nothing was."""
    return [CorrectionAnswer.model_validate(found) for found in corrections.history(desk.store, key)]


@router.post("/{key}/undo", responses={**CONFLICT, **MISSING})
def undo(key: Key, request: UndoRequest, desk: DeskOf) -> CorrectionAnswer:
    """Go back to what stood before a revision; undoing again goes further back."""
    found = corrections.undo(desk.store, key, request.revision, request.author)
    if found is None:
        raise MissingError("There is nothing to undo.", "Correct the text first.")
    return CorrectionAnswer.model_validate(found)
