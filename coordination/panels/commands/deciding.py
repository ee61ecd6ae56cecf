"""What a panel decides about a case: written with its reason and dissent, and made as the pathway's own move."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.commands.moving import make_move
from coordination.cases.commands.protecting import leave_for_knowing_somebody
from coordination.cases.commands.same_release import tell_first_senders
from coordination.cases.models import CaseFile
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.identity.models import Worker
from coordination.panels.commands.asking import ask_no_more, feed_of
from coordination.panels.commands.being_open import must_be_running
from coordination.panels.commands.running import (
    item_in,
    must_be_on_the_list,
    must_be_open,
    next_item,
    put_on_table,
)
from coordination.panels.models import AgendaItem, Decision, Interest, Meeting
from coordination.panels.queries.items import finished_cases
from coordination.panels.queries.quorum import quorum
from coordination.panels.queries.seats import Table, get_meeting, table_of
from coordination.queues.commands.working_out import CALENDAR
from workflows.dates_in_words import in_full
from workflows.partnerships import PanelDecision, PanelFeed
from workflows.vocabulary import Pathway

OTHER_CHAIR = (
    "Somebody else has written about this case since you opened it, so yours was not kept. What they wrote stands "
    "below; yours is still in the form."
)


@dataclass(frozen=True)
class Decided:
    """What the chair writes down. `answers` are those that the pathway's own move asks for."""

    decision: str
    reason: str
    dissent: str = ""
    lead: str | None = None
    review_on: date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


def decide(
    session: Session, worker: SignedIn, meeting_reference: str, item: str, decided: Decided, *, seen: int, once: str
) -> None:
    """Write down the decision, make the move that it is, and tell whoever referred.

    Raises MovedOn when another chair wrote first, Invalid with what is missing, such as the quorum.
    """
    meeting = get_meeting(session, meeting_reference, to_change=True)
    table = table_of(session, worker, meeting)
    table.must_chair()
    must_be_running(meeting)
    row = item_in(session, meeting, item, to_change=True)
    if repeated(session, worker, once, [meeting_reference, item, vars(decided)]) is not None:
        return
    if row.version != seen:
        raise MovedOn(OTHER_CHAIR)
    if row.state not in ("listed", "done"):
        raise MovedOn("This case was taken off the agenda.")
    case = session.scalars(select(CaseFile).where(CaseFile.id == row.case_id)).one()
    must_be_open(case)
    if row.state == "listed":
        must_be_on_the_list(session, table, case)
    feed = feed_of(table, case)
    chosen = decision_in(feed, decided.decision)
    if not decided.reason.strip():
        raise Invalid("Write down why the panel decided this.", field="reason")
    here = quorum(session, meeting, table)
    if chosen.needs_quorum and not here.reached:
        raise Invalid(
            f"There is no quorum: {'; '.join(here.lacks)} must be at the table to decide this. "
            "Put the case off, or wait.",
            field="decision",
        )
    if decided.review_on is not None:
        _must_be_a_day_to_meet(decided.review_on)
    _keep(session, worker, meeting, row, feed, chosen, decided)
    if chosen.move is not None:
        given = {**chosen.gives, **decided.answers}
        make_move(session, worker, case.reference, chosen.move, given, once=f"{once} moves")
        _wait_for_nothing_later(session, worker, table, row)
    row.state, row.version = ("deferred" if chosen.next_meeting else "done"), row.version + 1
    row.put_off_because = decided.reason.strip() if chosen.next_meeting else None
    event = record(
        session,
        "panel.decided",
        case_id=case.id,
        category=feed.category,
        meeting=meeting.reference,
        decision=chosen.code,
        label=chosen.label.lower(),
    )
    tell_first_senders(
        session, worker, case, say=f"The {table.panel.name} has looked at your referral.", event_id=event.id
    )
    if meeting.item_id == row.id:
        session.flush()
        following = next_item(session, table, meeting)
        put_on_table(meeting, following.id if following else None)
    meeting.version += 1
    remember(session, worker, once, {"item": item}, case.id)


def _wait_for_nothing_later(session: Session, worker: SignedIn, table: Table, decided: AgendaItem) -> None:
    """Where the panel is done with a case, no agency owes an update about it for a meeting that is still to come."""
    if decided.case_id not in finished_cases(session, table.kind, [decided.case_id]):
        return
    later = (
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.panel_id == decided.panel_id,
            AgendaItem.case_id == decided.case_id,
            AgendaItem.id != decided.id,
            AgendaItem.state == "listed",
            Meeting.ended_at.is_(None),
        )
    )
    for row in session.scalars(later).all():
        ask_no_more(session, worker, row)


def decision_in(feed: PanelFeed, code: str) -> PanelDecision:
    """The decision of this code. Raises Invalid when the panel has none of that kind."""
    chosen = next((each for each in feed.decisions if each.code == code), None)
    if chosen is None:
        raise Invalid("Select what the panel decided.", field="decision")
    return chosen


def asked_by(pathway: Pathway, feed: PanelFeed, code: str) -> list[str]:
    """The questions that the move behind a decision asks, but for those that the decision answers by itself."""
    chosen = next((each for each in feed.decisions if each.code == code), None)
    if chosen is None or chosen.move is None:
        return []
    return [question.code for question in pathway.move(chosen.move).asks if question.code not in chosen.gives]


def declare_interest(session: Session, worker: SignedIn, meeting_reference: str, item: str, *, once: str) -> None:
    """The asker knows somebody in this case: it is not there for them any more. The minutes say who stepped aside."""
    meeting = get_meeting(session, meeting_reference)
    row = item_in(session, meeting, item)
    if repeated(session, worker, once, [meeting_reference, item]) is not None:
        return
    if table_of(session, worker, meeting).office is None:
        raise NotAllowed("You do not sit on this panel.")
    case = session.scalars(select(CaseFile).where(CaseFile.id == row.case_id)).one()
    session.add(
        Interest(
            id=new_id(),
            item_id=row.id,
            case_id=row.case_id,
            panel_id=row.panel_id,
            worker_id=worker.id,
            at=clock.now(),
        )
    )
    record(session, "panel.interest", case_id=row.case_id, meeting=meeting.reference)
    remember(session, worker, once, {"item": item})
    session.flush()
    leave_for_knowing_somebody(session, worker, case)


def _must_be_a_day_to_meet(day: date) -> None:
    if day <= clock.today():
        raise Invalid("Enter a day for the next review that is still to come.", field="review_on")
    if not CALENDAR.is_working_day(day):
        kind = "is a bank holiday" if CALENDAR.is_bank_holiday(day) else "is at a weekend"
        following = in_full(CALENDAR.next_or_same(day))
        raise Invalid(f"{in_full(day)} {kind}. The next working day is {following}.", field="review_on")


def _keep(
    session: Session,
    worker: SignedIn,
    meeting: Meeting,
    row: AgendaItem,
    feed: PanelFeed,
    chosen: PanelDecision,
    decided: Decided,
) -> None:
    lead = None
    if decided.lead:
        lead = session.scalar(select(Worker.id).where(Worker.reference == decided.lead))
        if lead is None:
            raise Invalid("Choose the lead worker from the list.", field="lead")
    session.execute(
        update(Decision)
        .where(Decision.item_id == row.id, Decision.superseded_at.is_(None))
        .values(superseded_at=clock.now())
    )
    session.add(
        Decision(
            id=new_id(),
            reference=secrets.token_hex(6),
            item_id=row.id,
            case_id=row.case_id,
            meeting_id=meeting.id,
            panel_id=meeting.panel_id,
            category=feed.category,
            decision=chosen.code,
            label=chosen.label,
            reason=decided.reason.strip(),
            dissent=decided.dissent.strip() or None,
            lead_id=lead,
            review_on=decided.review_on,
            made_at=clock.now(),
            made_by_id=worker.id,
            made_by_agency_id=worker.agency_id,
        )
    )
    session.flush()
