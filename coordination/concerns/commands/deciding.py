"""What a team does with a concern in its public inbox: opens it, takes it up, turns it down, clears or puts it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.concerns.models import CLEARED, TURNED_DOWN, Concern
from coordination.concerns.queries.inbox import NO_SUCH_CONCERN
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.identity.models import Worker
from coordination.referrals.commands.drafting import begin
from coordination.referrals.models import Draft, DraftAnswer
from coordination.referrals.queries.carrying import takes
from workflows import pathways
from workflows.public_form import NOT_TRUE, public_part

ALREADY = "This was dealt with meanwhile. What became of it stands under “Dealt with”."


def open_it(session: Session, worker: SignedIn, reference: str) -> None:
    """Open a concern to read it. The first time says that somebody has seen it, and every time is recorded."""
    row = _of_my_team(session, worker, reference)
    if row.opened_at is None:
        row.opened_at, row.opened_by_id = clock.now(), worker.id
    _record(session, worker, "concern.opened", row)


def take_up(session: Session, worker: SignedIn, reference: str, *, once: str) -> str:
    """Begin a referral from a concern: the draft's reference. What its sender wrote stands in it already.

    It is the worker's own draft, to be finished and sent; deleted, it gives the concern back. Pressed again by the same
    worker it leads to the same draft. Raises MovedOn when a colleague has it, or it was dealt with.
    """
    row = _waiting(session, worker, reference)
    if row.draft_id is not None:
        mine = session.scalar(select(Draft.reference).where(Draft.id == row.draft_id, Draft.worker_id == worker.id))
        if mine is None:
            raise MovedOn(f"{_name_of_taker(session, row)} has taken this up and is writing the referral.")
        return mine
    draft_reference = begin(session, worker, row.pathway, once=once)
    draft = session.scalars(select(Draft).where(Draft.reference == draft_reference)).one()
    there = set(session.scalars(select(DraftAnswer.field).where(DraftAnswer.draft_id == draft.id)))
    given = {code: value for code, value in _as_asked_now(row).items() if code not in there}
    session.add_all(
        DraftAnswer(draft_id=draft.id, field=code, repeat=0, value=value, as_typed=None, version=1, at=clock.now())
        for code, value in given.items()
    )
    draft.carried = list(given)
    row.draft_id, row.taken_by_id, row.taken_at = draft.id, worker.id, clock.now()
    if row.opened_at is None:
        row.opened_at, row.opened_by_id = clock.now(), worker.id
    session.flush()
    _record(session, worker, "concern.taken-up", row)
    return draft_reference


def turn_down(session: Session, worker: SignedIn, reference: str, *, reason: str, words: str) -> None:
    """Say that nothing is done about a concern, and why. Raises MovedOn when somebody has it, or dealt with it."""
    row = _waiting(session, worker, reference)
    if row.draft_id is not None:
        raise MovedOn(f"{_name_of_taker(session, row)} has taken this up. Speak with them.")
    if reason not in public_part(pathways.of(row.pathway, row.pathway_version)).why_not:
        raise Invalid("Choose why nothing is done about it.", field="reason")
    _end(row, worker, TURNED_DOWN, reason, words)
    _record(session, worker, "concern.turned-down", row, reason=reason)


def clear(session: Session, worker: SignedIn, references: Collection[str], *, reason: str, words: str = "") -> int:
    """Clear away concerns that were marked and are not true. What somebody says is not safe is never cleared unread.

    Returns how many. They can be put back until their words are erased. Raises Invalid when none was chosen, no reason
    given, or one of them has to be opened first.
    """
    _refuse_without_reason(references, reason)
    rows = [row for row in (_waiting(session, worker, each) for each in sorted(references)) if row.draft_id is None]
    unread = [row.reference for row in rows if row.urgent and row.opened_at is None]
    if unread:
        raise Invalid(f"Open {unread[0]} and read it first: it says that somebody is not safe.", field="concerns")
    for row in rows:
        if not row.marks:
            raise Invalid(f"{row.reference} is not marked. Open it, and turn it down if it is not true.")
        _end(row, worker, CLEARED, reason, words)
        _record(session, worker, "concern.cleared", row, reason=reason)
    return len(rows)


def clear_for_a_team(
    session: Session, worker: SignedIn, references: Collection[str], *, reason: str, words: str = ""
) -> int:
    """Clear away marked concerns for a team: its partnership's information governance, who reads none of them.

    The team can put each of them back. Returns how many were cleared: what the team deals with meanwhile, and what
    says that somebody is not safe and was not read, stays. Raises Invalid when none was chosen or no reason given.
    """
    _refuse_without_reason(references, reason)
    cleared = 0
    for reference in sorted(references):
        team_id = session.scalar(select(func.clear_marked_concern(reference, reason, words or None, clock.now())))
        if team_id is not None:
            cleared += 1
            record(
                session,
                "concern.cleared",
                chain=f"agency:{worker.agency_id}",
                team_id=team_id,
                concern=reference,
                reason=reason,
            )
    return cleared


def put_back(session: Session, worker: SignedIn, reference: str) -> None:
    """Let a concern wait again that was turned down or cleared away. Raises MovedOn once its words were erased."""
    row = _of_my_team(session, worker, reference)
    if row.ended_as not in (TURNED_DOWN, CLEARED) or row.erased_at is not None:
        raise MovedOn("This cannot be put back: it is being worked on, or its words were erased.")
    row.ended_at = row.ended_as = row.ended_by_id = row.reason = row.reason_words = None
    _record(session, worker, "concern.put-back", row)


def _refuse_without_reason(references: Collection[str], reason: str) -> None:
    if not references:
        raise Invalid("Tick those that are not true.", field="concerns")
    if reason not in NOT_TRUE:
        raise Invalid("Choose why they are not true.", field="reason")


def _as_asked_now(row: Concern) -> dict[str, Any]:
    """Its answers as far as the newest form of this kind takes them."""
    pathway, today = pathways.newest(row.pathway), clock.today().isoformat()
    return {
        code: value
        for code, value in row.answers.items()
        if code in pathway.questions and takes(pathway.question(code), value, today)
    }


def _of_my_team(session: Session, worker: SignedIn, reference: str) -> Concern:
    row = session.scalar(
        select(Concern)
        .where(Concern.reference == reference.upper()[:20], Concern.team_id.in_(worker.team_ids))
        .with_for_update()
    )
    if row is None:
        raise NotVisible(NO_SUCH_CONCERN)
    return row


def _waiting(session: Session, worker: SignedIn, reference: str) -> Concern:
    row = _of_my_team(session, worker, reference)
    if row.ended_at is not None:
        raise MovedOn(ALREADY)
    return row


def _end(row: Concern, worker: SignedIn, how: str, reason: str | None, words: str) -> None:
    row.ended_at, row.ended_as, row.ended_by_id = clock.now(), how, worker.id
    row.reason, row.reason_words = reason, words or None


def _name_of_taker(session: Session, row: Concern) -> str:
    return session.scalar(select(Worker.name).where(Worker.id == row.taken_by_id)) or "A colleague"


def _record(session: Session, worker: SignedIn, kind: str, row: Concern, **detail: Any) -> None:
    record(session, kind, chain=f"agency:{worker.agency_id}", team_id=row.team_id, concern=row.reference, **detail)
