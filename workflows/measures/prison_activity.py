"""Prison release measures M-A2 to M-A11: what was done around a release, and in time or not.

Each takes the spells released in the period (or, for referrals and appointments, dated in it) with what is asked of
them; the exact rule is the sentence of each function.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from workflows.local_time import moment_of
from workflows.measures.prison_release import Rules, cohort
from workflows.measures.prison_spells import RELEASED, ReleaseSpell
from workflows.measures.rates import Rate, share
from workflows.prescribing import days_without_cover
from workflows.working_days import WorkingDays

AFTER_RELEASE = "after release"
LEAD_TIME_BANDS = (
    (84, "84 days or more"),
    (56, "56 to 83 days"),
    (28, "28 to 55 days"),
    (14, "14 to 27 days"),
    (3, "3 to 13 days"),
    (0, "0 to 2 days"),
)
START_DAYS = (0, 1, 7, 14, 21, 28)
DUTY_TO_REFER_DAYS = 56
DUTY_TO_REFER_WORKING_DAYS_OF_RECEPTION = 2
PANEL_DAYS = 14


@dataclass(frozen=True)
class DaysToStart:
    """M-A6: the middle value and the whole distribution, since a mean hides both ends."""

    median: float | None
    by_day: dict[int, Rate]


def referrals_received(spells: Iterable[ReleaseSpell], rules: Rules) -> int:
    """M-A2: spells first referred in the period. A second source or a second sending adds nothing."""
    return sum(first_referred(spell) in rules.period for spell in spells)


def first_referred(spell: ReleaseSpell) -> date | None:
    return min((referral.submitted_on for referral in spell.referrals), default=None)


def lead_times(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> dict[str, int]:
    """M-A3: how long before the actual release the first referral came, in bands; every band is named."""
    found = Counter(lead_time_band(spell) for spell in _released(spells, rules, as_of) if spell.referrals)
    return {band: found[band] for band in [*(label for _, label in LEAD_TIME_BANDS), AFTER_RELEASE]}


def lead_time_band(spell: ReleaseSpell) -> str | None:
    """The band of one spell; None without a referral or without an actual release."""
    referred = first_referred(spell)
    if referred is None or spell.released_on is None:
        return None
    days = (spell.released_on - referred).days
    return next((label for least, label in LEAD_TIME_BANDS if days >= least), AFTER_RELEASE)


def seen_by_next_working_day(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date, calendar: WorkingDays) -> Rate:
    """M-A4: of accepted and mature spells, those seen on the day of release or by the next working day."""
    accepted = _accepted(spells, rules, as_of)
    mature = [spell for spell in accepted if spell.is_mature(as_of)]

    def seen(spell: ReleaseSpell) -> bool:
        released = _day(spell)
        return any(released <= day <= calendar.add(released, 1) for day in spell.contacts_attended)

    return share(mature, seen, "accepted releases", len(accepted) - len(mature))


def appointment_known_before_release(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A5: of accepted releases, those with an appointment set before the moment of release.

    Where only the date of release is known, an appointment set on that date does not count as before.
    """

    def known(spell: ReleaseSpell) -> bool:
        release = spell.released_at or moment_of(_day(spell))
        return any(a.set_at < release and a.on >= _day(spell) for a in spell.appointments)

    return share(_accepted(spells, rules, as_of), known, "accepted releases")


def days_to_structured_start(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> DaysToStart:
    """M-A6: days from release to the first structured start, among mature spells that have one."""
    mature, _ = cohort(spells, rules, as_of)
    waits = [wait for spell in mature if (wait := _days_to_start(spell, rules, as_of)) is not None]
    return DaysToStart(
        median=float(median(waits)) if waits else None,
        by_day={day: Rate(sum(wait <= day for wait in waits), len(waits), "starts") for day in START_DAYS},
    )


def naloxone_at_the_gate(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A7: of releases with opioid use or substitute medication, a plain yes. “Don't know” is not yes."""

    def given(spell: ReleaseSpell) -> bool | None:
        return None if spell.naloxone in (None, "dont-know") else spell.naloxone == "yes"

    concerned = [s for s in _released(spells, rules, as_of) if s.opioid_use or s.on_ost]
    return share(concerned, given, "releases with opioid use or substitute medication")


def gap_in_substitute_medication(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A8: of releases on substitute medication, those with a day that neither prison nor community covered.

    Without a community dose the gap runs to the return to custody, the death, or the day of the report.
    """

    def gap(spell: ReleaseSpell) -> bool | None:
        covered_until = max(filter(None, (spell.last_dose_on, spell.bridging_ends)), default=None)
        if covered_until is None:
            return None
        ends = (spell.first_community_dose_on, spell.returned_to_custody_on, spell.died_on, as_of)
        return bool(days_without_cover(covered_until, min(day for day in ends if day is not None)))

    concerned = [spell for spell in _released(spells, rules, as_of) if spell.on_ost]
    return share(concerned, gap, "releases on substitute medication")


def missed_appointments(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A9: of appointments due in the period that the service did not cancel, those not attended."""
    due = [
        a
        for spell in spells
        for a in spell.appointments
        if a.on in rules.period and a.on <= as_of and a.outcome != "cancelled-by-service"
    ]
    return share(due, lambda a: None if a.outcome is None else a.outcome == "did-not-attend", "appointments")


def duty_to_refer_in_time(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date, calendar: WorkingDays) -> Rate:
    """M-A10: of consenting releases into homelessness or its risk, those told to the council in time.

    In time is 56 days before release; for a stay shorter than that, two working days from reception.
    """

    def in_time(spell: ReleaseSpell) -> bool:
        if spell.duty_to_refer_sent_on is None:
            return False
        latest = _day(spell) - timedelta(days=DUTY_TO_REFER_DAYS)
        reception = spell.received_into_prison_on
        if reception is not None and reception > latest:
            latest = calendar.add(reception, DUTY_TO_REFER_WORKING_DAYS_OF_RECEPTION)
        return spell.duty_to_refer_sent_on <= latest

    concerned = [s for s in _released(spells, rules, as_of) if s.homeless_or_at_risk and s.duty_to_refer_consent]
    return share(concerned, in_time, "releases into homelessness or its risk, with consent")


def panel_reach(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A11, first half: of releases listed at panel, those reviewed at least 14 days before release."""

    def in_time(spell: ReleaseSpell) -> bool:
        reviewed = spell.panel_reviewed_on
        return reviewed is not None and reviewed <= _day(spell) - timedelta(days=PANEL_DAYS)

    listed = [spell for spell in _released(spells, rules, as_of) if spell.panel_listed]
    return share(listed, in_time, "releases listed at panel")


def panel_actions_on_time(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A11, second half: of panel actions due in the period and by now, those done by their date."""
    due = [
        action
        for spell in spells
        for action in spell.panel_actions
        if action.due_on in rules.period and action.due_on < as_of
    ]
    return share(due, lambda a: a.done_on is not None and a.done_on <= a.due_on, "panel actions due")


def contacts_without_start(spell: ReleaseSpell, area: str, as_of: date) -> str | None:
    """The prompt for a person who is being seen but has not started: “3 contacts, no structured start”."""
    seen = [day for day in spell.contacts_attended if spell.within_window(day) and day <= as_of]
    started = any(start.area == area and start.on <= as_of for start in spell.starts)
    if not seen or started:
        return None
    return f"{len(seen)} contact{'' if len(seen) == 1 else 's'}, no structured start"


def _released(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Sequence[ReleaseSpell]:
    return [
        s
        for s in spells
        if s.released_on in rules.period
        and _day(s) <= as_of
        and s.exit_reason == RELEASED
        and rules.area in (s.exit_area, s.accepted_by_area)
    ]


def _accepted(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Sequence[ReleaseSpell]:
    return [spell for spell in _released(spells, rules, as_of) if spell.accepted_by_area == rules.area]


def _day(spell: ReleaseSpell) -> date:
    assert spell.released_on is not None, "only released spells are asked"
    return spell.released_on


def _days_to_start(spell: ReleaseSpell, rules: Rules, as_of: date) -> int | None:
    days = [
        (start.on - _day(spell)).days
        for start in spell.starts
        if _day(spell) <= start.on <= as_of and (start.area == rules.area or rules.engagement_anywhere)
    ]
    return min(days, default=None)
