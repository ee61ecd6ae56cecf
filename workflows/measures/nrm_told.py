"""Modern slavery: each of its counts in words, for the exact screen of the data lead and for nobody else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from workflows.measures import nrm
from workflows.measures import nrm_times as times
from workflows.measures.from_cases import council_of
from workflows.measures.nrm_times import CONCLUSIVE, Cases, Days
from workflows.measures.rule import Asking, Counted
from workflows.measures.told import Coming, Returned, Tells, Told
from workflows.working_days import WorkingDays

MISTAKE = "cancelled"
EVERY_KIND = tuple(sorted({kind for kinds in nrm.NAMES_MILESTONES.values() for kind in kinds} | {
    MISTAKE, *times.GROUNDS, *CONCLUSIVE, "choice-at-18",
}))  # fmt: skip


def told(milestones: Sequence[Counted], asking: Asking, came: Collection[Any]) -> list[Told]:
    """Every count of these days. `came` are the cases of people who turned 18 in them without a conclusion by then."""
    by_mistake = {one.case_id for one in milestones if one.kind == MISTAKE}
    right = [one for one in milestones if one.case_id not in by_mistake]
    return [*_how_many(right, asking), *_in_time(right, asking, [case for case in came if case not in by_mistake])]


def _how_many(milestones: Sequence[Counted], asking: Asking) -> Iterator[Told]:
    period, ours = asking.period, council_of(asking.area)
    done = nrm.assessments(milestones, period)
    yield Told("M-B1", "Assessments completed", f"{done.total}: {done.child} of children, {done.adult} of adults")
    sent = nrm.referrals(milestones, period, ours)
    split = f"{sent.total}: {sent.child} children, {sent.adult} adults; {sent.repeat} referred before"
    yield Told("M-B2", "National referrals sent by this council", split)
    by_others = nrm.referrals_by_others(milestones, period, ours)
    yield Told("M-B2x", "National referrals sent by others, not added", str(by_others))
    yield Told("M-B3", "Duties to Notify sent", str(nrm.notifications(milestones, period)))
    lines = nrm.county_lines(milestones, period, ours)
    yield Told("M-B4", "With our own county lines flag", f"{lines.yes.sentence}; {lines.suspected} suspected")
    treated = nrm.in_treatment(milestones, period)
    yield Told("M-B14", "Worries about people in drug or alcohol treatment", str(treated))
    children = nrm.children_to_treatment(milestones, period)
    yield Told("M-B14", "Children referred to young people's treatment", str(children))


def _in_time(milestones: Sequence[Counted], asking: Asking, came: Collection[Any]) -> Iterator[Told]:
    cases, period, as_of = Cases(milestones, WorkingDays.england_and_wales()), asking.period, asking.as_of
    rates = (
        ("M-B5", "Reasonable grounds decided in 5 working days", times.grounds_in_time(cases, period, as_of)),
        ("M-B5", "By a local panel, in 45 days", times.grounds_in_time(cases, period, as_of, panel=True)),
        ("M-B7", "Reasonable grounds: yes", times.positive_share(cases, period)),
        ("M-B7", "Conclusive grounds: yes", times.positive_share(cases, period, conclusive=True)),
        ("M-B8", "Children whose safety came before the form", times.safety_first(cases, period)),
        ("M-B9", "With a crime reference after 2 working days", times.crime_reference_held(cases, period, as_of)),
        ("M-B10", "Turned 18 and their choice is recorded", times.choice_at_18(cases, came)),
        ("M-B11", "Reconsideration asked for within 30 days", times.reconsidered_in_time(cases, period)),
        ("M-B12", "Taken up or declined by the next working day", times.screened_in_time(cases, period, as_of)),
    )
    spans = (
        ("M-B6", "From sending to reasonable grounds", times.days_to_grounds(cases, period, as_of)),
        ("M-B6", "From reasonable to conclusive grounds", times.days_to_conclusion(cases, period, as_of)),
    )
    yield from (Told(number, label, rate.sentence) for number, label, rate in rates[:2])
    now = as_of in period
    yield from (Told(number, label, in_words(days, waiting=now)) for number, label, days in spans)
    yield from (Told(number, label, rate.sentence) for number, label, rate in rates[2:])


def in_words(days: Days, *, waiting: bool) -> str:
    """How long it took, and in the period that goes on how old those are that wait."""
    took = "none decided"
    if days.middle is not None:
        took = f"half within {days.middle:g} days, nine in ten within {days.nine_in_ten} ({days.decided} decided)"
    return f"{took}; {len(days.open)} waiting, the longest for {days.open[-1]} days" if waiting and days.open else took


TRAINING = (
    Returned("M-B13", "Modern slavery training sessions", "dp-1-2-1-training-sessions"),
    Returned("M-B13", "Staff trained on modern slavery", "local-nrm-staff-trained"),
)
TELLS = Tells(EVERY_KIND, told, Coming("turns_18", CONCLUSIVE), TRAINING)
