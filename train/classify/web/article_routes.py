"""Articles on the desk: open, list, show, take away."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query, Response
from fastapi import Path as InPath

from classify.errors import InputError
from classify.reading.decode import decode
from classify.reading.openers import suffix_of
from classify.reading.rows import ROW_SUFFIXES
from classify.web import articles, limits
from classify.web.articles import Kept
from classify.web.desk import Desk
from classify.web.errors import MISSING, RESPONSES, MissingError
from classify.web.export import as_csv, as_html, as_jsonl, attachment, corrected_rows, standing
from classify.web.request import DeskOf
from classify.web.schemas import ArticleAnswer, CorrectionAnswer, KeptArticle, Name, NamedText
from classify.web.tagging import read_text, records, summary, tag
from classify.writing.form import json_bytes

router = APIRouter(prefix="/api/articles", tags=["articles"], responses=RESPONSES)

Id = Annotated[str, InPath(pattern="^[0-9a-f]{16}$", description="The `id` of an article.")]
_KINDS = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8"}


@router.get("")
def list_articles(desk: DeskOf) -> list[KeptArticle]:
    """List the articles, the newest first."""
    return [KeptArticle.model_validate(article) for article in articles.list_articles(desk.store)]


@router.post("", status_code=201)
def open_text(request: NamedText, desk: DeskOf) -> KeptArticle:
    """Put a text on the desk."""
    return _keep(desk, request.name, request.text.encode())


@router.post("/files", status_code=201)
def open_file(
    name: Annotated[Name, Query(description="The name of the file.")],
    desk: DeskOf,
    data: Annotated[bytes, Body(media_type="application/octet-stream", max_length=limits.BODY_BYTES)] = b"",
) -> KeptArticle:
    """Put a text file on the desk, in any encoding that `classify predict` reads."""
    if not data.strip():
        raise InputError(f"{name}: the file is empty.", "Choose a file with text in it.")
    if suffix_of(Path(name)) in ROW_SUFFIXES:
        raise InputError(
            f"{name}: this is a table of texts, and the desk reads articles.",
            f"Tag its rows in the terminal: classify predict {quote(name)}",
        )
    return _keep(desk, name, data)


@router.get("/{id}", responses={200: {"model": ArticleAnswer}, **MISSING}, response_class=Response)
def show(id: Id, desk: DeskOf) -> Response:  # noqa: A002  # the name in the path
    """Show an article: its text, its records, its summary, and its corrections by position."""
    article = _get(desk, id)
    tagged = tag(desk.model.tagger, read_text(article.name, article.text))
    found = {
        str(position): CorrectionAnswer.model_validate(correction).model_dump()
        for position, correction in standing(desk.store, tagged).items()
    }
    facts = {"id": article.id, "name": article.name, "added": article.added, "text": article.text}
    head = json_bytes({**facts, "corrections": found})[:-1]
    body = b'%b,"rows":%b,"summary":%b}' % (head, records(tagged), summary(tagged))
    return Response(body, media_type="application/json")


@router.delete("/{id}", status_code=204, responses=MISSING)
def remove(id: Id, desk: DeskOf) -> None:  # noqa: A002  # the name in the path
    """Take an article off the desk. The corrections made in it stay."""
    if not articles.remove(desk.store, id):
        raise _missing()


@router.get("/{id}/export.{form}", responses={200: {"content": {kind: {} for kind in _KINDS.values()}}, **MISSING})
def export(id: Id, form: Literal["jsonl", "csv", "html"], desk: DeskOf) -> Response:  # noqa: A002  # as above
    """Give an article with its topics, as corrected, to take away."""
    article, model = _get(desk, id), desk.model
    tagged = tag(model.tagger, read_text(article.name, article.text))
    found = standing(desk.store, tagged)
    if form == "html":
        body = as_html(tagged, found, model)
    else:
        rows = corrected_rows(tagged, found)
        body = as_csv(rows, tagged.topics) if form == "csv" else as_jsonl(rows)
    return Response(body, media_type=_KINDS[form], headers={"Content-Disposition": attachment(article.name, form)})


def _keep(desk: Desk, name: str, data: bytes) -> KeptArticle:
    text = decode(data, name).text
    read_text(name, text)
    return KeptArticle.model_validate(articles.keep(desk.store, name, text))


def _get(desk: Desk, identity: str) -> Kept:
    article = articles.get(desk.store, identity)
    if article is None:
        raise _missing()
    return article


def _missing() -> MissingError:
    return MissingError("There is no such article on the desk.", "Open it again, or choose another.")
