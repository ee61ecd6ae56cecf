"""Which agency answers for what, and what it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.identity.models import Agency, Membership, Partnership
from coordination.outcomes.models import PlanAction, ReportingAgency, ReportingTask
from coordination.outcomes.queries.actions import actions_of
from coordination.sharing.queries import value_in_force
from workflows import delivery_plan
from workflows.measures import catalogue
from workflows.measures.catalogue.measure import Measure
from workflows.measures.holders import holder_in
from workflows.measures.periods import ReportingPeriod

# What an agency can be asked for: a figure, how an action is going, and an action by its own day.
RETURN, UPDATE, ACTION = "return", "update", "action"
# How long after a period its figures and updates are due, until a partnership sets another number.
DUE_SETTING = "return-due-working-days"
DUE_WORKING_DAYS = 20


@dataclass(frozen=True)
class Answerable:
    """The agency that is asked, as far as it can be asked: it is a member of the partnership."""

    id: UUID
    code: str
    name: str


def subjects(session: Session, partnership: Partnership) -> dict[str, str]:
    """Everything that is asked for in a partnership, by code, with whom its strategy names for it."""
    measures = {one.code: one.source for one in catalogue.of_partnership(partnership.code) if one.feed == "return"}
    return measures | {action.code: action.lead for action in actions_of(session, partnership)}


def answerable(session: Session, partnership: Partnership) -> dict[str, Answerable]:
    """Who answers for each figure and action: whom the partnership chose, else whom its strategy names."""
    members = {one.code: one for one in members_of(session, partnership.id)}
    by_id = {one.id: one for one in members.values()}
    found = {
        subject: members[code]
        for subject, named in subjects(session, partnership).items()
        if (code := holder_in(partnership.code, named)) in members
    }
    chosen = session.execute(
        select(ReportingAgency.subject, ReportingAgency.agency_id)
        .where(ReportingAgency.partnership_id == partnership.id)
        .order_by(ReportingAgency.set_at)
    )
    found.update({subject: by_id[agency_id] for subject, agency_id in chosen if agency_id in by_id})
    return found


def members_of(session: Session, partnership_id: UUID) -> list[Answerable]:
    """The agencies that are members now, by name."""
    rows = session.execute(
        select(Agency.id, Agency.code, Agency.name)
        .join(Membership, Membership.agency_id == Agency.id)
        .where(Membership.partnership_id == partnership_id, Membership.until_date.is_(None))
        .order_by(Agency.name)
    )
    return [Answerable(*row) for row in rows]


def measures_of_agency(session: Session, partnership: Partnership, agency_id: UUID) -> list[Measure]:
    """The measures whose figures this agency gives."""
    who = answerable(session, partnership)
    return [
        measure
        for measure in catalogue.of_partnership(partnership.code)
        if measure.feed == "return" and measure.code in who and who[measure.code].id == agency_id
    ]


def asked_of(session: Session, agency_id: UUID, partnership_ids: Collection[UUID]) -> list[ReportingTask]:
    """What this agency is asked for and has not given, most pressing first."""
    return list(
        session.scalars(
            select(ReportingTask)
            .where(
                ReportingTask.agency_id == agency_id,
                ReportingTask.partnership_id.in_(partnership_ids),
                ReportingTask.done_at.is_(None),
            )
            .order_by(ReportingTask.due_on, ReportingTask.subject)
        )
    )


def open_tasks(session: Session, partnership_id: UUID, subject: str | None = None) -> list[ReportingTask]:
    """What the whole partnership still waits for."""
    query = select(ReportingTask).where(ReportingTask.partnership_id == partnership_id, ReportingTask.done_at.is_(None))
    if subject is not None:
        query = query.where(ReportingTask.subject == subject)
    return list(session.scalars(query.order_by(ReportingTask.due_on)))


def due_working_days(session: Session, partnership_id: UUID, today: date) -> int:
    """How many working days after a period what is asked for is due."""
    days = value_in_force(session, partnership_id, DUE_SETTING, today)
    return DUE_WORKING_DAYS if days is None else int(days)


def task_for(session: Session, partnership_id: UUID, subject: str, period: ReportingPeriod) -> ReportingTask | None:
    """What asks for this very figure or update, given or not."""
    return session.scalar(
        select(ReportingTask).where(
            ReportingTask.partnership_id == partnership_id,
            ReportingTask.subject == subject,
            ReportingTask.kind != ACTION,
            ReportingTask.period_from == period.start,
        )
    )


def title_of(session: Session, subject: str) -> str:
    """The measure or action that a code stands for, in words."""
    measure = catalogue.everything().get(subject)
    if measure is not None:
        return measure.title
    action = delivery_plan.everything().get(subject)
    if action is not None:
        return action.what
    return session.scalar(select(PlanAction.what).where(PlanAction.code == subject)) or subject


def late(tasks: Iterable[ReportingTask], today: date) -> list[ReportingTask]:
    """Those whose day has passed."""
    return [task for task in tasks if task.due_on < today]
