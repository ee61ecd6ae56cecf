"""What is known of the sender already, so that nobody types their own name and number into every referral."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import Answer
from coordination.referrals.models import Referral
from workflows.vocabulary import Pathway

# The section of a form that asks who is sending it.
SENDER = "sender"
NAME = "referrer_name"


def about_sender(session: Session, worker: SignedIn, pathway: Pathway) -> dict[str, Any]:
    """The answers about themselves that this worker gave in their newest referral of this kind, and their name.

    The page is shown like any other, so what has changed since can be changed.
    """
    codes = [
        question.code
        for section in pathway.sections
        if section.code == SENDER
        for topic in section.topics
        for question in topic.questions
    ]
    if not codes:
        return {}
    newest = (
        select(Referral.id, Referral.case_id)
        .where(Referral.sender_id == worker.id, Referral.pathway == pathway.code)
        .order_by(Referral.submitted_at.desc())
        .limit(1)
        .subquery()
    )
    rows = session.execute(
        select(Answer.field, Answer.value)
        # by the case as well: that is what answers are found by
        .join(newest, and_(Answer.case_id == newest.c.case_id, Answer.referral_id == newest.c.id))
        .where(Answer.author_id == worker.id, Answer.field.in_(codes), Answer.repeat == 0)
    )
    found = {field: value for field, value in rows if value}
    return {NAME: worker.name, **found} if NAME in codes else found
