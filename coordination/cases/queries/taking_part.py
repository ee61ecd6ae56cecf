"""Who takes part in a case now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from coordination.at_hand import at_hand
from coordination.cases.models import Participant

_NOW = (
    select(Participant)
    .where(Participant.case_id == bindparam("case_id"), Participant.until_at.is_(None))
    .order_by(Participant.since, Participant.id)
)


def taking_part(session: Session, case_id: UUID) -> list[Participant]:
    """Everybody who takes part in the case now, those who joined first at the front."""
    parts = at_hand(session, "parts", case_id, lambda: session.scalars(_NOW, {"case_id": case_id}))
    return [part for part in parts if part.until_at is None]


def joins_now(session: Session, part: Participant) -> None:
    """Add somebody to those who take part."""
    taking_part(session, part.case_id)
    at_hand(session, "parts", part.case_id, list[Participant]).append(part)
