"""What a check of a corpus finds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    Attributes:
        severity: ``error`` where the data must not be used as they are, ``warning`` where a person should look.
        kind: what sort of thing it is, in one or two words.
        place: where it stands: ``file:line``.
        message: what was found, in one line.
    """

    severity: Severity
    kind: str
    place: str
    message: str

    def as_json(self) -> dict[str, str]:
        """Return a plain dict."""
        return asdict(self)


def short(text: str, limit: int = 60) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
