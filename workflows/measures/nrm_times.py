"""Modern slavery: what was in time. A case that is not decided yet is told by its age, and never dropped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from workflows.measures.nrm import Counted
from workflows.measures.rates import Period, Rate
from workflows.working_days import WorkingDays

PANEL_DAYS, GROUNDS_WORKING_DAYS, CRIME_WORKING_DAYS, RECONSIDERATION_DAYS = 45, 5, 2, 30
GROUNDS = ("reasonable-grounds-positive", "reasonable-grounds-negative")
CONCLUSIVE = ("conclusive-grounds-positive", "conclusive-grounds-negative")


@dataclass(frozen=True)
class Days:
    """How long something took, in days: the middle, and what nine in ten did not exceed. `open` are the ages of those
    that are not decided yet."""

    middle: float | None
    nine_in_ten: int | None
    decided: int
    open: tuple[int, ...]


class Cases:
    """The milestones of many cases, asked case by case."""

    def __init__(self, milestones: Iterable[Counted], calendar: WorkingDays) -> None:
        self.calendar = calendar
        self.of: dict[Any, list[Counted]] = {}
        for each in milestones:
            self.of.setdefault(each.case_id, []).append(each)

    def day(self, case: Any, *kinds: str) -> date | None:
        """The first day of any of these kinds in a case."""
        return min((each.on_date for each in self.of[case] if each.kind in kinds), default=None)

    def said(self, case: Any, kind: str, attribute: str) -> Any:
        """What the first milestone of a kind says, None without one."""
        return next((each.attributes.get(attribute) for each in self.of[case] if each.kind == kind), None)

    def with_a(self, *kinds: str) -> list[Any]:
        """The cases that have any of these kinds."""
        return [case for case in self.of if self.day(case, *kinds) is not None]


def grounds_in_time(cases: Cases, period: Period, as_of: date, *, panel: bool = False) -> Rate:
    """M-B5: of the cases whose reasonable-grounds decision was due in the period, and that day has passed, those
    decided by then. A local panel has 45 days and is counted by itself."""

    def due(case: Any) -> date:
        sent = _sent(cases, case)
        if panel:
            return sent + timedelta(days=PANEL_DAYS)
        return cases.calendar.add(sent, GROUNDS_WORKING_DAYS)

    of = [
        case
        for case in cases.with_a("nrm-submitted")
        if (cases.said(case, "nrm-submitted", "route") == "local-panel") is panel
        and due(case) in period
        and due(case) < as_of
    ]
    return _reached(of, lambda case: _by(cases.day(case, *GROUNDS), due(case)), "decisions that were due")


def days_to_grounds(cases: Cases, period: Period, as_of: date) -> Days:
    """M-B6: from sending to the reasonable-grounds decision, by the day of the decision."""
    return _days(cases, period, as_of, ("nrm-submitted", "referred-by-others"), GROUNDS)


def days_to_conclusion(cases: Cases, period: Period, as_of: date) -> Days:
    """M-B6: from a positive reasonable-grounds decision to the conclusive one, by the day of the latter."""
    return _days(cases, period, as_of, ("reasonable-grounds-positive",), CONCLUSIVE)


def positive_share(cases: Cases, period: Period, *, conclusive: bool = False) -> Rate:
    """M-B7: positive decisions of all in the period, by the day of each decision."""
    yes, no = CONCLUSIVE if conclusive else GROUNDS
    decisions = [
        each.kind for there in cases.of.values() for each in there if each.kind in (yes, no) and each.on_date in period
    ]
    return Rate(decisions.count(yes), len(decisions), "decisions")


def safety_first(cases: Cases, period: Period) -> Rate:
    """M-B8: of the children referred in the period, those whose safeguarding referral was not later than the form. One
    that was made before the worry came has no day here, and is not known."""
    of = [case for case in _sent_in(cases, period) if cases.said(case, "nrm-submitted", "child") == "yes"]

    def reached(case: Any) -> bool | None:
        made = cases.day(case, "safeguarding-made")
        return None if made is None else made <= _sent(cases, case)

    return _reached(of, reached, "children referred")


def crime_reference_held(cases: Cases, period: Period, as_of: date) -> Rate:
    """M-B9: of the referrals in the period that are two working days old, those with a crime reference."""
    of = [
        case for case in _sent_in(cases, period) if cases.calendar.add(_sent(cases, case), CRIME_WORKING_DAYS) < as_of
    ]
    return _reached(of, lambda case: cases.day(case, "crime-recorded") is not None, "referrals")


def choice_at_18(cases: Cases, turned_18: Collection[Any]) -> Rate:
    """M-B10: of those referred who turned 18 in the period without a conclusive decision by then (`turned_18`), those
    whose choice is recorded. No count keeps a birthday, so whoever asks says in which cases one came."""
    of = [case for case in cases.with_a("nrm-submitted") if case in turned_18]
    return _reached(of, lambda case: cases.day(case, "choice-at-18") is not None, "people who turned 18")


def reconsidered_in_time(cases: Cases, period: Period) -> Rate:
    """M-B11: of the reconsiderations asked for in the period, those asked within 30 days of the decision."""
    of = [case for case in cases.with_a("reconsideration-asked") if cases.day(case, "reconsideration-asked") in period]

    def reached(case: Any) -> bool | None:
        asked = cases.day(case, "reconsideration-asked")
        negative = [GROUNDS[1], CONCLUSIVE[1]]
        before = [each.on_date for each in cases.of[case] if each.kind in negative and asked and each.on_date <= asked]
        return _by(asked, max(before) + timedelta(days=RECONSIDERATION_DAYS)) if before else None

    return _reached(of, reached, "reconsiderations asked for")


def screened_in_time(cases: Cases, period: Period, as_of: date) -> Rate:
    """M-B12: of the worries raised in the period whose day has passed, those taken up or declined by the next working
    day."""
    of = [
        case
        for case in cases.with_a("concern-raised")
        if cases.day(case, "concern-raised") in period and _next(cases, case) < as_of
    ]
    answered = ("referral-accepted", "referral-declined")
    return _reached(of, lambda case: _by(cases.day(case, *answered), _next(cases, case)), "worries")


def _next(cases: Cases, case: Any) -> date:
    raised = cases.day(case, "concern-raised")
    assert raised is not None
    return cases.calendar.add(raised, 1)


def _sent(cases: Cases, case: Any) -> date:
    sent = cases.day(case, "nrm-submitted")
    assert sent is not None
    return sent


def _sent_in(cases: Cases, period: Period) -> list[Any]:
    return [case for case in cases.with_a("nrm-submitted") if _sent(cases, case) in period]


def _by(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def _reached(of: list[Any], reached: Callable[[Any], bool | None], words: str) -> Rate:
    answers = [reached(case) for case in of]
    return Rate(answers.count(True), len(answers), words, not_known=answers.count(None))


def _days(cases: Cases, period: Period, as_of: date, since: tuple[str, ...], until: tuple[str, ...]) -> Days:
    took, waiting = [], []
    for case in cases.with_a(*since):
        began, ended = cases.day(case, *since), cases.day(case, *until)
        assert began is not None
        if ended is not None and ended in period:
            took.append((ended - began).days)
        elif ended is None and began <= as_of:
            waiting.append((as_of - began).days)
    took.sort()
    return Days(
        middle=median(took) if took else None,
        nine_in_ten=took[ceil(0.9 * len(took)) - 1] if took else None,
        decided=len(took),
        open=tuple(sorted(waiting)),
    )
