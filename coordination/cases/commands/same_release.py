"""Two referrals of one release: a person who holds both joins the later case to the one that goes on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases import queries
from coordination.cases.commands import milestones
from coordination.cases.commands.participants import join, parts_of
from coordination.cases.models import CaseFile, ReleaseSpell
from coordination.cases.queries import Standing
from coordination.errors import Invalid, NotVisible


def join_to(
    session: Session,
    worker: SignedIn,
    later: Standing,
    chosen: str,
    *,
    field: str,
    by: Collection[str],
    opens_to: Collection[str],
    say: str,
) -> None:
    """Say that `later` is about the release that the case `chosen` is about, and count it there.

    Both cases keep their own people and answers: what a sender wrote is read under that sender's agreements, and no
    sender learns who the other is. Raises Invalid, with one sentence for a case that is not there and one that the
    worker may not open, so that a guess tells nothing.
    """
    target = _target(session, worker, later, chosen, field, by)
    theirs = _spell(session, target)
    mine = _spell(session, later.case)
    if mine is not None and theirs is not None:
        session.execute(update(ReleaseSpell).where(ReleaseSpell.id == mine.id).values(same_as_id=theirs.id))
    record(session, "case.linked", case_id=later.case.id, link=target.reference)
    added = record(session, "case.linked", case_id=target.id, link=later.case.reference)
    for part in parts_of(session, target.id, tuple(opens_to)):
        join(
            session,
            later.case,
            later.pathway,
            holder=part.holder,
            holder_kind=part.holder_kind,
            agency_id=part.agency_id,
            position=part.position,
            stage=later.lines["main"].stage,
            partnership_id=part.partnership_id,
        )
    stands = queries.standing(session, worker, target)
    milestones.write_referral(
        session, target, stands.pathway, stands.known, spell_id=theirs.id if theirs is not None else None
    )
    tell_first_senders(session, worker, target, say=say, event_id=added.id)


def tell_first_senders(session: Session, worker: SignedIn, case: CaseFile, *, say: str, event_id: object) -> None:
    """Tell whoever sent this case, and whoever sent another one about the same release: each about their own case."""
    others = session.scalars(select(func.cases_of_the_same_release(case.id))).all()
    for case_id in (case.id, *sorted(others)):
        jobs.later(
            session, worker.id, "tell_first_sender", queue=jobs.URGENT, case_id=case_id, event_id=event_id, say=say
        )


def _target(
    session: Session, worker: SignedIn, later: Standing, chosen: str, field: str, by: Collection[str]
) -> CaseFile:
    try:
        target = queries.get(session, chosen.strip().upper()[:20], to_change=True)
    except NotVisible:
        raise Invalid(
            "There is no case with that reference that you can open. Check the reference.", field=field
        ) from None
    if target.id == later.case.id:
        raise Invalid("That is this case itself. Enter the reference of the other one.", field=field)
    if target.pathway != later.case.pathway or target.ended_at is not None:
        raise Invalid("That case is closed or of another kind. Enter an open case about the same release.", field=field)
    if not {part.position for part in queries.my_parts(session, worker, target.id) if part.sees == "full"} & set(by):
        raise Invalid(
            "Your team has not accepted that case. Accept one of the two first, then join the other.", field=field
        )
    return target


def _spell(session: Session, case: CaseFile) -> ReleaseSpell | None:
    return session.scalar(
        select(ReleaseSpell).where(ReleaseSpell.case_id == case.id, ReleaseSpell.ended_at.is_(None)).limit(1)
    )
