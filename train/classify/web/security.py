"""Who may ask, and how much: a guard around the whole server.

A page elsewhere must not be able to read or change anything here: the Host must be one of ours (a name that somebody
points at this machine is not: DNS rebinding), a request that changes something must come from our own page or from
no page at all, and off loopback every request needs the token.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers

from classify.web.limits import BODY_BYTES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "classify-desk"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DRAINED = 64 << 20  # a browser shows the refusal only when it could send its body
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_LOGIN = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>classify desk</title>
<h1>This desk needs its token</h1>
<form action="/"><label>Token <input name="token" type="password" autofocus></label> <button>Open</button></form>
<p>It stands in the address that <code>classify serve</code> printed.</p></html>"""


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer to a request that is not let through."""

    status: int
    error: str
    fix: str
    headers: dict[str, str] = field(default_factory=dict)


class Guard:
    """Lets through what may pass, and sets the headers that keep a browser strict.

    Args:
        app: what is guarded.
        token: what every request must know; None where only this machine can ask.
        any_host: whether any name in ``Host`` will do: the token is then what protects.
    """

    def __init__(self, app: ASGIApp, token: str | None, any_host: bool = False) -> None:
        if any_host and token is None:
            raise ValueError("without a token only loopback names can be served")
        self._app = app
        self._token = token
        self._any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on, one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = _with_headers(send)
        headers = Headers(scope=scope)
        refusal = self._host(headers) or _foreign(scope["method"], headers) or _too_long(headers)
        if refusal is not None:
            await _drain(receive)
            await _refuse(refusal, answer)
        elif not self._knows_token(headers):
            await self._ask_for_token(scope, answer)
        else:
            body = await _read(receive)
            if body is None:
                await _refuse(_TOO_LONG, answer)
            else:
                await self._app(scope, _replay(body, receive), answer)

    def _host(self, headers: Headers) -> Refusal | None:
        try:
            host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        except ValueError:
            host = ""
        if self._any_host or is_loopback(host):
            return None
        return Refusal(421, "This desk does not answer to that name.", "Open it at the address that was printed.")

    def _knows_token(self, headers: Headers) -> bool:
        if self._token is None:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.casefold() != "bearer":
            given = _cookie(headers)
        return self._matches(given)

    def _matches(self, given: str) -> bool:
        return self._token is not None and hmac.compare_digest(given.encode(), self._token.encode())

    async def _ask_for_token(self, scope: Scope, send: Send) -> None:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and scope["method"] == "GET":
            if self._matches(given):
                cookie = f"{COOKIE}={self._token}; HttpOnly; SameSite=Strict; Path=/"
                await _send(send, 303, b"", {"Location": "/", "Set-Cookie": cookie})
            else:
                await _send(send, 401, _LOGIN, {"Content-Type": "text/html; charset=utf-8"})
            return
        fix = "Send it as 'Authorization: Bearer TOKEN', or open the address that was printed."
        await _refuse(Refusal(401, "The token is missing or wrong.", fix, {"WWW-Authenticate": "Bearer"}), send)


_TOO_LONG = Refusal(
    413, f"The request is longer than {BODY_BYTES >> 20} MB.", "Send less at once; `classify predict` reads any size."
)
_FOREIGN = Refusal(403, "The request comes from another site.", "Use the desk's own page, or send no Origin.")


def _foreign(method: str, headers: Headers) -> Refusal | None:
    if method in _SAFE:
        return None
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    own = origin is None or origin.casefold().partition("://")[2] == headers.get("host", "").casefold() != ""
    return None if own and site in {"same-origin", "none"} else _FOREIGN


def _too_long(headers: Headers) -> Refusal | None:
    length = headers.get("content-length", "0")
    return _TOO_LONG if length.isdecimal() and (len(length) > 20 or int(length) > BODY_BYTES) else None


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _read(receive: Receive) -> bytes | None:
    """Read a body to its end; None where it is too long."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_BYTES:
            if more:
                await _drain(receive)
            return None
    return bytes(body)


async def _drain(receive: Receive) -> None:
    left, more = _DRAINED, True
    while more and left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        more = message.get("more_body", False)


def _replay(body: bytes, receive: Receive) -> Receive:
    told = False

    async def replayed() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS]
        await send(message)

    return answer


async def _refuse(refusal: Refusal, send: Send) -> None:
    body = json.dumps({"error": refusal.error, "fix": refusal.fix}).encode()
    await _send(send, refusal.status, body, {"Content-Type": "application/json", **refusal.headers})


async def _send(send: Send, status: int, body: bytes, headers: dict[str, str]) -> None:
    raw: list[Any] = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
