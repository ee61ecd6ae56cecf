"""What came of an appointment together with the move that it makes: both are recorded, or neither is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases import queries
from coordination.cases.commands.appointments import record_outcome
from coordination.cases.commands.moving import Moved, make_move
from coordination.errors import Invalid
from workflows.vocabulary import AppointmentOutcome, Pathway
from workflows.vocabulary.pathway import by_code


def outcome_of(pathway: Pathway, kind: str, outcome: str) -> AppointmentOutcome | None:
    """The pathway's words for this outcome of this kind of appointment, None when it has none."""
    found = by_code(pathway.appointments).get(kind)
    return by_code(found.outcomes).get(outcome) if found else None


def record_visit(
    session: Session,
    worker: SignedIn,
    reference: str,
    appointment_reference: str,
    kind: str,
    outcome: str,
    given: Mapping[str, Any],
    *,
    once: str,
) -> Moved:
    """Record an outcome that makes a move, with the answers that the move asks for.

    The outcome comes first, so that the day of the visit is known to whatever the answers are held against. Raises
    Invalid with the sentence beside its question, and as `record_outcome` and `make_move` do; nothing is kept then.
    """
    pathway = queries.pathway_of(queries.get(session, reference, to_change=True))
    choice = outcome_of(pathway, kind, outcome)
    if choice is None or choice.makes is None:
        raise Invalid("Select what came of the appointment.", field="outcome")
    record_outcome(session, worker, reference, appointment_reference, outcome, once=once, makes=choice.makes)
    return make_move(session, worker, reference, choice.makes, given, once=f"{once}:made", with_appointment=True)
