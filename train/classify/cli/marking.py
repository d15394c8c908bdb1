"""A text for the terminal: made harmless, and its words marked by what they add to a topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from classify.tagging.words import Ranked, Words

_COMMANDING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
_STRONG, _WEAK = 0.6, 0.3
"""Shares of the weightiest word's contribution from which a word is marked strongly, and at all."""
_NAMED = 8
_FOR, _AGAINST = "green", "red underline"
_PLAIN_FOR, _PLAIN_AGAINST = "\u207a", "\u207b"


def shown(text: str) -> str:
    """Return a text on one line, without characters that would command the terminal or turn its lines round."""
    return _harmless(text).strip()


def marked(words: Words, topic: str, console: Console) -> Text:
    """Return a text with the words that speak for a topic green, those against it red and underlined.

    Where the console has no colours, a raised plus or minus follows the word.
    """
    weights = words.weights[topic]
    heaviest = np.abs(weights).max(initial=0.0)
    plain = console.no_color or console.color_system is None
    line, last = Text(), 0
    for (start, end), weight in zip(words.spans, weights.tolist(), strict=True):
        line.append(_harmless(words.text[last:start]) if last else _harmless(words.text[:start]).lstrip())
        strength = abs(weight) / heaviest if heaviest else 0.0
        line.append(_harmless(words.text[start:end]), "" if plain else _style(weight, strength))
        if plain and strength >= _WEAK:
            line.append(_PLAIN_FOR if weight > 0 else _PLAIN_AGAINST)
        last = end
    line.append(_harmless(words.text[last:]).rstrip())
    return line


def reason_line(words: Words, topic: str) -> Text:
    """Return the weightiest words for a topic and those against it, with the rest and the intercept: the log-odds."""
    speaking_for, speaking_against, rest = words.sides(topic, _NAMED)
    line = Text(f"{topic}: ", style="dim")
    if not words.known:
        line.append("no known words; ")
    for side, style, name in ((speaking_for, _FOR, "for "), (speaking_against, _AGAINST, "against ")):
        if side:
            line.append(name).append(_listed(side, style)).append("; ")
    return line.append(f"other words {rest:+.2f}, intercept {words.intercepts[topic]:+.2f}", style="dim")


def _listed(side: Ranked, style: str) -> Text:
    return Text(", ").join(Text.assemble((shown(word), style), f" {value:+.2f}") for word, value in side)


def _style(weight: float, strength: float) -> str:
    if strength < _WEAK:
        return ""
    return f"{'bold ' if strength >= _STRONG else ''}{_FOR if weight > 0 else _AGAINST}"


def _harmless(text: str) -> str:
    return _COMMANDING.sub("\ufffd", _SPACES.sub(" ", text))
