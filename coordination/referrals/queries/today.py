"""What somebody who sends referrals finds on their first page: drafts to finish, and what became of what they sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.referrals.models import Draft, Referral
from coordination.referrals.queries.became import Became, what_became
from coordination.referrals.queries.drafts import Listed, open_drafts

MOST = 5


@dataclass(frozen=True)
class Mine:
    """Some drafts and the newest word on some referrals; each list has a page that holds all of it."""

    drafts: Sequence[Listed]
    more_drafts: bool
    became: Sequence[Became]

    @property
    def case_ids(self) -> list[UUID]:
        """The cases that it shows."""
        return [row.case_id for row in self.became]


def mine(session: Session, worker: SignedIn) -> Mine | None:
    """None for whoever sends no referrals, or has neither a draft nor a referral."""
    if not worker.may("referral.write"):
        return None
    writes, sent = session.execute(
        select(
            exists().where(Draft.worker_id == worker.id, Draft.ended_at.is_(None)),
            exists().where(Referral.sender_id == worker.id),
        )
    ).one()
    drafts = open_drafts(session, worker.id, most=MOST + 1) if writes else ()
    became = what_became(session, worker.id, most=MOST).rows if sent else ()
    return Mine(drafts[:MOST], len(drafts) > MOST, became) if drafts or became else None
