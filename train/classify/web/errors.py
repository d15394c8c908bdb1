"""Errors as answers: what is wrong, what to do next, and never what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from classify.errors import ClassifyError, InputError
from classify.web.corrections import ConflictError
from classify.web.schemas import Conflict, CorrectionAnswer, Problem

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

_WRONG: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem, "description": "The request is wrong; `error` says where."},
    503: {"model": Problem, "description": "The disk is full, or the file of corrections is in use."},
}
MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "There is no such thing."}}
BUSY: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "Not at this time; `error` says why."}}
CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Conflict, "description": "Somebody else changed the text since; `current` is what stands."}
}
RESPONSES = _WRONG


class MissingError(ClassifyError):
    """There is no such thing."""


class BusyError(ClassifyError):
    """What is asked for cannot be done at this time."""


def add_handlers(app: FastAPI) -> None:
    """Have errors answered in one form."""
    app.add_exception_handler(ClassifyError, _for_user)
    app.add_exception_handler(ConflictError, _conflict)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _for_user(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ClassifyError)  # noqa: S101  # the handler is registered for these
    status = 503
    for kind, code in ((MissingError, 404), (BusyError, 409), (InputError, 422)):
        if isinstance(error, kind):
            status = code
    return _problem(status, error.cause, error.remedy)


def _conflict(_: Request, error: Exception) -> JSONResponse:
    current = getattr(error, "current", None)
    answer = Conflict(
        error="Somebody else changed this text since you saw it.",
        fix="Look at what stands now, then keep it or change it.",
        current=CorrectionAnswer.model_validate(current) if current else None,
    )
    return JSONResponse(answer.model_dump(), 409)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": ""}
    # Names of fields that nobody knows come from the sender, and may hold what cannot be encoded.
    where = ".".join(str(part) for part in first["loc"]).encode("utf-8", "replace").decode()
    message = str(first["msg"]).encode("utf-8", "replace").decode()
    return _problem(422, f"{where[:200]}: {message[:300]}", "See /api/openapi.json for what the request must hold.")


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  # as above
    answer = _problem(error.status_code, str(error.detail), "See /api/openapi.json for what can be asked.")
    answer.headers.update(error.headers or {})
    return answer


def _problem(status: int, cause: str, remedy: str) -> JSONResponse:
    return JSONResponse({"error": cause, "fix": remedy}, status)
