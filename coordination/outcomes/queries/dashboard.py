"""How the partnership stands: by outcome or by pillar, and measure by measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.outcomes.queries.figures import all_series, targets_of
from workflows.dates_in_words import in_full
from workflows.measures import catalogue
from workflows.measures.catalogue.measure import Measure
from workflows.measures.periods import going_back, last_ended
from workflows.measures.series import Series, aim
from workflows.measures.standing import NO_FIGURE, ORDER, Standing, standing
from workflows.measures.targets import Target, in_force
from workflows.measures.variation import what_moved

EXPECTED = {"monthly": 6, "quarterly": 4, "yearly": 2}


@dataclass(frozen=True)
class Row:
    """One measure on the dashboard."""

    measure: Measure
    series: Series
    target: Target | None
    standing: Standing
    given: int
    expected: int

    @property
    def aim(self) -> str:
        """The target with its unit, or nothing."""
        return aim(self.measure, self.target.value) if self.target else ""

    @property
    def told(self) -> str:
        """The newest figure and the target inside a sentence; nothing where there is neither."""
        return "; ".join(filter(None, (self._figure, self._aimed_at)))

    @property
    def _figure(self) -> str:
        newest = self.series.newest
        if newest:
            return f"{newest.said(self.measure)} in {newest.span}"
        if self.standing.code == NO_FIGURE.code:
            return ""
        return "nobody has told of it" if self.measure.is_milestone else "no figure"

    @property
    def _aimed_at(self) -> str:
        if self.target is None:
            return ""
        by = f" by {in_full(self.target.by)}" if self.target.by else ""
        return f"to be reached{by}" if self.measure.is_milestone else f"target {self.aim}{by}"

    @property
    def moved(self) -> str:
        """Whether the newest figure tells of a change."""
        return what_moved(self.series.values, self.series.limits) if self.series.values else ""

    @property
    def completeness(self) -> str:
        """How many of the last periods have a figure, in words."""
        if self.measure.feed == "cases":
            return "From cases"
        return f"{self.given} of {self.expected}"


@dataclass(frozen=True)
class Group:
    """The measures of one outcome or pillar, with how many stand how."""

    code: str
    title: str
    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many measures stand at each standing, in the order in which a board wants them."""
        counted = Counter(row.standing.code for row in self.rows)
        return {code: counted[code] for code in ORDER}


def rows_of(session: Session, partnership: Partnership, today: date) -> dict[str, Row]:
    """Every measure of the partnership as it stands, by code."""
    series = all_series(session, partnership)
    targets = targets_of(session, partnership)
    return {code: row_of(one, targets.get(code, []), today) for code, one in series.items()}


def row_of(series: Series, targets: list[Target], today: date) -> Row:
    """One measure with the target that its newest figure is held against."""
    measure, newest = series.measure, series.newest
    last = last_ended(today, measure.cadence)
    target = in_force(targets, newest.period if newest else last)
    expected = list(going_back(last, EXPECTED[measure.cadence]))
    there = {point.period.start for point in series.points}
    return Row(
        measure=measure,
        series=series,
        target=target,
        standing=standing(measure, newest.value if newest else None, newest.words if newest else None, target, today),
        given=sum(period.start in there for period in expected),
        expected=len(expected),
    )


def by_outcome(rows: dict[str, Row]) -> list[Group]:
    """Grouped under the headings of the strategies."""
    return _grouped(rows, catalogue.OUTCOMES, {outcome: outcome for outcome in catalogue.OUTCOMES})


def by_pillar(rows: dict[str, Row]) -> list[Group]:
    """Grouped by what both strategies rest on."""
    return _grouped(rows, catalogue.PILLARS, catalogue.PILLAR_OF)


def _grouped(rows: dict[str, Row], titles: dict[str, str], group_of: dict[str, str]) -> list[Group]:
    found: dict[str, list[Row]] = {code: [] for code in titles}
    for row in rows.values():
        found[group_of[row.measure.outcome]].append(row)
    return [Group(code, titles[code], tuple(members)) for code, members in found.items() if members]


def off_target(rows: dict[str, Row]) -> list[Row]:
    """What needs the board first: off target, then close to it."""
    wanted = [row for row in rows.values() if row.standing.code in ("off", "close")]
    return sorted(wanted, key=lambda row: ORDER.index(row.standing.code))
