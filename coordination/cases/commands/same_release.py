"""Two referrals of one release: a person who holds both joins the later case to the one that goes on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases import queries
from coordination.cases.commands import facts, milestones
from coordination.cases.commands.naming import open_case_named
from coordination.cases.commands.participants import join_as, parts_of
from coordination.cases.models import CaseFile, ReleaseSpell
from coordination.cases.queries import Standing
from coordination.errors import Invalid


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
    theirs = facts.spell_of(session, target.id)
    mine = facts.spell_of(session, later.case.id)
    if mine is not None and theirs is not None:
        session.execute(update(ReleaseSpell).where(ReleaseSpell.id == mine.id).values(same_as_id=theirs.id))
    record(session, "case.linked", case_id=later.case.id, link=target.reference)
    added = record(session, "case.linked", case_id=target.id, link=later.case.reference)
    for part in parts_of(session, target.id, tuple(opens_to)):
        join_as(session, later.case, later.pathway, part, later.lines["main"].stage)
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
    target = open_case_named(
        session,
        later,
        chosen,
        field=field,
        check="Check the reference.",
        other_kind_or_closed="That case is closed or of another kind. Enter an open case about the same release.",
    )
    if not {part.position for part in queries.my_parts(session, worker, target.id) if part.sees == "full"} & set(by):
        raise Invalid(
            "Your team has not accepted that case. Accept one of the two first, then join the other.", field=field
        )
    return target
