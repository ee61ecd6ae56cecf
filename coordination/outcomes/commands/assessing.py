"""Opening a round of the self-assessment, rating its statements, and closing it for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import SystemRandom

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.models import AssessmentRating, AssessmentRound
from coordination.outcomes.queries.assessment import Round, round_of
from coordination.outcomes.queries.partnerships import KEEPERS, where_my_agency_belongs
from workflows import self_assessment
from workflows.references import new_reference

CHANCE = SystemRandom()
PREFIX = "SAR"
CLOSED = "This round is closed, so that nothing in it changes any more. Rate the statement in the next one."
OTHER_FIRST = (
    "Somebody else rated this a moment ago. Read what they wrote, change yours if you like, and keep it again."
)


@dataclass(frozen=True)
class Given:
    """What somebody says of a statement for their agency."""

    rating: str
    evidence: str
    works: str = ""
    gap: str = ""


def open_round(session: Session, worker: SignedIn, partnership: Partnership, due_on: date, *, once: str) -> str:
    """Open the next round with the statements of today. Returns its reference.

    Raises MovedOn while another one is open, Invalid for a day that has passed.
    """
    before = repeated(session, worker, once, ["open", partnership.code, due_on])
    if before is not None:
        return str(before["reference"])
    must_keep(session, worker, partnership)
    if due_on <= clock.today():
        raise Invalid("Give a day that is still to come, so that there is time to rate the statements.", field="due")
    last = session.scalar(
        select(func.max(AssessmentRound.number)).where(AssessmentRound.partnership_id == partnership.id)
    )
    number, reference = (last or 0) + 1, new_reference(PREFIX, CHANCE)
    made = session.execute(
        insert(AssessmentRound)
        .values(
            id=new_id(),
            reference=reference,
            partnership_id=partnership.id,
            number=number,
            areas=self_assessment.plain(self_assessment.newest().areas),
            due_on=due_on,
            opened_at=clock.now(),
            opened_by_id=worker.id,
        )
        .on_conflict_do_nothing()
        .returning(AssessmentRound.id)
    ).one_or_none()
    if made is None:
        raise MovedOn("A round is open already. Rate its statements, or close it before you open the next one.")
    record(session, "assessment.opened", chain=f"agency:{worker.agency_id}", round=reference, number=number)
    remember(session, worker, once, {"reference": reference})
    return reference


def rate(
    session: Session, worker: SignedIn, reference: str, statement: str, given: Given, *, seen: int, once: str
) -> None:
    """Rate a statement for one's own agency. What was said before stays in its history.

    `seen` is the revision that the writer was looking at. Raises MovedOn, with what stands now, when somebody else
    was first or the round is closed; Invalid for a rating that nothing shows.
    """
    if repeated(session, worker, once, [reference, statement, vars(given), seen]) is not None:
        return
    found = round_of(session, reference)
    found.statement(statement)
    if found.partnership_id not in {one.id for one in where_my_agency_belongs(session, worker)}:
        raise NotAllowed("Members of this partnership rate its statements. Your agency is none of them now.")
    if found.closed_at is not None:
        raise MovedOn(CLOSED)
    _will_do(given)
    now = found.ratings.get(statement)
    revision = now.revision if now else 0
    if revision != seen or not _kept(session, worker, found, statement, given, revision + 1):
        raise MovedOn(OTHER_FIRST)
    record(
        session,
        "assessment.rated",
        chain=f"agency:{worker.agency_id}",
        round=reference,
        statement=statement,
        rating=given.rating,
        revision=revision + 1,
    )
    remember(session, worker, once, {})


def close_round(session: Session, worker: SignedIn, reference: str, *, once: str) -> None:
    """Close a round for good. Raises MovedOn when it is closed, Invalid when nobody has rated anything."""
    if repeated(session, worker, once, ["close", reference]) is not None:
        return
    found = round_of(session, reference)
    must_keep(session, worker, session.get_one(Partnership, found.partnership_id))
    row = session.scalars(select(AssessmentRound).where(AssessmentRound.id == found.id).with_for_update()).one()
    if row.closed_at is not None:
        raise MovedOn("This round was closed a moment ago by somebody else.")
    if not found.ratings:
        raise Invalid("Nobody has rated a statement yet. Rate at least one before you close the round.")
    row.closed_at, row.closed_by_id = clock.now(), worker.id
    session.flush()
    record(session, "assessment.closed", chain=f"agency:{worker.agency_id}", round=reference, number=found.number)
    remember(session, worker, once, {})


def must_keep(session: Session, worker: SignedIn, partnership: Partnership) -> None:
    """Raises NotAllowed unless the worker keeps what the partnership measures and plans."""
    if partnership.id not in {one.id for one in partnerships_of(session, worker, KEEPERS)}:
        raise NotAllowed("The data lead or the partnership lead of this partnership does that.")


def _will_do(given: Given) -> None:
    if given.rating not in self_assessment.RATINGS:
        raise Invalid("Choose how far the statement is true.", field="rating")
    if given.rating != self_assessment.NOT_KNOWN and not given.evidence.strip():
        raise Invalid("Say what shows it, so that others can follow the rating.", field="evidence")


def _kept(session: Session, worker: SignedIn, found: Round, statement: str, given: Given, revision: int) -> bool:
    """Whether this revision was free. Of two people at once the second waits here and hears that it was not."""
    try:
        made = session.execute(
            insert(AssessmentRating)
            .values(
                id=new_id(),
                round_id=found.id,
                partnership_id=found.partnership_id,
                statement=statement,
                revision=revision,
                rating=given.rating,
                evidence=given.evidence,
                works=given.works,
                gap=given.gap,
                agency_id=worker.agency_id,
                given_by_id=worker.id,
                given_at=clock.now(),
            )
            .on_conflict_do_nothing(constraint="one_rating_of_a_revision")
            .returning(AssessmentRating.id)
        )
    except IntegrityError as closed_meanwhile:
        raise MovedOn(CLOSED) from closed_meanwhile
    return made.one_or_none() is not None
