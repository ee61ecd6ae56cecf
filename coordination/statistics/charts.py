"""Bars for a page, drawn here as SVG. Each has its figure beside it, and the table of the same figures is near."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

# In units of the drawing: a page shows it a little larger on a wide screen, and at this size on a telephone.
WIDTH, LABELS, ROOM_FOR_FIGURE = 340, 142, 42
# as many letters as fit beside the bars in the wider of the fonts that a machine may have
LETTERS, LINE, GAP = 18, 15, 10


@dataclass(frozen=True)
class Bar:
    """One bar. Without a figure its words stand in its place."""

    label: str
    figure: int | None
    instead: str = ""


def bars(code: str, title: str, description: str, drawn: Sequence[Bar]) -> Markup:
    """Horizontal bars as an SVG element with a title and a description. `code` makes its ids different from others."""
    most = max((bar.figure or 0 for bar in drawn), default=0) or 1
    room = WIDTH - LABELS - ROOM_FOR_FIGURE
    parts, top = [], 0
    for bar in drawn:
        lines = textwrap.wrap(bar.label, LETTERS, max_lines=4, placeholder=" …") or [""]
        height = max(len(lines) * LINE, 18)
        parts += [
            f'<text class="chart__label" x="{LABELS - 8}" y="{top + 12 + LINE * number}" text-anchor="end">'
            f"{escape(line)}</text>"
            for number, line in enumerate(lines)
        ]
        length = round(room * (bar.figure or 0) / most, 1)
        if length:
            parts.append(f'<rect class="chart__bar" x="{LABELS}" y="{top}" width="{length}" height="18"/>')
        said = bar.instead if bar.figure is None else f"{bar.figure:,}"
        parts.append(f'<text class="chart__figure" x="{LABELS + length + 6}" y="{top + 13}">{escape(said)}</text>')
        top += height + GAP
    axis = f'<line class="chart__axis" x1="{LABELS}" y1="0" x2="{LABELS}" y2="{max(top - GAP, 1)}"/>'
    return Markup(  # noqa: S704 every word in it was escaped above or is escaped here
        f'<svg class="chart" role="img" viewBox="0 -2 {WIDTH} {max(top, 1) + 2}" '
        f'aria-labelledby="{escape(code)}-title {escape(code)}-words" focusable="false">'
        f'<title id="{escape(code)}-title">{escape(title)}</title><desc id="{escape(code)}-words">'
        f"{escape(description)}</desc>{axis}{''.join(parts)}</svg>"
    )
