"""Who takes part: joined by a command, seen by everybody on the case, ended and never deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.at_hand import at_hand
from coordination.audit.commands import record
from coordination.cases.models import CaseFile, Participant
from coordination.cases.queries.grounds import ground_of
from coordination.cases.queries.taking_part import joins_now, taking_part
from coordination.db import before_keeping, new_id
from coordination.identity.models import Team
from coordination.queues.commands.opening import close_tasks, open_tasks
from workflows.grid import grant
from workflows.vocabulary import BY_HAND, CARD_TASK, Pathway


def join(
    session: Session,
    case: CaseFile,
    pathway: Pathway,
    *,
    holder: UUID,
    holder_kind: str,
    agency_id: UUID,
    position: str,
    stage: str,
    sees: str = "full",
    basis: str | None = None,
    consent_id: UUID | None = None,
    key_date: date | None = None,
    partnership_id: UUID | None = None,
) -> Participant:
    """Give somebody a position on the case. Whoever joins is an event that all see; joining twice changes nothing.

    `partnership_id` is the partnership under whose agreements the holder reads: the case's own unless it is another.
    Without a `basis` it is what the pathway says of the position, or what the person agreed to.
    """
    already = next(
        (part for part in taking_part(session, case.id) if (part.holder, part.position) == (holder, position)), None
    )
    if already is not None:
        if already.sees == "preview" and sees == "full":
            already.sees = "full"
        return already
    if basis is None:
        basis, consent_id = ground_of(session, case.id, pathway, position)
    part = Participant(
        id=new_id(),
        case_id=case.id,
        holder=holder,
        holder_kind=holder_kind,
        agency_id=agency_id,
        giver_id=case.opened_by_agency_id,
        partnership_id=partnership_id or case.partnership_id,
        pathway=case.pathway,
        position=position,
        sees=sees,
        basis=basis,
        consent_id=consent_id,
        since=clock.now(),
        opened_at=case.opened_at,
        stage=stage,
        key_date=key_date,
        case_ended=False,
        **grant(pathway, position, done=case.ended_at is not None),
    )
    session.add(part)
    joins_now(session, part)
    record(
        session,
        "participant.joined",
        case_id=case.id,
        holder=holder,
        position=position,
        sees=sees,
        basis=part.basis,
    )
    return part


def join_team(
    session: Session,
    case: CaseFile,
    pathway: Pathway,
    team: Team,
    position: str,
    stage: str,
    *,
    sees: str = "full",
    key_date: date | None = None,
) -> Participant:
    """Give a team a position, under the agreements of its own partnership when it has one."""
    return join(
        session,
        case,
        pathway,
        holder=team.id,
        holder_kind="team",
        agency_id=team.agency_id,
        position=position,
        stage=stage,
        sees=sees,
        key_date=key_date,
        partnership_id=team.partnership_id,
    )


def join_as(
    session: Session,
    case: CaseFile,
    pathway: Pathway,
    part: Participant,
    stage: str,
    *,
    sees: str = "full",
    key_date: date | None = None,
) -> Participant:
    """Give whoever holds this part of another case the same position on this one."""
    return join(
        session,
        case,
        pathway,
        holder=part.holder,
        holder_kind=part.holder_kind,
        agency_id=part.agency_id,
        position=part.position,
        stage=stage,
        sees=sees,
        key_date=key_date,
        partnership_id=part.partnership_id,
        basis=part.basis,
        consent_id=part.consent_id,
    )


def leave(session: Session, part: Participant, reason: str, *, last: bool = False) -> None:
    """End somebody's part. From this moment they see nothing more; what they read stays in the log.

    With `last` it ends with the transaction, once all else is written: it may be the asker's own part, after which they
    write no more here.
    """
    _close_questions(session, part)
    record(session, "participant.left", case_id=part.case_id, holder=part.holder, position=part.position, reason=reason)
    if last:
        _ending(session, part.case_id).append(part.id)
        before_keeping(session, partial(_is_over, part))
    else:
        part.until_at = clock.now()


def _is_over(part: Participant, session: Session) -> None:
    session.flush()
    part.until_at = clock.now()


def sees_no_more(session: Session, worker: SignedIn, case_id: UUID) -> bool:
    """Whether the last part that the worker sees the case by ends with this transaction."""
    own = {part.id for part in parts_of(session, case_id) if is_own(worker, part)}
    return bool(own) and own <= set(_ending(session, case_id))


def is_own(worker: SignedIn, part: Participant) -> bool:
    """Whether the worker sees the case by this part: theirs by name, or a team's of theirs."""
    return part.holder in worker.holders


def _ending(session: Session, case_id: UUID) -> list[UUID]:
    return at_hand(session, "ending", case_id, list[UUID])


def _close_questions(session: Session, part: Participant) -> None:
    """What a team, or a worker by name, was asked cannot be answered once they have no part any more: nobody waits
    for it in vain."""
    others = [each for each in parts_of(session, part.case_id) if each.id != part.id]
    if any(each.holder == part.holder for each in others):
        return
    teams = {each.holder for each in others}
    asked = [
        task.id
        for task in open_tasks(session, part.case_id)
        if task.kind.startswith((CARD_TASK, BY_HAND))
        and (task.team_id == part.holder or (task.holder_id == part.holder and task.team_id not in teams))
    ]
    if asked:
        close_tasks(session, None, part.case_id, "left", task_ids=asked)


def parts_of(session: Session, case_id: UUID, positions: Collection[str] | None = None) -> list[Participant]:
    """Everybody who takes part now, in these positions or all."""
    return [part for part in taking_part(session, case_id) if positions is None or part.position in positions]


def holder_of(parts: Sequence[Participant], positions: Sequence[str]) -> Participant | None:
    """Whoever holds the first of these positions that anybody holds."""
    for wanted in positions:
        for part in parts:
            if part.position == wanted:
                return part
    return None


def team_for(session: Session, case_id: UUID, position: str, fallback: Sequence[str] = ()) -> Participant | None:
    """The team that holds a position on the case, else the first of the fallback positions that a team holds."""
    teams = [part for part in parts_of(session, case_id) if part.holder_kind == "team"]
    return holder_of(teams, (position, *fallback))


def serving_teams(session: Session, services: Collection[str], partnership_id: UUID) -> dict[str, Team]:
    """The partnership's team for each service: of several, the one for which it is the first thing that it does."""
    teams = session.scalars(
        select(Team).where(
            Team.positions.overlap(list(services)), Team.partnership_id == partnership_id, Team.closed_at.is_(None)
        )
    ).all()
    found: dict[str, Team] = {}
    for service in services:
        theirs = [team for team in teams if service in team.positions]
        if theirs:
            found[service] = min(theirs, key=lambda team: (team.positions.index(service), team.code))
    return found


def refresh_parts(session: Session, case: CaseFile, stage: str, key_date: date | None) -> None:
    """Write what changed about the case onto the copies that lists sort and filter by."""
    session.flush()
    session.execute(
        update(Participant)
        .where(Participant.case_id == case.id)
        .values(stage=stage, key_date=key_date, case_ended=case.ended_at is not None)
    )
