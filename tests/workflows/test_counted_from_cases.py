"""The measures that are counted from cases, each against a handful of milestones counted by hand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from workflows.measures.from_cases import RULES
from workflows.measures.rates import Period
from workflows.measures.rule import Asking

QUARTER = Asking("havering", Period(date(2026, 7, 1), date(2026, 9, 30)), date(2026, 12, 1))


@dataclass(frozen=True)
class Milestone:
    case_id: str
    kind: str
    on_date: date
    attributes: dict[str, Any] = field(default_factory=dict)
    spell_id: str | None = None
    pathway: str = ""
    recorded_at: datetime = datetime(2026, 12, 1, tzinfo=UTC)


def count(measure, milestones, asking=QUARTER):
    return RULES[measure].count(milestones, asking)


def left_prison(case, day, *, age=34, area="havering", referred=None):
    passed_on = {"exit-reason": "released", "discharge-reason": "transferred-not-in-custody", "exit-destination": area}
    told = [
        Milestone(case, "released", day, {"age-at-release": age}, spell_id=case),
        Milestone(case, "exit-recorded", day, passed_on, spell_id=case),
    ]
    return [*told, Milestone(case, "referral-received", referred, spell_id=case)] if referred else told


def started(case, day, area="havering"):
    return Milestone(case, "treatment-started", day, {"start-area": area})


def test_continuity_of_care_of_seven_releases():
    """In: started on day 0, on day 21, on day 22, never. Out: 17 years old, passed to another area, not yet 21 days."""
    told = [
        *left_prison("day 0", date(2026, 7, 1)), started("day 0", date(2026, 7, 1)),
        *left_prison("day 21", date(2026, 7, 1)), started("day 21", date(2026, 7, 22)),
        *left_prison("day 22", date(2026, 7, 1)), started("day 22", date(2026, 7, 23)),
        *left_prison("never", date(2026, 9, 30)),
        *left_prison("young", date(2026, 8, 3), age=17), started("young", date(2026, 8, 3)),
        *left_prison("elsewhere", date(2026, 8, 3), area="barking"), started("elsewhere", date(2026, 8, 3)),
    ]  # fmt: skip
    rate = count("dp-2-7-prison-engagement", told)
    assert (rate.numerator, rate.denominator, rate.pending) == (2, 4, 0)
    early = count("dp-2-7-prison-engagement", told, Asking("havering", QUARTER.period, date(2026, 10, 1)))
    assert (early.numerator, early.denominator, early.pending) == (2, 3, 1)


def test_referred_on_the_day_of_release_is_in_time_and_the_day_after_is_not():
    told = [
        *left_prison("before", date(2026, 7, 9), referred=date(2026, 5, 1)),
        *left_prison("same day", date(2026, 7, 9), referred=date(2026, 7, 9)),
        *left_prison("after", date(2026, 7, 9), referred=date(2026, 7, 10)),
        *left_prison("unknown to us", date(2026, 7, 9)),
    ]
    rate = count("dp-2-7-prison-referred", told)
    assert (rate.numerator, rate.denominator) == (2, 4)


def test_homes_worried_about_and_visited_within_five_working_days():
    """Monday 6 July: the fifth working day is Monday 13 July. A visit where nobody opened is none."""
    monday = date(2026, 7, 6)
    told = [
        *(Milestone(case, "flag-received", monday) for case in ("in time", "late", "nobody there", "joined")),
        Milestone("joined", "flag-joined", monday),
        Milestone("in time", "visit-made", date(2026, 7, 13), {"visit-result": "not-alone"}),
        Milestone("late", "visit-made", date(2026, 7, 14), {"visit-result": "completed"}),
        Milestone("nobody there", "visit-made", date(2026, 7, 7), {"visit-result": "no-answer"}),
        Milestone("last quarter", "flag-received", date(2026, 6, 30)),
    ]
    assert count("local-cuckooing-referrals", told) == 3
    rate = count("local-cuckooing-first-contact", told)
    assert (rate.numerator, rate.denominator) == (1, 3)


def test_families_referred_and_visits_completed():
    counts = {"first-time": "first-ever", "child-counts": "yes"}
    told = [
        Milestone("a", "referral-received", date(2026, 7, 1)),
        Milestone("b", "referral-received", date(2026, 9, 30)),
        Milestone("c", "referral-received", date(2026, 10, 1)),
        Milestone("a", "visit-completed", date(2026, 7, 8), counts),
        Milestone("a", "visit-completed", date(2026, 7, 8), counts),
        Milestone("b", "visit-completed", date(2026, 7, 8), {**counts, "child-counts": "no"}),
    ]
    assert count("local-hidden-harm-referrals", told) == 2
    assert count("dp-3-2-2-home-visits", told) == 1


def test_national_referrals_and_the_flag_as_it_stands():
    """The council sent four; one flag was changed to yes, one from yes to suspected. The police sent one, and one case
    was a mistake. Nobody was found in g, which is no assessment."""
    july = date(2026, 7, 20)
    ours = {"sent-for": "london-borough-of-havering"}
    told = [
        *(
            Milestone(case, "nrm-submitted", july, {"county-lines": flag, **ours})
            for case, flag in (("a", "yes"), ("b", "no"), ("c", "yes"), ("d", "not-known"))
        ),
        Milestone("police", "nrm-submitted", july, {"county-lines": "yes", "sent-for": "metropolitan-police"}),
        Milestone("b", "county-lines-changed", date(2026, 8, 1), {"county-lines": "yes"}),
        Milestone("c", "county-lines-changed", date(2026, 10, 2), {"county-lines": "suspected"}),
        Milestone("a", "assessment-completed", july),
        Milestone("b", "assessment-completed", july, {"assessed-as": "indicators-not-met"}),
        Milestone("e", "assessment-completed", july),
        Milestone("e", "cancelled", july),
        Milestone("g", "assessment-completed", july, {"assessed-as": "person-not-found"}),
        Milestone("a", "concern-raised", date(2026, 7, 1)),
        Milestone("f", "concern-raised", date(2026, 6, 30)),
    ]
    rate = count("local-nrm-county-lines-share", told)
    assert (rate.numerator, rate.denominator) == (2, 4)
    assert count("dp-1-1-4-nrm-referrals", told) == 4
    assert count("dp-1-1-4-nrm-assessments", told) == 2
    assert count("dp-1-2-1-referrals-captured", told) == 1
