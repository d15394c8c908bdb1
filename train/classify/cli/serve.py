"""`classify serve`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from classify.cli.options import DEFAULT_MODEL, ModelFolder
from classify.errors import InputError

_NEEDED = ("fastapi", "uvicorn", "jinja2")


def serve(
    model: ModelFolder = DEFAULT_MODEL,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port to listen on; 0 takes a free one.")] = 8765,
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="DIR", help="Unlabelled texts to choose from in Teach.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", metavar="FILE", help="What Retrain learns by [default: configs/MODEL.yaml]."),
    ] = None,
    desk: Annotated[
        Path | None,
        typer.Option("--desk", metavar="DIR", help="Where articles and corrections are kept [default: MODEL.desk]."),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", envvar="CLASSIFY_TOKEN", help="What every request must know.")
    ] = None,
) -> None:
    """Open the desk: a page to read articles with their topics, put tags right, and teach the tagger.

    \b
    First run:   classify serve
    To teach:    classify serve --folder unlabelled/

    Only this machine can reach it, unless --host says otherwise; a token is then asked for. Ctrl-C ends it.
    """
    _refuse_without_extra()
    from classify.web.desk import Desk, Places
    from classify.web.serving import serve as run
    from classify.web.serving import token_for

    asked = token_for(host, token)
    model = model.resolve()
    usual = Path("configs") / f"{model.name}.yaml"
    places = Places(
        model=model,
        desk=desk or model.with_name(f"{model.name}.desk"),
        config=config or (usual if usual.is_file() else None),
        pool=folder,
    )
    with suppress(KeyboardInterrupt):  # the way to end it
        run(Desk(places), host, port, asked, _announce)


def _refuse_without_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise InputError(
            f"classify serve: not installed: {', '.join(missing)}.",
            f"Install the extra `web`, or just: pip install {' '.join(missing)}",
        )


def _announce(address: str) -> None:
    typer.echo(f"The desk is open at {address}\nCtrl-C ends it.", err=True)
