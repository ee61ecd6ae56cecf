"""In which partnerships a worker reads measures, keeps them, or gives figures for their agency."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.errors import NotVisible
from coordination.identity.models import Membership, Partnership

READERS = ("manager", "data-lead", "partnership-lead")
KEEPERS = ("data-lead", "partnership-lead")
APPROVERS = ("data-lead",)
NOWHERE = "There is no partnership of that name whose measures you can see."


def where_my_agency_belongs(session: Session, worker: SignedIn) -> list[Partnership]:
    """The partnerships of which the worker's agency is a member now, by name."""
    return list(
        session.scalars(
            select(Partnership)
            .join(Membership, Membership.partnership_id == Partnership.id)
            .where(Membership.agency_id == worker.agency_id, Membership.until_date.is_(None))
            .order_by(Partnership.name)
        )
    )


def one_of(partnerships: list[Partnership], code: str | None) -> Partnership:
    """The one that is asked for, or the first. Raises NotVisible when there is none."""
    for one in partnerships:
        if code in (None, "", one.code):
            return one
    raise NotVisible(NOWHERE)
