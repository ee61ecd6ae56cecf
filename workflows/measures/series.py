"""A measure's figures over time, and what can be said of the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflows.measures.catalogue.measure import Measure
from workflows.measures.periods import ReportingPeriod, period_with
from workflows.measures.small_numbers import LEAST_BASE, share_of
from workflows.measures.variation import Limits, limits

NOTHING = "Nothing to take a share of"
PERIODS_IN_A_YEAR = {"monthly": 12, "quarterly": 4, "yearly": 1}


@dataclass(frozen=True, kw_only=True)
class Point:
    """The figure of one period as it is shown. `over` are the words for a longer span that it is about, if it is."""

    period: ReportingPeriod
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    words: str | None = None
    note: str = ""
    in_fives: bool = False
    over: str = ""

    @property
    def span(self) -> str:
        """The period or span of the figure, in words."""
        return self.over or self.period.words

    def said(self, measure: Measure) -> str:
        """The figure with its counts where it has them."""
        if measure.is_milestone:
            return {"reached": "Reached", "not-reached": "Not yet"}.get(self.words or "", "No figure")
        if self.value is None:
            return "Not shown: none or a few" if self.in_fives else NOTHING
        if self.in_fives and self.value == 0:
            return "None or a few"
        if measure.is_share:
            whole = f" ({self.numerator:,} of {self.denominator:,})" if self.denominator else ""
            return f"{number(self.value)}{unit_after(measure)}{whole}"
        return number(self.value)


@dataclass(frozen=True)
class Series:
    """All figures of a measure, oldest first, with the limits of chance where there are enough."""

    measure: Measure
    points: tuple[Point, ...]
    over_a_year: bool = False

    @property
    def newest(self) -> Point | None:
        """The latest figure."""
        return self.points[-1] if self.points else None

    @property
    def values(self) -> list[float]:
        """The figures that are numbers, oldest first."""
        return [point.value for point in self.points if point.value is not None]

    @property
    def limits(self) -> Limits | None:
        """Between what the figures move by themselves; None with too few."""
        return limits(self.values, most=100.0 if self.measure.unit == "percent" else None)

    @property
    def direction(self) -> str:
        """Up, down or the same as the figure before, in a word; nothing without one before."""
        if len(self.values) < 2:
            return ""
        before, now = self.values[-2:]
        return "Up" if now > before else "Down" if now < before else "The same"


def series_of(measure: Measure, points: Sequence[Point]) -> Series:
    """Put figures in order. Where a share's base is too small in any period, each stands for the year up to it."""
    ordered = sorted(points, key=lambda point: point.period.start)
    if ordered and all(point.over for point in ordered):
        return Series(measure, tuple(ordered), over_a_year=True)
    bases = [point.denominator for point in ordered if point.in_fives and point.denominator is not None]
    too_small = any(base < LEAST_BASE for base in bases)
    if not (measure.is_share and too_small) or measure.cadence == "yearly":
        return Series(measure, tuple(ordered))
    whole = PERIODS_IN_A_YEAR[measure.cadence]
    spans = [_over_a_year(ordered[at - whole + 1 : at + 1]) for at in range(whole - 1, len(ordered))]
    return Series(measure, tuple(spans), over_a_year=True)


def _over_a_year(points: Sequence[Point]) -> Point:
    newest = points[-1]
    numerator = sum(point.numerator or 0 for point in points)
    denominator = sum(point.denominator or 0 for point in points)
    return replace(
        newest,
        numerator=numerator,
        denominator=denominator,
        value=share_of(numerator, denominator),
        over=f"the year to {period_with(newest.period.end, 'monthly').words}",
    )


def number(value: float) -> str:
    """A figure as people write it: with commas, and with a decimal place only where there is something after it."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def unit_after(measure: Measure) -> str:
    """What stands after a figure of this measure."""
    if "percent" in measure.unit:
        return "%"
    return f" {measure.unit}" if measure.unit.startswith("per ") else ""


def aim(measure: Measure, value: float | str) -> str:
    """A target with what stands after the measure's figures. A milestone's is that it is reached."""
    if measure.is_milestone:
        return "Reached"
    return value if isinstance(value, str) else f"{number(float(value))}{unit_after(measure)}"
