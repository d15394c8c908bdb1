"""The page itself; all that changes on it comes through the API."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

import classify
from classify.web.request import DeskOf
from classify.writing.pages import template

router = APIRouter(include_in_schema=False)
_TEMPLATES = Path(__file__).with_name("templates")


@router.get("/")
def page(desk: DeskOf) -> HTMLResponse:
    """Give the page."""
    return HTMLResponse(template("desk.html", _TEMPLATES).render(version=classify.__version__, model=desk.model.name))
