"""The jobs that tell. Each reads everything again, tells once however often it runs, and never tells whoever did it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.audit.models import Event, EventDetail
from coordination.cases.models import HandOver
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.notifications.recipients import (
    CaseToTellOf,
    case_to_tell_of,
    holders,
    leads,
    on_duty,
    workers,
)
from coordination.queues.models import Clock, Task
from workflows import pathways

# what follows of itself is told to the position that acts next; anything else is on the case's timeline
ANSWERED = {
    "accepted": "was accepted",
    "declined": "was declined",
    "more-information": "came back with a question",
    "withdrawn": "was withdrawn",
    "redirected": "was passed on",
    "expired": "ran out without an answer",
}

LIES_THERE = "Something here is due, and nobody is left in the team that has to do it. Agree who does it instead."


def tell_of_event(session: Session, asked: Asked) -> None:
    """Tell whose business an event is: the receiver of a hand-over, the side that asked, whoever has to act now."""
    event = session.scalars(select(Event).where(Event.id == asked.uuid("event_id"))).one()
    if event.case_id is None:
        return
    case = case_to_tell_of(session, event.case_id)
    if case.silent:
        return
    detail = session.scalars(select(EventDetail.detail).where(EventDetail.event_id == event.id)).one()
    told, sentence = _concerned(session, case, event.kind, detail)
    _tell(session, asked, case, told, sentence, kind=event.kind)


def tell_first_sender(session: Session, asked: Asked) -> None:
    """Tell whoever first sent the case, and their team, what became of it. The pathway says the words."""
    case = case_to_tell_of(session, asked.uuid("case_id"))
    sent = session.scalars(
        select(HandOver).where(HandOver.case_id == case.id).order_by(HandOver.asked_at, HandOver.id).limit(1)
    ).one_or_none()
    told = workers(session, case.id, [case.opened_by_id])
    told |= workers(session, case.id, [sent.from_team_id if sent else None])
    told |= workers(session, case.id, [one.id for one in holders(session, case.id, ["referrer"])])
    _tell(session, asked, case, told, asked.ids["say"], kind="first-sender")


def tell_positions(session: Session, asked: Asked) -> None:
    """Tell everybody who holds one of the named positions. The pathway says the words, and whether it is urgent."""
    case = case_to_tell_of(session, asked.uuid("case_id"))
    named = holders(session, case.id, asked.ids["positions"].split(","))
    told = workers(session, case.id, [one.id for one in named])
    _tell(session, asked, case, told, asked.ids["say"], kind="told", urgent=asked.ids.get("urgent") == "yes")


def tell_of_retiming(session: Session, asked: Asked) -> None:
    """Tell whoever has open work on a case that its deadlines moved, once for all of them."""
    case = case_to_tell_of(session, asked.uuid("case_id"))
    if case.silent:
        return
    number = int(asked.ids["clocks"])
    moved = "A deadline has moved" if number == 1 else f"{number} deadlines have moved"
    _tell(session, asked, case, _with_open_work(session, case), f"{moved}. The case says why.", kind="retimed")


def tell_of_deadline(session: Session, asked: Asked) -> None:
    """Tell that a deadline nears or has passed, to those whom its rung names."""
    case = case_to_tell_of(session, asked.uuid("case_id"))
    clock = session.get(Clock, asked.uuid("clock_id"))
    if clock is None or clock.stopped_at is not None:
        return  # the work was done while this waited
    rung = asked.ids["tell"]
    label = pathways.of(case.pathway, case.pathway_version).clock(clock.rule).label
    sentence = f"Due soon: {label}." if rung == "due-soon" else f"Overdue: {label}."
    told = _whom_the_rung_names(session, case, clock, rung)
    if not told:
        # Nobody is left in that team. What it is may be for some readers only; that it lies there concerns everybody.
        told = workers(session, case.id, [one.id for one in holders(session, case.id)])
        sentence = LIES_THERE
    _tell(session, asked, case, told, sentence, kind=f"deadline-{rung}", urgent=rung == "duty")


def _whom_the_rung_names(session: Session, case: CaseToTellOf, clock: Clock, rung: str) -> set[UUID]:
    tasks = session.execute(
        select(Task.team_id, Task.holder_id).where(Task.clock_id == clock.id, Task.done_at.is_(None))
    ).all()
    teams = {task.team_id for task in tasks} or ({clock.team_id} if clock.team_id else set())
    if not teams:
        teams = {one.id for one in holders(session, case.id, [_acts_next(case, clock)]) if one.kind == "team"}
    if rung == "team-lead":
        return leads(session, case.id, teams)
    if rung == "partner-spoc":
        holding = pathways.of(case.pathway, case.pathway_version).holding
        partners = {one.id for one in holders(session, case.id, [holding]) if one.kind == "team"} - teams
        waiting = session.scalars(select(HandOver.from_team_id).where(HandOver.clock_id == clock.id)).all()
        return leads(session, case.id, partners or set(waiting) or teams)
    if rung == "duty":
        return {worker for team in teams for worker in on_duty(session, case.id, team)}
    if rung == "panel-chair":
        panel = [one.id for one in holders(session, case.id) if one.position.startswith("panel")]
        return workers(session, case.id, panel, "panel") or leads(session, case.id, teams)
    # whoever claimed the work; what nobody claimed is the whole team's
    claimed = {task.holder_id for task in tasks if task.holder_id}
    unclaimed = {task.team_id for task in tasks if task.holder_id is None} or (set() if claimed else teams)
    return workers(session, case.id, claimed | unclaimed) or workers(session, case.id, teams)


def _acts_next(case: CaseToTellOf, clock: Clock) -> str:
    """The position that owns a stage with this clock; who took the case on where no stage has it."""
    pathway = pathways.of(case.pathway, case.pathway_version)
    owners = [stage.owner for stage in pathway.stages if stage.clock == clock.rule and stage.owner]
    return owners[0] if owners else pathway.holding


def _concerned(session: Session, case: CaseToTellOf, kind: str, detail: dict[str, Any]) -> tuple[set[UUID], str]:
    if kind.startswith("hand-over."):
        row = session.scalars(
            select(HandOver).where(HandOver.case_id == case.id, HandOver.reference == detail["hand_over"])
        ).one_or_none()
        if row is None:
            return set(), ""
        if kind in ("hand-over.asked", "hand-over.redirected"):
            return workers(session, case.id, [row.to_team_id]), "A team asks you to take this on."
        if kind == "hand-over.withdrawn":
            both = workers(session, case.id, [row.to_team_id, row.from_worker_id, row.from_team_id])
            return both, "The request to take this on was withdrawn."
        if kind == "hand-over.expired":
            asked_of = workers(session, case.id, [row.to_team_id])
            return asked_of, "The time to answer a request has passed. It is no longer yours to answer."
        asking = workers(session, case.id, [row.from_worker_id, row.from_team_id])
        return asking, f"What you asked for {ANSWERED.get(str(detail.get('answer')), 'was answered')}."
    if kind == "case.moved":
        pathway = pathways.of(case.pathway, case.pathway_version)
        owner = pathway.stage(detail["now"]).owner if detail.get("now") else None
        acts = [one.id for one in holders(session, case.id, [owner])] if owner else []
        return workers(session, case.id, acts) | _with_open_work(session, case), "This case has moved on."
    return _with_open_work(session, case), "Something new was recorded."


def _with_open_work(session: Session, case: CaseToTellOf) -> set[UUID]:
    claimed = session.scalars(
        select(Task.holder_id).where(Task.case_id == case.id, Task.done_at.is_(None), Task.holder_id.is_not(None))
    ).all()
    return workers(session, case.id, claimed)


def _tell(
    session: Session,
    asked: Asked,
    case: CaseToTellOf,
    told: set[UUID],
    sentence: str,
    *,
    kind: str,
    urgent: bool = False,
) -> None:
    # What time did, nobody did: then also the worker as whom the machine acted hears of it.
    did_it = {asked.worker_id} if asked.worker_id and asked.ids.get("by") != "time" else set()
    tell(
        session,
        told - did_it,
        kind=kind,
        about=asked.ids.get("event_id") or str(asked.id),
        sentence=sentence,
        case_id=case.id,
        case_reference=case.reference,
        urgent=urgent,
    )
