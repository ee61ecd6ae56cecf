"""Passing work on: every hand-over is a row with both sides, a clock and an end, and the first sender always hears."""

from __future__ import annotations

import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.at_hand import once_read
from coordination.audit.commands import record
from coordination.cases.commands.participants import join_team, parts_of
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile, HandOver, Participant
from coordination.db import new_id
from coordination.errors import Invalid
from coordination.identity.models import OutsideOrganisation, Team
from workflows.vocabulary import HandOverKind

EXPIRED = "expired"
# by whoever had asked, because nobody answered or because they can do it after all
TAKEN_BACK = "taken-back"
NOT_TAKEN = ("declined", EXPIRED, TAKEN_BACK)


def send(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    work: Work,
    kind: HandOverKind,
    *,
    stage: str,
    to_team_id: UUID | None,
    to_outside_id: UUID | None,
    from_team_id: UUID | None,
    line: str = "main",
    referral_id: UUID | None = None,
    redirected_from: HandOver | None = None,
    reason: str | None = None,
) -> tuple[HandOver, Participant | None]:
    """Ask a team, or note that an outside organisation was asked. The receiver sees the preview until it accepts."""
    if (to_team_id is None) == (to_outside_id is None):
        raise Invalid("Choose one team or one outside organisation to pass this to.", field="to")
    receiver, name, to_agency_id = None, "", None
    if to_team_id is not None:
        team = _team(session, to_team_id)
        name, to_agency_id = team.name, team.agency_id
        receiver = join_team(
            session, case, work.pathway, team, kind.to, stage, sees="preview", key_date=work.copies.key_date
        )
    else:
        if not kind.outside:
            raise Invalid("This can only be passed to a team that uses the service.", field="to")
        name = session.get_one(OutsideOrganisation, to_outside_id).name
    deadline = work.clock(kind.clock, team_id=to_team_id, line=line)
    row = HandOver(
        id=new_id(),
        reference=secrets.token_hex(6),
        case_id=case.id,
        referral_id=referral_id,
        line=line,
        kind=kind.code,
        position=kind.to,
        from_agency_id=worker.agency_id,
        from_team_id=from_team_id,
        from_worker_id=worker.id,
        to_team_id=to_team_id,
        to_agency_id=to_agency_id,
        to_outside_id=to_outside_id,
        clock_id=deadline.id,
        redirected_from_id=redirected_from.id if redirected_from else None,
        asked_at=clock.now(),
    )
    session.add(row)
    if redirected_from is None:
        event = record(session, "hand-over.asked", case_id=case.id, hand_over=row.reference, kind=kind.code, to=name)
    else:
        event = record(
            session,
            "hand-over.redirected",
            case_id=case.id,
            hand_over=row.reference,
            redirected_from=redirected_from.reference,
            to=name,
            reason=reason or "",
        )
    jobs.later(session, worker.id, "tell_of_event", queue=jobs.URGENT, event_id=event.id)
    return row, receiver


def open_one(session: Session, case_id: UUID, kind: str) -> HandOver | None:
    """The newest hand-over of this kind that waits for its answer, locked: a second answer is told, never ignored."""
    return session.scalar(
        select(HandOver)
        .where(HandOver.case_id == case_id, HandOver.kind == kind, HandOver.answer.is_(None))
        .order_by(HandOver.asked_at.desc())
        .limit(1)
        .with_for_update()
    )


def answer(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    row: HandOver,
    said: str,
    *,
    reason: str | None,
    whose_no: str | None,
) -> None:
    """Write the answer on an open hand-over. After a question back it waits on."""
    if said == "more-information":
        row.returned_count += 1
        record(
            session,
            "hand-over.answered",
            case_id=case.id,
            hand_over=row.reference,
            answer=said,
            to=_receiver(session, row),
        )
        return
    row.answer, row.answered_at, row.answered_by_id = said, clock.now(), worker.id
    row.reason, row.whose_no = reason, whose_no
    if said == EXPIRED:
        ran_out = record(
            session, "hand-over.expired", case_id=case.id, hand_over=row.reference, to=_receiver(session, row)
        )
        jobs.later(session, worker.id, "tell_of_event", queue=jobs.URGENT, event_id=ran_out.id)
        return
    record(
        session,
        "hand-over.answered",
        case_id=case.id,
        hand_over=row.reference,
        answer=said,
        to=_receiver(session, row),
        reason=reason,
        whose_no=whose_no,
    )


def withdraw(session: Session, worker: SignedIn, case: CaseFile, row: HandOver, *, reason: str) -> None:
    """Take back an open request, because whoever was asked takes no part any more. Both sides hear."""
    row.answer, row.answered_at, row.answered_by_id = "withdrawn", clock.now(), worker.id
    taken_back = record(
        session,
        "hand-over.withdrawn",
        case_id=case.id,
        hand_over=row.reference,
        to=_receiver(session, row),
        reason=reason,
    )
    jobs.later(session, worker.id, "tell_of_event", queue=jobs.URGENT, event_id=taken_back.id)


def wait_again(session: Session, work: Work, answered: HandOver) -> HandOver | None:
    """What was passed on and not taken waits again for the team that passed it on, by the deadline that it had.

    Returns that hand-over, or None when this one was taken or passed nothing on.
    """
    if answered.redirected_from_id is None or answered.answer not in NOT_TAKEN:
        return None
    row = session.get_one(HandOver, answered.redirected_from_id)
    row.answer = row.answered_at = row.answered_by_id = row.reason = row.whose_no = None
    row.clock_id = work.clock(work.pathway.hand_over(row.kind).clock, team_id=row.to_team_id, line=row.line).id
    record(session, "hand-over.waits-again", case_id=row.case_id, hand_over=row.reference, to=_receiver(session, row))
    return row


def not_taken_by(session: Session, answered: HandOver) -> Participant | None:
    """The part of the team that did not take what it saw no more than the preview of, or None."""
    if answered.answer not in NOT_TAKEN:
        return None
    parts = parts_of(session, answered.case_id, [answered.position])
    return next((part for part in parts if part.holder == answered.to_team_id and part.sees == "preview"), None)


def _receiver(session: Session, row: HandOver) -> str:
    if row.to_team_id is not None:
        return team_of(session, row).name
    return session.get_one(OutsideOrganisation, row.to_outside_id).name


def team_of(session: Session, row: HandOver) -> Team:
    """The team that a hand-over goes to. Raises NoResultFound when it goes to an outside organisation."""
    return _team(session, row.to_team_id)


def _team(session: Session, team_id: UUID | None) -> Team:
    found: Team = once_read(session, "team", team_id, lambda: session.get_one(Team, team_id))
    return found
