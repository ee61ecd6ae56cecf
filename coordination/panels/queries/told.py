"""What agencies told before a meeting: the answers to their cards, or on their own rows where there was no card yet."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coordination.conversation.models import FormCardNews
from coordination.panels.models import AgencyUpdate

# the join that these need; outer, because most have not told yet
OF_THE_CARD = FormCardNews.card_id == AgencyUpdate.card_id
TOLD_AT = func.coalesce(AgencyUpdate.given_at, FormCardNews.at)
TOLD_BY = func.coalesce(AgencyUpdate.given_by_id, FormCardNews.by_id)
BODY = func.coalesce(AgencyUpdate.body, FormCardNews.body)
NOTHING_NEW = or_(AgencyUpdate.nothing_new, func.coalesce(FormCardNews.nothing_new, False))
LATE = or_(AgencyUpdate.late, func.coalesce(FormCardNews.at > AgencyUpdate.due_at, False))


def how_many_told(session: Session, meeting_id: UUID) -> int:
    """How many updates before or in this meeting were told, of those that the asker sees."""
    told = (
        select(func.count())
        .select_from(AgencyUpdate)
        .outerjoin(FormCardNews, OF_THE_CARD)
        .where(AgencyUpdate.meeting_id == meeting_id, TOLD_AT.is_not(None))
    )
    return session.scalars(told).one()
