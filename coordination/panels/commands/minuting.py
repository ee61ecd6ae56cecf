"""Minutes write themselves from what was done: one general part, and for each case one part for each category."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.models import Answer, CaseFile
from coordination.cases.queries import pathway_of
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.forms.words import in_words
from coordination.identity.models import Agency
from coordination.panels.commands.deciding import asked_by
from coordination.panels.models import AgendaReason, Meeting, Minutes, MinutesPart
from coordination.panels.queries.items import ItemShown, agenda
from coordination.panels.queries.minutes import FACTS_RELIED_ON, may_be_approved, newest_revision
from coordination.panels.queries.quorum import Quorum, quorum
from coordination.panels.queries.seats import OFFICES, Table, get_meeting, table_of
from coordination.web.filters import plural
from workflows.dates_in_words import in_full, moment_in_full
from workflows.local_time import day_of
from workflows.partnerships import PanelFeed

# what is read first stands first
DECISION, CORE, FACTS = 0, 1, 2
Rows = list[list[str]]


def make_minutes(session: Session, worker: SignedIn, reference: str, *, note: str, seen: int, once: str) -> int:
    """Write the minutes of a meeting that is over, or the next revision of them. Returns its number.

    A revision keeps all that stood in the one before, also what its writer may not read; it adds its note, and cases
    that whoever wrote the one before could not see.
    Raises MovedOn when somebody else wrote a revision meanwhile, Invalid for a further revision that says nothing.
    """
    meeting, table = _over(session, worker, reference)
    before = repeated(session, worker, once, [reference, note])
    if before is not None:
        return int(before["revision"])
    newest = newest_revision(session, meeting)
    if newest != seen:
        raise MovedOn("Somebody else wrote a revision of these minutes meanwhile. Read it first.")
    if newest and not note.strip():
        raise Invalid("Write what this revision puts right.", field="note")
    before_it = session.scalar(select(Minutes).where(Minutes.meeting_id == meeting.id, Minutes.revision == newest))
    row = Minutes(
        id=new_id(),
        meeting_id=meeting.id,
        panel_id=meeting.panel_id,
        revision=newest + 1,
        # who was there and in which office is known best when the first minutes are made
        general=before_it.general if before_it else _general(session, meeting, table, quorum(session, meeting, table)),
        note=note.strip() or None,
        made_at=clock.now(),
        made_by_id=worker.id,
    )
    session.add(row)
    session.flush()
    carried: list[UUID] = []
    if before_it is not None:
        carried = session.scalars(select(func.carry_minutes(before_it.id, row.id, clock.now()))).one()
    for item in agenda(session, worker, meeting).listed:
        if item.case_id in carried:
            continue
        case = session.scalars(select(CaseFile).where(CaseFile.id == item.case_id)).one()
        feed = table.kind.feed(case.pathway)
        if feed is None:
            continue
        for rank, category, said in _of_case(session, meeting, case, feed, item):
            session.add(
                MinutesPart(
                    id=new_id(),
                    minutes_id=row.id,
                    panel_id=meeting.panel_id,
                    case_id=case.id,
                    category=category,
                    place=meeting.item_ids.index(item.id),
                    rank=rank,
                    said=said,
                    by_agency_id=worker.agency_id,
                )
            )
        record(session, "panel.minuted", case_id=case.id, meeting=meeting.reference, revision=row.revision)
    record(session, "minutes.made", meeting=meeting.reference, revision=row.revision)
    remember(session, worker, once, {"revision": row.revision})
    return row.revision


def approve(session: Session, worker: SignedIn, reference: str, *, revision: int) -> None:
    """Approve the newest revision, at the panel's next meeting. The same press twice approves once.

    Raises NotAllowed while no later meeting is open, MovedOn when somebody else has approved it.
    """
    meeting, table = _over(session, worker, reference)
    if revision != newest_revision(session, meeting):
        raise MovedOn("There is a later revision. Read that one first.")
    row = session.scalars(select(Minutes).where(Minutes.meeting_id == meeting.id, Minutes.revision == revision)).one()
    if row.approved_at is not None:
        if row.approved_by_id == worker.id:
            return
        by = next((one.name for one in table.members if one.worker_id == row.approved_by_id), "Somebody else")
        raise MovedOn(f"{by} has approved these minutes already, {moment_in_full(row.approved_at)}.")
    if not may_be_approved(session, meeting):
        raise NotAllowed("Minutes are approved at the next meeting. Open that meeting first.")
    row.approved_at, row.approved_by_id = clock.now(), worker.id
    record(session, "minutes.approved", meeting=meeting.reference, revision=revision)


def _over(session: Session, worker: SignedIn, reference: str) -> tuple[Meeting, Table]:
    meeting = get_meeting(session, reference, to_change=True)
    table = table_of(session, worker, meeting)
    table.must_chair()
    if meeting.ended_at is None:
        raise NotAllowed("Minutes are made once the meeting has been closed.")
    if meeting.began_at is None:
        raise NotAllowed("This meeting was called off, so there is nothing to write minutes about.")
    return meeting, table


def _general(session: Session, meeting: Meeting, table: Table, came: Quorum) -> Rows:
    """Who was there, who was not, under what statement: nothing about any case."""
    names = {agency.code: agency.name for agency in session.scalars(select(Agency))}
    there = {one.agency_code for one in came.present}
    offices = {one.worker_id: OFFICES[one.office].lower() for one in table.members}
    present = []
    for one in came.present:
        left = f", until {moment_in_full(one.left_at)}" if one.left_at else ""
        present.append(f"{one.name}, {one.agency} ({offices.get(one.worker_id, 'member')}){left}")
    absent = [names.get(code, code) for code in table.panel.core if code not in there]
    lacked = f"Not reached: {'; '.join(came.lacks)} missing at the end." if came.lacks else "Reached."
    begun, ended = meeting.began_at or meeting.starts_at, meeting.ended_at or meeting.starts_at
    chaired = next((one.name for one in came.present if one.worker_id == meeting.chaired_by_id), "a former member")
    return [
        ["Meeting", f"{table.panel.name}, {moment_in_full(meeting.starts_at)}, {meeting.place}"],
        ["Chaired by", chaired],
        ["Present", "\n".join(present)],
        ["Agencies that were not there", ", ".join(absent) or "None"],
        ["Quorum", lacked],
        ["Confidentiality", f"Everybody present accepted: “{table.kind.statement}”"],
        ["Length", plural(max(1, round((ended - begun) / timedelta(minutes=1))), "minute")],
    ]


def _of_case(
    session: Session, meeting: Meeting, case: CaseFile, feed: PanelFeed, item: ItemShown
) -> Iterator[tuple[int, str, Rows]]:
    """What the minutes say about one case: rank, category and rows. Each category has readers of its own."""
    core: Rows = [["On the agenda because", item.because_words]]
    if item.stepped_aside:
        core.append(["Stepped aside", ", ".join(item.stepped_aside)])
    if item.seconds:
        core.append(["Talked about for", plural(max(1, round(item.seconds / 60)), "minute")])
    yield CORE, "core", core
    said = _decided(meeting, item)
    if item.decision is not None:
        said += _answered(session, case, feed, item)
    silent = [told.agency for told in item.updates if told.at is None]
    for told in item.updates:
        if told.at is not None:
            said.append([f"{told.agency} told the panel", told.body or "Nothing new."])
    if silent:
        said.append(["Did not tell the panel what is new", ", ".join(silent)])
    if said:
        yield DECISION, feed.category, said
    reasons = session.execute(
        select(AgendaReason.category, AgendaReason.say)
        .where(AgendaReason.item_id == item.id, AgendaReason.gone_at.is_(None))
        .order_by(AgendaReason.category, AgendaReason.weight.desc())
    ).all()
    for category in dict.fromkeys(row.category for row in reasons):
        yield FACTS, category, [[FACTS_RELIED_ON, "; ".join(r.say for r in reasons if r.category == category)]]


def _decided(meeting: Meeting, item: ItemShown) -> Rows:
    found: Rows = []
    decision = item.decision
    if decision is not None:
        found += [["Decision", decision.label], ["Reason", decision.reason]]
        if decision.dissent:
            found.append(["Somebody thought otherwise", decision.dissent])
        if decision.lead:
            found.append(["Lead worker", decision.lead])
        if decision.review_on:
            found.append(["Next review", in_full(decision.review_on)])
    elif item.state == "deferred":
        found.append(["Put off", item.put_off_because])
    for action in item.actions:
        if meeting.ended_at is not None and action.given_at > meeting.ended_at:
            continue  # given at a later meeting, whose minutes say so
        due = f"by {in_full(action.due_on)}"
        found.append(["Action", f"{action.text.rstrip('.')}. {action.owner}, {action.agency}, {due}. {action.state}."])
    return found


def _answered(session: Session, case: CaseFile, feed: PanelFeed, item: ItemShown) -> Rows:
    """What the panel answered with its decision, such as its ratings, in the order of the form."""
    assert item.decision is not None
    pathway = pathway_of(case)
    codes = [
        code for code in asked_by(pathway, feed, item.decision.code) if pathway.question(code).category == feed.category
    ]
    rows: dict[str, Any] = {
        row.field: row.value
        for row in session.execute(
            select(Answer.field, Answer.value).where(
                Answer.case_id == case.id, Answer.field.in_(codes), Answer.superseded_at.is_(None)
            )
        )
    }
    return [
        [pathway.question(code).label, in_words(pathway.question(code), rows[code])] for code in codes if code in rows
    ]


def day_in_words(meeting: Meeting) -> str:
    """The day of a meeting, as titles say it."""
    return in_full(day_of(meeting.starts_at))
