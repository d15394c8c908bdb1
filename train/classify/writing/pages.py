"""Pages in HTML: their templates, in which whatever is put is escaped, and the colours of topics."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

_FOLDER = Path(__file__).parent / "templates"
_GOLDEN_ANGLE = 137.508
"""Degrees from one hue to the next, so that neighbours differ and none comes twice."""


@cache
def template(name: str, folder: Path = _FOLDER) -> Template:
    """Return a template of a folder, by default of ``writing/templates/``."""
    loader = FileSystemLoader(folder)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


def hues(topics: Sequence[str]) -> dict[str, int]:
    """Return a hue in degrees for each topic."""
    return {topic: round(number * _GOLDEN_ANGLE) % 360 for number, topic in enumerate(topics)}
