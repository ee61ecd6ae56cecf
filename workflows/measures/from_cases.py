"""The measures that are counted from cases: which milestones feed each, and its count for one period.

These are exact counts, for the partnership's data lead alone. What others see comes from frozen releases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from workflows.measures import hidden_harm, justice, nrm, prison_release, support, young_people
from workflows.measures.prison_spells import Referral, ReleaseSpell, StructuredStart
from workflows.measures.rates import Period, Rate, share
from workflows.measures.rule import Asking, Counted, CountingRule
from workflows.working_days import WorkingDays

# What belongs to a period may have been written down so long before its first day: a referral long before a release.
EARLIER = timedelta(days=400)
FIRST_VISIT_WORKING_DAYS = 5
OCCUPIER_SEEN = ("completed", "not-alone")


def _families_referred(milestones: Sequence[Counted], asking: Asking) -> int:
    return len(_cases(milestones, "referral-received", asking.period))


def _home_visits(milestones: Sequence[Counted], asking: Asking) -> int:
    visits = [hidden_harm.HomeVisit.of(one) for one in milestones if one.kind == "visit-completed"]
    return hidden_harm.visits_completed(visits, asking.period).total


def _homes(milestones: Sequence[Counted], asking: Asking) -> dict[Any, date]:
    """Cases by the day of their worry, without what was joined to an open case or sent by mistake."""
    left_out = {one.case_id for one in milestones if one.kind in ("flag-joined", "cancelled")}
    received = _cases(milestones, "flag-received", asking.period)
    return {case: day for case, day in received.items() if case not in left_out}


def _homes_worried_about(milestones: Sequence[Counted], asking: Asking) -> int:
    return len(_homes(milestones, asking))


def _homes_visited_in_time(milestones: Sequence[Counted], asking: Asking) -> Rate:
    calendar = WorkingDays.england_and_wales()
    seen: dict[Any, list[date]] = defaultdict(list)
    for one in milestones:
        if one.kind == "visit-made" and one.attributes.get("visit-result") in OCCUPIER_SEEN:
            seen[one.case_id].append(one.on_date)
    last = {case: calendar.add(day, FIRST_VISIT_WORKING_DAYS) for case, day in _homes(milestones, asking).items()}
    ripe = [case for case, day in last.items() if day < asking.as_of]
    return share(
        ripe, lambda case: any(day <= last[case] for day in seen[case]), "homes", len(last) - len(ripe)
    )  # fmt: skip


def _continuity(milestones: Sequence[Counted], asking: Asking) -> Rate:
    rules = prison_release.Rules(asking.area, asking.period)
    return prison_release.continuity_of_care(spells_of(milestones), rules, asking.as_of)


def _referred_before_release(milestones: Sequence[Counted], asking: Asking) -> Rate:
    rules = prison_release.Rules(asking.area, asking.period)
    mature, pending = prison_release.cohort(spells_of(milestones), rules, asking.as_of)

    def in_time(spell: ReleaseSpell) -> bool:
        released = spell.released_on
        return released is not None and any(referral.submitted_on <= released for referral in spell.referrals)

    return share(mature, in_time, "releases", len(pending))


def _worries(milestones: Sequence[Counted], asking: Asking) -> int:
    return len(_cases(_without_mistakes(milestones), "concern-raised", asking.period))


def _assessments(milestones: Sequence[Counted], asking: Asking) -> int:
    return nrm.assessments(_without_mistakes(milestones), asking.period).total


def _sent_by_the_council(milestones: Sequence[Counted], asking: Asking) -> int:
    return nrm.referrals(_without_mistakes(milestones), asking.period, council_of(asking.area)).total


def _county_lines(milestones: Sequence[Counted], asking: Asking) -> Rate:
    """The flag as it stands at the end of the count: “suspected” is not yes."""
    found = nrm.county_lines(_without_mistakes(milestones), asking.period, council_of(asking.area))
    return found.yes


def council_of(area: str) -> str:
    """The first responder organisation whose referrals an area counts: its council."""
    return f"london-borough-of-{area}"


def _without_mistakes(milestones: Sequence[Counted]) -> list[Counted]:
    by_mistake = {one.case_id for one in milestones if one.kind == "cancelled"}
    return [one for one in milestones if one.case_id not in by_mistake]


RELEASES = (
    "released", "exit-recorded", "treatment-started", "contact-attended", "returned-to-custody", "died",
    "referral-received",
)  # fmt: skip
NRM = ("nrm",)
HOMES = ("flag-received", "flag-joined", "cancelled", "visit-made")


RULES: dict[str, CountingRule] = {
    "local-hidden-harm-referrals": CountingRule(("hidden-harm",), ("referral-received",), _families_referred),
    "dp-3-2-2-home-visits": CountingRule(("hidden-harm",), ("visit-completed",), _home_visits),
    "local-cuckooing-referrals": CountingRule(("cuckooing",), HOMES, _homes_worried_about),
    "local-cuckooing-first-contact": CountingRule(("cuckooing",), HOMES, _homes_visited_in_time),
    "dp-2-7-prison-referred": CountingRule(("prison-release",), RELEASES, _referred_before_release),
    "dp-2-7-prison-engagement": CountingRule(("prison-release",), RELEASES, _continuity),
    "wf-treat-prison-continuity": CountingRule(("prison-release",), RELEASES, _continuity),
    "dp-1-1-4-nrm-assessments": CountingRule(NRM, ("assessment-completed", "cancelled"), _assessments),
    "dp-1-1-4-nrm-referrals": CountingRule(NRM, ("nrm-submitted", "cancelled"), _sent_by_the_council),
    "dp-1-2-1-referrals-captured": CountingRule(NRM, ("concern-raised", "cancelled"), _worries),
    "local-nrm-county-lines-share": CountingRule(
        NRM, ("nrm-submitted", "county-lines-changed", "cancelled"), _county_lines
    ),
    **justice.RULES,
    **young_people.RULES,
    **support.RULES,
}


def spells_of(milestones: Iterable[Counted]) -> list[ReleaseSpell]:
    """The releases that these milestones tell of, one for each that has happened.

    What was recorded of a case without naming a release belongs to each release of that case.
    """
    by_case: dict[Any, list[Counted]] = defaultdict(list)
    for one in milestones:
        by_case[one.case_id].append(one)
    return [
        _spell(released, [one for one in of_case if one.spell_id in (None, released.spell_id)])
        for of_case in by_case.values()
        for released in of_case
        if released.kind == "released"
    ]


def _spell(released: Counted, told: Sequence[Counted]) -> ReleaseSpell:
    def days(kind: str) -> list[date]:
        return [one.on_date for one in told if one.kind == kind]

    exits = [one.attributes for one in told if one.kind == "exit-recorded"]
    exit_told: Mapping[str, Any] = exits[-1] if exits else {}
    back = [one for one in told if one.kind == "returned-to-custody"]
    return ReleaseSpell(
        spell=str(released.spell_id or released.case_id),
        person=str(released.case_id),
        born=_born(released),
        released_on=released.on_date,
        exit_reason=exit_told.get("exit-reason"),
        discharge_reason=exit_told.get("discharge-reason"),
        exit_area=exit_told.get("exit-destination"),
        referrals=tuple(Referral(submitted_on=day, source="referral") for day in days("referral-received")),
        starts=tuple(
            StructuredStart(on=one.on_date, area=str(one.attributes.get("start-area")))
            for one in told
            if one.kind == "treatment-started"
        ),
        contacts_attended=tuple(days("contact-attended")),
        returned_to_custody_on=back[0].on_date if back else None,
        return_kind=back[0].attributes.get("return-kind") if back else None,
        died_on=next(iter(days("died")), None),
    )


def _born(released: Counted) -> date:
    """A day of birth that gives the age which was written down; without one nobody is taken to be an adult."""
    age = released.attributes.get("age-at-release")
    years = age if isinstance(age, int) else 0
    day = released.on_date
    return day.replace(year=day.year - years, day=min(day.day, 28)) if years else day


def _cases(milestones: Sequence[Counted], kind: str, period: Period) -> dict[Any, date]:
    return {one.case_id: one.on_date for one in milestones if one.kind == kind and one.on_date in period}
