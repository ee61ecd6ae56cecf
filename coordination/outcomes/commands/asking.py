"""Asking agencies for figures and updates once a period is over, reminding them, and telling when it is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.db import new_id
from coordination.identity.models import Partnership
from coordination.notifications.commands import tell
from coordination.outcomes.models import ActionUpdate, ReportingTask, ReturnValue
from coordination.outcomes.queries.actions import actions_of, added
from coordination.outcomes.queries.reporting import (
    ACTION,
    RETURN,
    UPDATE,
    answerable,
    due_working_days,
    open_tasks,
)
from workflows import delivery_plan
from workflows.dates_in_words import in_full
from workflows.local_time import day_of
from workflows.measures import catalogue
from workflows.measures.periods import ReportingPeriod, last_ended
from workflows.measures.standing import REACHED
from workflows.working_days import WorkingDays

# Whoever can give a figure or an update hears that their agency is asked for one.
ASKED_ROLES = ("team-lead", "manager", "data-lead", "partnership-lead")
REMINDED_BEFORE = timedelta(days=7)
Row = dict[str, Any]
_WHOM = text("select * from workers_to_ask(:partnership, :agency, cast(:roles as text[]))")


def ask(session: Session, partnership: Partnership) -> int:
    """Ask for what the last period of each measure and action still lacks, and for every figure that was sent back and
    had never been asked for; once. Returns how much was asked for.
    """
    today = clock.today()
    days = due_working_days(session, partnership.id, today)
    calendar = WorkingDays.england_and_wales()
    who = answerable(session, partnership)
    there = _there_already(session, partnership.id)
    over = _over(session, partnership.id)

    def wanted(kind: str, subject: str, since: date, until: date, agency_id: UUID, due: date, why: str) -> Row:
        return {
            "id": new_id(),
            "partnership_id": partnership.id,
            "kind": kind,
            "subject": subject,
            "period_from": since,
            "period_until": until,
            "agency_id": agency_id,
            "asked_at": clock.now(),
            "due_on": due,
            "sentence": f"Due on {in_full(due)}: {why}.",
        }

    rows = []
    for kind, subject, period in _wanted(session, partnership, today, over):
        if subject in who and (subject, period.start) not in there:
            due, why = calendar.add(period.end, days), f"{days} working days after {in_full(period.end)}"
            rows.append(wanted(kind, subject, period.start, period.end, who[subject].id, due, why))
    for action in added(session, partnership):
        if action.due is not None and action.code in who and action.code not in over:
            why = "the day by which the gap is to be closed"
            rows.append(wanted(ACTION, action.code, action.due, action.due, who[action.code].id, action.due, why))
    for value in _came_back(session, partnership.id):
        back_on = day_of(value.sent_back_at)
        why = f"{days} working days after it was sent back on {in_full(back_on)}"
        due = calendar.add(back_on, days)
        rows.append(wanted(RETURN, value.measure, value.period_from, value.period_until, value.agency_id, due, why))
    if not rows:
        return 0
    new = session.execute(
        insert(ReportingTask)
        .values(rows)
        .on_conflict_do_nothing(constraint="asked_once_for_a_period")
        .returning(ReportingTask.agency_id)
    )
    asked = Counter(new.scalars())
    for agency_id, number in asked.items():
        sentence = f"{partnership.name} asks your agency for {_many(number)}."
        _tell(session, partnership, agency_id, "figures-asked", f"{today.isoformat()}", sentence)
    return asked.total()


def remind(session: Session, partnership: Partnership) -> None:
    """Remind each agency once of what is due within a week, and tell it once of what is late."""
    today, now = clock.today(), clock.now()
    waiting = open_tasks(session, partnership.id)
    soon = [task for task in waiting if task.reminded_at is None and today <= task.due_on <= today + REMINDED_BEFORE]
    late = [task for task in waiting if task.told_late_at is None and task.due_on < today]
    for task in soon:
        task.reminded_at = now
    for task in late:
        task.told_late_at = now
    _each_agency(
        session, partnership, soon, "figures-due", lambda number: f"{_many(number)} for {partnership.name} due soon."
    )
    _each_agency(
        session, partnership, late, "figures-late", lambda number: f"{_many(number)} for {partnership.name} late."
    )
    session.flush()


def _each_agency(
    session: Session,
    partnership: Partnership,
    tasks: Iterable[ReportingTask],
    kind: str,
    say: Callable[[int], str],
) -> None:
    by_agency: dict[UUID, int] = {}
    for task in tasks:
        by_agency[task.agency_id] = by_agency.get(task.agency_id, 0) + 1
    for agency_id, number in by_agency.items():
        _tell(session, partnership, agency_id, kind, clock.today().isoformat(), f"Your agency has {say(number)}")


def _tell(session: Session, partnership: Partnership, agency_id: UUID, kind: str, day: str, sentence: str) -> None:
    given = {"partnership": partnership.id, "agency": agency_id, "roles": list(ASKED_ROLES)}
    whom = list(session.scalars(_WHOM, given))
    tell(session, whom, kind=kind, about=f"{partnership.code} {day}", sentence=sentence)


def _wanted(
    session: Session, partnership: Partnership, today: date, over: set[str]
) -> Iterator[tuple[str, str, ReportingPeriod]]:
    for measure in catalogue.of_partnership(partnership.code):
        if measure.feed == "return" and measure.code not in over:
            yield RETURN, measure.code, last_ended(today, measure.cadence)
    quarter = last_ended(today, "quarterly")
    for action in actions_of(session, partnership):
        # of a quarter before an action was there nothing can be told
        if action.code not in over and (action.since is None or action.since <= quarter.end):
            yield UPDATE, action.code, quarter


def _there_already(session: Session, partnership_id: UUID) -> set[tuple[str, date]]:
    """What was given before anybody asked."""
    figures = select(ReturnValue.measure, ReturnValue.period_from).where(
        ReturnValue.partnership_id == partnership_id, ReturnValue.sent_back_at.is_(None)
    )
    updates = select(ActionUpdate.action, ActionUpdate.period_from).where(ActionUpdate.partnership_id == partnership_id)
    return {(subject, start) for query in (figures, updates) for subject, start in session.execute(query)}


def _came_back(session: Session, partnership_id: UUID) -> Iterable[Any]:
    """Figures that were sent back and not corrected since."""
    newest = (
        select(
            ReturnValue.measure, ReturnValue.period_from, ReturnValue.period_until, ReturnValue.agency_id,
            ReturnValue.sent_back_at,
        )
        .where(ReturnValue.partnership_id == partnership_id)
        .ext(distinct_on(ReturnValue.agency_id, ReturnValue.measure, ReturnValue.period_from))
        .order_by(ReturnValue.agency_id, ReturnValue.measure, ReturnValue.period_from, ReturnValue.revision.desc())
        .subquery()
    )  # fmt: skip
    return session.execute(select(newest).where(newest.c.sent_back_at.is_not(None)))


def _over(session: Session, partnership_id: UUID) -> set[str]:
    """Actions of which it was said last that they are done or stopped, and milestones that have been reached."""
    newest = (
        select(ActionUpdate.action, ActionUpdate.status)
        .where(ActionUpdate.partnership_id == partnership_id)
        .ext(distinct_on(ActionUpdate.action))
        .order_by(ActionUpdate.action, ActionUpdate.period_from.desc(), ActionUpdate.given_at.desc())
    )
    reached = select(ReturnValue.measure).where(
        ReturnValue.partnership_id == partnership_id,
        ReturnValue.words == REACHED,
        ReturnValue.approved_at.is_not(None),
    )
    ended = {action for action, status in session.execute(newest) if status in delivery_plan.ENDED}
    return ended | set(session.scalars(reached))


def _many(number: int) -> str:
    return "1 figure or update" if number == 1 else f"{number} figures and updates"
