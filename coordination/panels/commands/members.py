"""Who sits on a panel: seats given and ended, and with them the part that a member has in the panel's cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands.participants import leave
from coordination.cases.commands.seating import seat
from coordination.cases.models import CaseFile, CaseLine, Participant
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.identity.models import Agency, Worker
from coordination.panels.queries.seats import Table, get_panel, may_seat
from coordination.sharing.models import PanelMember

# what the asker does not see of it ends in the database
_END_THE_REST = text("select end_parts_of_seat(:member, cast(:positions as text[]), :at)")


def give_seat(session: Session, worker: SignedIn, code: str, member_reference: str, office: str, *, once: str) -> None:
    """Seat a worker for their agency. A core member takes part, from now on, in the cases that are listed already.

    Raises Invalid for a worker of an agency without a seat, or one who sits there already.
    """
    table = get_panel(session, worker, code)
    if not may_seat(worker, table):
        raise NotAllowed("Only the chair or the deputy of this panel names who sits on it.")
    if repeated(session, worker, once, [code, member_reference, office]) is not None:
        return
    found = session.execute(
        select(Worker.id, Agency.id, Agency.code, Agency.name)
        .join(Agency, Agency.id == Worker.agency_id)
        .where(Worker.reference == member_reference, Worker.suspended_at.is_(None))
    ).one_or_none()
    if found is None:
        raise Invalid("Choose a worker from the list.", field="worker")
    who, agency_id, agency_code, agency = found
    if agency_code not in (*table.panel.core, *table.panel.invited):
        raise Invalid(f"{agency} has no seat at this panel. Choose a worker of an agency that has one.", field="worker")
    if any(one.worker_id == who for one in table.members):
        raise Invalid("They sit on this panel already. End their seat before you give another.", field="worker")
    row = PanelMember(
        id=new_id(), panel_id=table.panel.id, agency_id=agency_id, worker_id=who, office=office,
        from_at=clock.now(), by_id=worker.id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, "panel.member-seated", panel=code, worker=who, office=office)
    if agency_code in table.panel.core:
        _takes_part(session, worker, table, row)
    remember(session, worker, once, {"worker": member_reference})


def end_seat(session: Session, worker: SignedIn, code: str, member_reference: str, *, once: str) -> None:
    """End a member's seat. From this moment the panel's meetings and cases are not there for them: nor is a case that
    whoever ends it has stepped aside from."""
    table = get_panel(session, worker, code)
    # an administrator takes part in no case, and could not end the member's parts
    table.must_chair()
    if repeated(session, worker, once, [code, member_reference]) is not None:
        return
    gone = next((one for one in table.members if one.reference == member_reference), None)
    if gone is None:
        raise MovedOn("They do not sit on this panel any more.")
    row = session.scalars(select(PanelMember).where(PanelMember.id == gone.id)).one()
    positions = {feed.position for feed in table.kind.feeds}
    parts = session.scalars(
        select(Participant)
        .join(CaseFile, CaseFile.id == Participant.case_id)
        .where(
            CaseFile.partnership_id == table.panel.partnership_id,
            Participant.holder == gone.worker_id,
            Participant.holder_kind == "worker",
            Participant.position.in_(positions),
            Participant.until_at.is_(None),
        )
    )
    record(session, "panel.member-left", panel=code, worker=gone.worker_id)
    for part in parts.all():
        leave(session, part, "panel-seat-ended")
    session.flush()
    session.execute(_END_THE_REST, {"member": row.id, "positions": sorted(positions), "at": clock.now()})
    row.until_at = clock.now()
    remember(session, worker, once, {"worker": member_reference})


def _takes_part(session: Session, worker: SignedIn, table: Table, row: PanelMember) -> None:
    """Join a new core member to every open case that the panel has, as far as the asker takes part in it."""
    for feed in table.kind.feeds:
        if feed.brings != "core" or feed.line is None:
            continue
        listed = (
            select(CaseFile)
            .join(CaseLine, CaseLine.case_id == CaseFile.id)
            .where(
                CaseFile.pathway == feed.pathway,
                CaseFile.partnership_id == table.panel.partnership_id,
                CaseFile.ended_at.is_(None),
                CaseLine.line == feed.line,
                CaseLine.stage.in_(feed.stages),
                CaseFile.id.in_(_where_panel_sits(worker, feed.position)),
            )
        )
        for case in session.scalars(listed).all():
            now = cases.standing(session, worker, case)
            seat(session, case, now, [row], feed.position, now.lines["main"].stage)


def _where_panel_sits(worker: SignedIn, position: str) -> Select[Any]:
    """The cases on which somebody has the panel's position and the asker takes part."""
    mine: list[UUID] = list(worker.holders)
    here = select(Participant.case_id).where(Participant.holder.in_(mine), Participant.until_at.is_(None))
    return here.where(
        Participant.case_id.in_(
            select(Participant.case_id).where(Participant.position == position, Participant.until_at.is_(None))
        )
    )
