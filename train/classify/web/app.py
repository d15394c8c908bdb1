"""The server: the API, the page, and the guard around both."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

import classify
from classify.web import article_routes, correct_routes, page_routes, read_routes, teach_routes
from classify.web.errors import add_handlers
from classify.web.limits import WORKERS
from classify.web.security import Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from classify.web.desk import Desk

STATIC = Path(__file__).with_name("static")


@asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    """Have requests wait their turn instead of all working at once: they would only take the time from each other."""
    current_default_thread_limiter().total_tokens = WORKERS
    yield


def create_app(desk: Desk, token: str | None = None, any_host: bool = False) -> FastAPI:
    """Build the server.

    Args:
        desk: what it serves.
        token: what every request must know; None where only this machine can ask.
        any_host: whether it answers to any name; only with a token.
    """
    app = FastAPI(
        lifespan=_few_threads,
        title="classify",
        version=classify.__version__,
        description="Tag texts by topic, say why, correct, and learn from the corrections.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # these pages load scripts from elsewhere
        redoc_url=None,
    )
    app.state.desk = desk
    for routes in (read_routes, article_routes, correct_routes, teach_routes, page_routes):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_handlers(app)
    app.add_middleware(Guard, token=token, any_host=any_host)
    return app
