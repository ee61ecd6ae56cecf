"""Which target a figure is held against: the earliest that is still to be met, or the last one when all have passed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflows.measures.catalogue.measure import StatedTarget
from workflows.measures.periods import ReportingPeriod, from_code

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# how a strategy says that a target holds at all times
ALWAYS = ("each year", "not dated")


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is aimed at and by which day; without a day it holds at all times."""

    by: date | None
    value: float | str
    said: str
    note: str | None = None
    set_by: str | None = None
    set_on: date | None = None

    @property
    def number(self) -> float | None:
        """The target as a number; None for one in words."""
        return None if isinstance(self.value, str) else float(self.value)


def of_strategy(stated: StatedTarget) -> Target:
    """A strategy's own target. Raises ValueError for a period that nobody can read."""
    return Target(by=_by(stated.period), value=stated.value, said=stated.period, note=stated.note)


def in_force(targets: Iterable[Target], period: ReportingPeriod) -> Target | None:
    """The target that a figure of this period is held against. Of two by the same day the later one in order wins."""
    latest: dict[date | None, Target] = {}
    for target in targets:
        latest[target.by] = target
    dated = sorted(((day, one) for day, one in latest.items() if day is not None), key=lambda found: found[0])
    for day, target in dated:
        if day >= period.end:
            return target
    return dated[-1][1] if dated else latest.get(None)


def _by(said: str) -> date | None:
    if said in ALWAYS:
        return None
    if DAY.fullmatch(said):
        return date.fromisoformat(said)
    period = from_code(said)
    if period is None:
        raise ValueError(f"“{said}” is neither a day, a month, a quarter nor a financial year.")
    return period.end
