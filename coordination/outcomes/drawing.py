"""Where everything of a run chart lies on its paper. The template only draws what stands here."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.measures.series import Series, number, unit_after

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 124, 16, 34
# of the periods so many are named under the chart, so that their names do not touch
NAMES = 5
# between the words at the right edge
LEAST_APART = 15


@dataclass(frozen=True)
class Dot:
    """One figure."""

    x: float
    y: float
    words: str
    beyond: bool


@dataclass(frozen=True)
class Line:
    """A level across the whole chart, with its words at the right edge."""

    kind: str
    y: float
    words: str
    words_y: float


@dataclass(frozen=True)
class RunChart:
    """A run chart with everything in places; `band` is from where to where chance moves the figures."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    band: tuple[float, float] | None
    names: tuple[tuple[float, str], ...]
    scale: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM

    @property
    def path(self) -> str:
        """The figures joined up, as an SVG polyline has it."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def run_chart(series: Series, target: float | None) -> RunChart | None:
    """The chart of a series; None with fewer than two figures or none above nothing, where a line would say nothing."""
    points = [point for point in series.points if point.value is not None]
    values = [point.value or 0.0 for point in points]
    if len(values) < 2 or not any(values):
        return None
    found = series.limits
    levels = [*values, *([found.lower, found.upper] if found else []), *([target] if target is not None else [])]
    most = _round_up(max(levels)) or 1.0

    def down(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most), 1)

    across = (WIDTH - LEFT - RIGHT) / (len(points) - 1)
    after = unit_after(series.measure)
    dots = tuple(
        Dot(
            round(LEFT + at * across, 1),
            down(value),
            f"{points[at].span}: {number(value)}{after}",
            found is not None and not found.lower <= value <= found.upper,
        )
        for at, value in enumerate(values)
    )
    lines = [("now", values[-1], f"Now {number(values[-1])}{after}")]
    if target is not None:
        lines.append(("target", target, f"Target {number(target)}{after}"))
    if found is not None:
        lines.append(("mean", found.mean, f"Average {number(round(found.mean, 1))}{after}"))
    every = max(1, -(-len(points) // NAMES))
    return RunChart(
        dots=dots,
        lines=_apart([(kind, down(value), words) for kind, value, words in lines]),
        band=(down(found.upper), down(found.lower)) if found else None,
        names=tuple(
            (dots[at].x, point.period.short) for at, point in enumerate(points) if (len(points) - 1 - at) % every == 0
        ),
        scale=tuple((down(share * most), number(round(share * most, 1))) for share in (0, 0.5, 1)),
    )


def _apart(lines: list[tuple[str, float, str]]) -> tuple[Line, ...]:
    """The words of levels that lie close together are moved until none stands on another."""
    placed: list[Line] = []
    for kind, y, words in sorted(lines, key=lambda line: line[1]):
        lowest = placed[-1].words_y + LEAST_APART if placed else 0.0
        placed.append(Line(kind, y, words, max(y + 4, lowest)))
    return tuple(placed)


def _round_up(value: float) -> float:
    """The end of the scale: the next round number."""
    size = 1.0
    while size * 10 < value:
        size *= 10
    return next((step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= value), value)
