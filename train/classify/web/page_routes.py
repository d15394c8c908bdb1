"""The page itself; all that changes on it comes through the API."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

import classify
from classify.web.export import templates
from classify.web.request import DeskOf

router = APIRouter(include_in_schema=False)


@router.get("/")
def page(desk: DeskOf) -> HTMLResponse:
    """Give the page."""
    return HTMLResponse(templates.get_template("desk.html").render(version=classify.__version__, model=desk.model))
