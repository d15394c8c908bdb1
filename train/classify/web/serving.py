"""Running the server."""

from __future__ import annotations

import re
import secrets
import socket
from typing import TYPE_CHECKING

import uvicorn

from classify.errors import InputError
from classify.web.app import create_app
from classify.web.desk import settle
from classify.web.limits import CONNECTIONS
from classify.web.security import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

    from classify.web.desk import Desk

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")


def token_for(host: str, wanted: str | None) -> str | None:
    """Return the token that a server on this address asks for; None where only this machine can reach it.

    Raises:
        InputError: the token is too short, or has characters that do not fit into an address.
    """
    if wanted is not None and not _TOKEN.fullmatch(wanted):
        raise InputError("The token must have 16 to 200 letters, digits, - or _.", "Leave it out, and one is made up.")
    return wanted if wanted or is_loopback(host) else secrets.token_urlsafe(32)


def serve(desk: Desk, host: str, port: int, token: str | None, ready: Callable[[str], None]) -> None:
    """Serve a desk until it is stopped.

    Args:
        desk: the desk; closed at the end.
        host: the address to listen on.
        port: the port; 0 takes any that is free.
        token: what every request must know, from `token_for`.
        ready: told the address to open, once the server listens there.

    Raises:
        InputError: the address cannot be listened on.
    """
    try:
        listening = _listen(host, port)
        number = listening.getsockname()[1]
        config = uvicorn.Config(
            create_app(desk, token, any_host=not is_loopback(host)),
            log_level="warning",
            access_log=False,
            limit_concurrency=CONNECTIONS,
            server_header=False,
        )
        name = f"[{host}]" if ":" in host else host
        ready(f"http://{name}:{number}/" + (f"?token={token}" if token else ""))
        settle()
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        desk.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        if not 0 <= port < 1 << 16:  # the system would take the remainder, which is another port
            raise OverflowError("a port is a number from 0 to 65535")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"{host}, port {port}: cannot listen there: {reason}.", "Choose another with --host or --port."
        ) from None
    return listening
