"""Hidden harm measure HH1, “number of visits completed”, with its two lines and what stays out of the headline.

A completed visit counts once for a household and a day, by the day of the visit, when the parent is new to treatment
and a child was under five on that day, or not born yet. Cut short, nobody opened, refused and cancelled do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from workflows.measures.rates import Period

NAMES_MILESTONES = {"HH1": ("visit-completed",)}
NEW_TO_TREATMENT = frozenset({"first-ever", "first-here", "back-after-year"})


class Counted(Protocol):
    """A milestone as it is kept: which household, on which day, what goes along, and when it was written down."""

    case_id: Any
    on_date: date
    attributes: Mapping[str, Any]
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class HomeVisit:
    """One completed visit, as far as it is counted."""

    household: str
    on: date
    recorded_at: datetime
    new_to_treatment: bool
    child_counts: bool
    every_child_seen: bool
    repeat: bool

    @classmethod
    def of(cls, milestone: Counted) -> HomeVisit:
        """The visit that a “visit-completed” milestone stands for."""
        said = milestone.attributes
        return cls(
            household=str(milestone.case_id),
            on=milestone.on_date,
            recorded_at=milestone.recorded_at,
            new_to_treatment=said.get("first-time") in NEW_TO_TREATMENT,
            child_counts=said.get("child-counts") == "yes",
            every_child_seen=said.get("every-child-seen") == "yes",
            repeat=said.get("visited-before") == "yes",
        )


@dataclass(frozen=True)
class VisitsCompleted:
    """HH1: the headline split into first and repeat visits, and of it those in which every child was seen."""

    total: int
    first: int
    repeat: int
    every_child_seen: int


def visits_completed(
    visits: Iterable[HomeVisit], period: Period, *, known_by: datetime | None = None
) -> VisitsCompleted:
    """HH1 of a period. `known_by` leaves out what was written down later, as a frozen return does."""
    days = _by_household_and_day(
        visit for visit in visits if visit.new_to_treatment and visit.child_counts and _told(visit, period, known_by)
    )
    repeat = sum(all(visit.repeat for visit in day) for day in days)
    return VisitsCompleted(
        total=len(days),
        first=len(days) - repeat,
        repeat=repeat,
        every_child_seen=sum(any(visit.every_child_seen for visit in day) for day in days),
    )


def other_visits(visits: Iterable[HomeVisit], period: Period) -> int:
    """“Other hidden-harm visits”: completed, and outside the headline."""
    outside = (visit for visit in visits if not (visit.new_to_treatment and visit.child_counts))
    return len(_by_household_and_day(visit for visit in outside if visit.on in period))


def restated(visits: Iterable[HomeVisit], period: Period, frozen_at: datetime) -> int:
    """By how many the headline of a frozen period has changed since: what was written down late."""
    every = list(visits)
    return visits_completed(every, period).total - visits_completed(every, period, known_by=frozen_at).total


def _told(visit: HomeVisit, period: Period, known_by: datetime | None) -> bool:
    return visit.on in period and (known_by is None or visit.recorded_at <= known_by)


def _by_household_and_day(visits: Iterable[HomeVisit]) -> list[list[HomeVisit]]:
    days: dict[tuple[str, date], list[HomeVisit]] = {}
    for visit in visits:
        days.setdefault((visit.household, visit.on), []).append(visit)
    return list(days.values())
