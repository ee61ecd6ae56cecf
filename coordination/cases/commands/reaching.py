"""Every attempt to reach the person is written down, and refused where it could put them in danger."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.appointments.models import Contact
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.db import new_id
from coordination.errors import Invalid, NotAllowed
from workflows.truth import truth

LEAVES_A_MESSAGE = frozenset({"voicemail", "text", "letter"})
FORBIDDEN = (
    "They said that no message may be left for them. Ring again, or ask the person who can pass on a message. "
    "If a message has been left already, tell the case's safeguarding lead now."
)


def record_attempt(
    session: Session, worker: SignedIn, reference: str, *, how: str, outcome: str, note: str | None, once: str
) -> None:
    """Write down an attempt to reach the person. Raises Invalid for a way that they said is not safe."""
    case = queries.get(session, reference, to_change=True)
    if repeated(session, worker, once, [reference, how, outcome, note]) is not None:
        return
    now = queries.standing(session, worker, case)
    reaching = now.pathway.reaching
    if reaching is None:
        raise NotAllowed("Attempts to reach somebody are not kept on a case of this kind.")
    if is_forbidden(now, how) or (outcome == "message-left" and is_forbidden(now, "voicemail")):
        raise Invalid(FORBIDDEN, field="how" if is_forbidden(now, how) else "outcome")
    row = Contact(
        id=new_id(),
        case_id=case.id,
        at=clock.now(),
        how=how,
        category=reaching.category,
        outcome=outcome,
        by_id=worker.id,
        note=note,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "contact.recorded",
        case_id=case.id,
        category=row.category,
        contact=row.id,
        how=how,
        outcome=outcome,
    )
    remember(session, worker, once, {"reference": reference}, case.id)


def record_message(
    session: Session, case: CaseFile, appointment_id: UUID, worker_id: UUID, *, how: str, went_out: bool
) -> None:
    """Write down a message that a machine sent for whoever booked, as an attempt like any other."""
    reaching = queries.pathway_of(case).reaching
    assert reaching is not None, "nothing goes out where attempts are not kept"
    outcome = "message-left" if went_out else "not-sent"
    row = Contact(
        id=new_id(),
        case_id=case.id,
        appointment_id=appointment_id,
        at=clock.now(),
        how=how,
        category=reaching.category,
        outcome=outcome,
        by_id=worker_id,
    )
    session.add(row)
    session.flush()
    record(
        session, "contact.recorded", case_id=case.id, category=row.category, contact=row.id, how=how, outcome=outcome
    )


def is_forbidden(now: Standing, how: str) -> bool:
    """Whether this way leaves words where others may find them, and the person said that this is not safe."""
    way = now.pathway.reaching.no_way_when.get(how) if now.pathway.reaching else None
    if way is not None and truth(way, now.known) is True:
        return True
    return how in LEAVES_A_MESSAGE and may_leave_no_message(now)


def may_leave_no_message(now: Standing) -> bool:
    """Whether the pathway's words say that no message may be left as the case stands."""
    reaching = now.pathway.reaching
    return reaching is not None and truth(reaching.no_message_when, now.known) is True
