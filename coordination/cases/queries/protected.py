"""What is protected on a case, of what its asker reads."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from coordination.cases.models import Answer


def protected_values(session: Session, case_id: UUID, field: str) -> Sequence[Row[tuple[str, str]]]:
    """The value and the category of each protected answer to a field that holds now and that the asker reads."""
    return session.execute(
        select(Answer.value, Answer.category)
        .where(
            Answer.case_id == case_id,
            Answer.field == field,
            Answer.protected,
            Answer.superseded_at.is_(None),
        )
        .order_by(Answer.repeat)
    ).all()
