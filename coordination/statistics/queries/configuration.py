"""What decides how a partnership's months are closed: its custody groups, and the pathways that publish something."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.errors import Refused
from coordination.identity.models import Agency, Partnership
from coordination.statistics import models
from coordination.statistics.models import Release
from workflows import pathways
from workflows.partnerships import custody
from workflows.vocabulary import Pathway, Published

# A case that was sent to an area or body without accounts here has no receiving agency of ours.
OUTSIDE = "outside"


@dataclass(frozen=True)
class Custody:
    """The custody groups of a partnership, and the codes of all agencies."""

    partnership_id: UUID
    code: str
    groups: tuple[custody.CustodyGroup, ...]
    agencies: dict[UUID, str]

    def group_of(
        self, sender_id: UUID | None, receiver_id: UUID | None, open_to: Collection[UUID], was_open_to: Collection[UUID]
    ) -> str:
        """The code of the group that a case belongs to at the close of its month."""
        return custody.group_of(
            self.groups,
            sender=self.agencies[sender_id] if sender_id else None,
            receiver=self.agencies[receiver_id] if receiver_id else None,
            open_to=[self.agencies[one] for one in open_to],
            was_open_to=[self.agencies[one] for one in was_open_to],
        ).code

    def is_pair(self, code: str) -> bool:
        """Whether a group has one sender and one receiver, which then are no columns of their own."""
        return next(group for group in self.groups if group.code == code).kind == "pair"


def custody_of(session: Session, partnership: str) -> Custody:
    """The groups of the partnership with this code. Raises Refused where it has none."""
    row = session.execute(select(Partnership.id).where(Partnership.code == partnership)).scalar()
    if row is None:
        raise Refused(f"There is no partnership “{partnership}”.")
    codes = {one.id: one.code for one in session.execute(select(Agency.id, Agency.code))}
    there = session.scalars(select(models.CustodyGroup).where(models.CustodyGroup.partnership_id == row))
    groups = tuple(
        custody.CustodyGroup(
            code=one.code,
            name=one.name,
            kind=one.kind,  # type: ignore[arg-type]
            agencies=tuple(codes[agency] for agency in one.agency_ids),
            sender=codes[one.sender_id] if one.sender_id else None,
            receiver=codes[one.receiver_id] if one.receiver_id else None,
        )
        for one in sorted(there, key=lambda group: group.code)
    )
    if not groups:
        raise Refused(
            f"No custody groups are set up for “{partnership}”: look at “coordination partnership diff {partnership}”."
        )
    return Custody(row, partnership, groups, codes)


def publishing() -> list[tuple[Pathway, Published]]:
    """The newest version of each pathway that publishes something."""
    newest = {pathway.code: pathways.newest(pathway.code) for pathway in pathways.PUBLISHED}
    return [(one, one.published) for _, one in sorted(newest.items()) if one.published]


def closed(session: Session, partnership_id: UUID) -> tuple[date | None, date | None]:
    """The first and the last month that are closed."""
    months = select(func.min(Release.month), func.max(Release.month)).where(Release.partnership_id == partnership_id)
    first, last = session.execute(months).one()
    return first, last
