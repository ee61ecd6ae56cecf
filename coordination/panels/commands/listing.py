"""A chair puts a case on the agenda by hand, and says which agencies at the table take part in it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands.moving import make_move
from coordination.cases.commands.permitting import offered
from coordination.cases.commands.seating import seat
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.panels.commands.asking import ask_agencies, feed_of
from coordination.panels.commands.planning import MOVED_ON, put_on
from coordination.panels.commands.taking_off import CLOSED
from coordination.panels.models import AgendaItem
from coordination.panels.queries.items import day_counted_to
from coordination.panels.queries.ranking import weighed
from coordination.panels.queries.seats import Table, get_meeting, table_of
from coordination.sharing.queries import members_of
from workflows.partnerships import PanelFeed
from workflows.references import heard_as
from workflows.vocabulary import GrantsPosition


def add(
    session: Session, worker: SignedIn, meeting_reference: str, reference: str, agencies: Collection[str], *,
    seen: int, once: str,
) -> AgendaItem:  # fmt: skip
    """Put an open case on the agenda, listing it first where its pathway asks for that.

    Only somebody who takes part in the case can; these agencies' members take part from now on. After publishing it
    is a late paper, and the agencies are asked at once.
    """
    meeting = get_meeting(session, meeting_reference, to_change=True)
    table = table_of(session, worker, meeting)
    table.must_chair()
    content = [meeting_reference, reference, sorted(agencies)]
    before = repeated(session, worker, once, content)
    if before is not None:
        return session.scalars(select(AgendaItem).where(AgendaItem.reference == before["item"])).one()
    if meeting.ended_at is not None:
        raise NotAllowed("This meeting is over. Add the case to the next one.")
    if meeting.version != seen:
        raise MovedOn(MOVED_ON)
    try:
        case = cases.get(session, heard_as(reference) or reference.strip().upper(), to_change=True)
    except NotVisible:
        raise Invalid(
            "There is no case with that reference that you take part in. Check it, or ask whoever holds the case.",
            field="reference",
        ) from None
    feed = feed_of(table, case)
    if case.ended_at is not None:
        raise Invalid(CLOSED, field="reference")
    there = _state(session, meeting.id, case.id)
    if there == "removed":
        raise Invalid("That case was taken off this agenda. Put it back there, under “Taken off”.", field="reference")
    if there is not None:
        raise Invalid("That case is on this agenda already.", field="reference")
    _list(session, worker, table, feed, case.reference, once)
    now = cases.standing(session, worker, case)
    invited = members_of(session, table.panel.id, agencies) if agencies else []
    seat(session, case, now, invited, feed.position, now.lines["main"].stage)
    session.flush()
    found = weighed(session, worker, feed, case.id, day_counted_to(meeting), "by-hand")
    row = put_on(session, worker, meeting, found, because="by-hand")
    meeting.item_ids = [*meeting.item_ids, row.id]
    meeting.version += 1
    record(session, "meeting.changed", meeting=meeting.reference)
    if meeting.published_at is not None:
        ask_agencies(session, worker, table, meeting, row)
    remember(session, worker, once, {"item": row.reference}, case.id)
    return row


def _list(session: Session, worker: SignedIn, table: Table, feed: PanelFeed, reference: str, once: str) -> None:
    """Make the move of the pathway that lists a case, where it is not listed yet."""
    if feed.line is None or feed.takes is None:
        return
    case = cases.get(session, reference)
    now = cases.standing(session, worker, case)
    line = now.lines.get(feed.line)
    if line is not None and line.stage in feed.stages:
        return
    for move in offered(now):
        listed = move.code == feed.takes or (move.line == feed.line and move.to == feed.first)
        if not listed or (move.code == feed.takes and line is not None):
            continue
        field = next(
            (each.from_answer for each in move.effects if isinstance(each, GrantsPosition) and each.from_answer), None
        )
        given = {field: table.panel.code} if field else {}
        try:
            make_move(session, worker, reference, move.code, given, once=f"{once} lists")
        except Invalid as no:
            raise Invalid(f"{no.message} Do it on the case’s own page, then add it here.", field="reference") from None
        return
    raise Invalid(
        "This case is not listed for the panel, and the step is not yours. Ask whoever holds the case to list it.",
        field="reference",
    )


def _state(session: Session, meeting_id: UUID, case_id: UUID) -> str | None:
    return session.scalar(
        select(AgendaItem.state).where(AgendaItem.meeting_id == meeting_id, AgendaItem.case_id == case_id).limit(1)
    )
