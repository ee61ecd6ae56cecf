"""What is known of the sender already, so that nobody types their own name and number into every referral."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands.participants import parts_of
from coordination.cases.models import Answer, CaseFile
from coordination.identity.models import Team
from coordination.referrals.models import Referral
from workflows.vocabulary import Pathway

# The section of a form that asks who is sending it.
SENDER = "sender"
NAME = "referrer_name"


def teams_to_choose(session: Session, worker: SignedIn) -> list[tuple[str, str]]:
    """The teams, by code and name, of a worker who is in several and has to say which of them sends; else none."""
    if len(worker.team_ids) < 2:
        return []
    rows = session.execute(select(Team.code, Team.name).where(Team.id.in_(worker.team_ids)).order_by(Team.name))
    return [(row.code, row.name) for row in rows]


def team_there(session: Session, worker: SignedIn, case: CaseFile) -> str | None:
    """Which of the worker's teams takes part in a case, by code, for what they begin out of it. None without one."""
    if len(worker.team_ids) < 2:
        return None
    there = [part.holder for part in parts_of(session, case.id) if part.holder in worker.team_ids]
    return session.scalar(select(Team.code).where(Team.id == there[0])) if there else None


def sent_for(session: Session, worker: SignedIn, team_id: UUID | None) -> str:
    """The name of the team that a draft is sent for, told to a worker who is in several; else nothing."""
    if team_id is None or len(worker.team_ids) < 2:
        return ""
    return session.scalar(select(Team.name).where(Team.id == team_id)) or ""


def about_sender(session: Session, worker: SignedIn, pathway: Pathway, team_id: UUID | None = None) -> dict[str, Any]:
    """The answers about themselves that this worker gave in their newest referral of this kind for this team, and
    their name.

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
        .where(
            Referral.sender_id == worker.id,
            Referral.pathway == pathway.code,
            Referral.sender_team_id == team_id if team_id else Referral.sender_team_id.is_(None),
        )
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
