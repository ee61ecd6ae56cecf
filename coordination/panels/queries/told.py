"""What agencies told before a meeting: the answers to their cards, or on their own rows where there was no card yet."""

from __future__ import annotations

from sqlalchemy import func, or_

from coordination.conversation.models import FormCardNews
from coordination.panels.models import AgencyUpdate

# the join that these need; outer, because most have not told yet
OF_THE_CARD = FormCardNews.card_id == AgencyUpdate.card_id
TOLD_AT = func.coalesce(AgencyUpdate.given_at, FormCardNews.at)
TOLD_BY = func.coalesce(AgencyUpdate.given_by_id, FormCardNews.by_id)
BODY = func.coalesce(AgencyUpdate.body, FormCardNews.body)
NOTHING_NEW = or_(AgencyUpdate.nothing_new, func.coalesce(FormCardNews.nothing_new, False))
LATE = or_(AgencyUpdate.late, func.coalesce(FormCardNews.at > AgencyUpdate.due_at, False))
