"""Two referrals that one worker writes about the same person belong together: the cases that they open are linked."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.referrals.models import Draft
from coordination.referrals.queries import sent
from coordination.referrals.queries.carrying import DRAFT


def belongs_to(session: Session, worker: SignedIn, draft: Draft, about: str) -> None:
    """Remember that a draft is about the person of the worker's own other draft, or of a referral that they sent.

    Raises NotVisible for anybody else's.
    """
    about = about.upper()[:20]
    if not about.startswith(DRAFT):
        draft.linked_from_id = sent.of_case(session, worker.id, about).case_id
        return
    other = session.scalars(select(Draft).where(Draft.reference == about)).one()
    draft.linked_from_id, draft.about_id = other.case_id, other.id
    if other.about_id is None:
        other.about_id = draft.id
    session.flush()


def link_the_others(session: Session, draft: Draft, case_id: UUID) -> None:
    """A draft has opened a case: what its writer still writes about the same person will be linked to it."""
    if draft.about_id is None:
        return
    session.flush()  # they will name the case, which must be there
    session.execute(
        update(Draft)
        .where(
            or_(Draft.id == draft.about_id, Draft.about_id == draft.id),
            Draft.ended_at.is_(None),
            Draft.linked_from_id.is_(None),
        )
        .values(linked_from_id=case_id)
    )
