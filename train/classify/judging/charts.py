"""Charts as SVG for a page that gives them their colours: no script, no style and no date of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygal
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_WANTED = re.compile(r'<defs>.*?</defs>|<!--.*?-->|<desc.*?</desc>| id=""|<title>Pygal</title>', re.DOTALL)
_TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """Points to draw, joined by a line, as dots, or both."""

    points: Iterable[tuple[float, float]]
    joined: bool = True
    dots: bool = False


def chart(title: str, x_title: str, y_title: str, lines: Sequence[Line]) -> Markup:
    """Draw lines on axes from 0 to 1.

    Args:
        title: what the chart shows, for those who cannot see it.
        x_title: what the horizontal axis counts.
        y_title: what the vertical axis counts.
        lines: what is drawn; the page colours them by their number (``.color-0`` and so on).
    """
    plot = pygal.XY(
        css=[],
        js=[],
        no_prefix=True,
        disable_xml_declaration=True,
        show_legend=False,
        width=340,
        height=280,
        margin=4,
        xrange=(0, 1),
        range=(0, 1),
        x_title=x_title,
        y_title=y_title,
    )
    plot.x_labels = plot.y_labels = _TICKS
    for line in lines:
        plot.add("", list(line.points), stroke=line.joined, show_dots=line.dots, dots_size=4)
    drawn = _NOT_WANTED.sub("", plot.render(is_unicode=True))
    head, rest = drawn.split(">", 1)
    return Markup(f'{head} role="img"><title>{escape(title)}</title>{rest}')  # noqa: S704 - drawn from numbers here
