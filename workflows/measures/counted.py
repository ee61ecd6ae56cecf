"""Counting rules whose answer is published: each reads the milestones of one case and says "yes", "no" or "not-known".

They rest on the same definitions as the exact screens (`prison_release.py` and its neighbours).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workflows.measures.prison_release import Rules, is_engaged
from workflows.measures.prison_spells import PASSED_TO_THE_COMMUNITY, RELEASED, ReleaseSpell, StructuredStart
from workflows.measures.rates import Period
from workflows.working_days import WorkingDays

FIRST_CONTACT_WITHIN = 5
SEEN = ("completed", "not-alone")


@dataclass(frozen=True)
class Written:
    """One milestone of a case: its kind, the day it happened and what it carries."""

    kind: str
    on: date
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """All that counts of one booked case: where and on which day it is booked, and its milestones, oldest first."""

    area: str
    booked_on: date
    milestones: tuple[Written, ...]

    def of(self, *kinds: str) -> list[Written]:
        """Its milestones of these kinds."""
        return [one for one in self.milestones if one.kind in kinds]

    def latest(self, kind: str, attribute: str) -> object:
        """What the last milestone of a kind carries, or None."""
        found = [one.attributes[attribute] for one in self.of(kind) if attribute in one.attributes]
        return found[-1] if found else None


def passed_on_to_this_area(history: History) -> str:
    """Whether the prison's own record says: released, treatment transferred into the community, to this area."""
    if not history.of("exit-recorded"):
        return "not-known"
    record = tuple(
        history.latest("exit-recorded", name) for name in ("exit-reason", "discharge-reason", "exit-destination")
    )
    return _said(record == (RELEASED, PASSED_TO_THE_COMMUNITY, history.area))


def referred_by_release(history: History) -> str:
    """Whether a referral had come by the end of the day of release."""
    return _said(any(one.on <= history.booked_on for one in history.of("referral-received", "referral-added")))


def started_by_day_21(history: History) -> str:
    """Whether structured treatment started in this area from day 0 to day 21, as continuity of care counts it."""
    starts = tuple(
        StructuredStart(on=one.on, area=str(one.attributes.get("start-area") or history.area))
        for one in history.of("treatment-started")
    )
    spell = ReleaseSpell(
        spell="",
        person="",
        born=date.min,
        released_on=history.booked_on,
        starts=starts,
        contacts_attended=tuple(one.on for one in history.of("contact-attended")),
    )
    return _said(is_engaged(spell, Rules(history.area, Period(date.min, date.max))))


def seen_within_five_working_days(history: History) -> str:
    """Whether the first welfare visit at which the occupier was seen came within five working days; day 0 counts."""
    visits = [one.on for one in history.of("visit-made") if one.attributes.get("visit-result") in SEEN]
    last = WorkingDays.england_and_wales().add(history.booked_on, FIRST_CONTACT_WITHIN)
    return _said(any(day <= last for day in visits))


def harm_was_stated(history: History) -> str:
    """Whether the referral names a harm to the community; “none of these” is none."""
    named = history.latest("referral-received", "harm-basis")
    return _said(bool(set(named) - {"none"})) if isinstance(named, list | tuple) else "not-known"


def reached(history: History, milestones: tuple[str, ...], within_days: int | None) -> str:
    """Whether one of these happened since the booking, within so many days where a number is given."""
    days = [(one.on - history.booked_on).days for one in history.of(*milestones)]
    return _said(any(day >= 0 and (within_days is None or day <= within_days) for day in days))


def _said(holds: bool) -> str:
    return "yes" if holds else "no"


RULES: dict[str, Callable[[History], str]] = {
    "harm-was-stated": harm_was_stated,
    "passed-on-to-this-area": passed_on_to_this_area,
    "referred-by-release": referred_by_release,
    "started-by-day-21": started_by_day_21,
    "seen-within-five-working-days": seen_within_five_working_days,
}
