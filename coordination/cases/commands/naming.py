"""The open case that somebody names by its reference, so that this one can be joined to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.cases import queries
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.errors import Invalid, NotVisible

LONGEST = 20


def open_case_named(
    session: Session, now: Standing, said: str, *, field: str, check: str, other_kind_or_closed: str
) -> CaseFile:
    """Another open case of the same kind that the asker may open, held to be changed.

    Raises Invalid at `field`, with one sentence for a case that is not there and one that they may not open, so that a
    guess tells nothing. `check` ends that sentence; `other_kind_or_closed` is the whole sentence for these two.
    """
    try:
        found = queries.get(session, said.strip().upper()[:LONGEST], to_change=True)
    except NotVisible:
        raise Invalid(f"There is no case with that reference that you can open. {check}", field=field) from None
    if found.id == now.case.id:
        raise Invalid("That is this case itself. Enter the reference of the other one.", field=field)
    if found.pathway != now.case.pathway or found.ended_at is not None:
        raise Invalid(other_kind_or_closed, field=field)
    return found
