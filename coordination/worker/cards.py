"""Form cards and machines: who is told of them, and closing those that no agreement carries any more.

Here, because talking and telling are neighbours that do not know each other.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.conversation.commands.answering import close_unshared
from coordination.conversation.models import FormCard
from coordination.conversation.queries.cards import ANSWERED, DECLINED, UNSHARED, WITHDRAWN
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.notifications.recipients import CaseToTellOf, case_to_tell_of, workers
from coordination.queues.models import Task

BECAME = {
    ANSWERED: "What you asked for was answered.",
    **dict.fromkeys(DECLINED, "What you asked for was answered: there will be no information."),
    WITHDRAWN: "A question to your team was withdrawn. Nobody has to answer it.",
    UNSHARED: "A question was closed, because it is not shared any more. Nobody has to answer it.",
}


def tell_of_card(session: Session, asked: Asked) -> None:
    """Tell the team that is asked, and whoever asked once there is an answer. Never what was asked."""
    card = session.get(FormCard, asked.uuid("card_id"))
    if card is None:
        return
    case = case_to_tell_of(session, card.case_id)
    task = session.scalars(select(Task).where(Task.id == card.task_id)).one()
    if case.silent:
        return
    if task.done_at is None:
        told = workers(session, case.id, [task.holder_id or card.team_id])
        _tell(session, asked, case, card, told, "card.asked", "A team asks yours for information.")
    elif task.ended_as in BECAME:
        to_team = task.ended_as == WITHDRAWN
        told = workers(session, case.id, [task.holder_id or card.team_id] if to_team else [card.author_id])
        _tell(session, asked, case, card, told, "card.ended", BECAME[task.ended_as])


def look_for_unshared_cards(session: Session, asked: Asked) -> None:
    """Have every open card closed that no agreement carries any more, each as somebody of the agency that asked."""
    for row in session.execute(text("select * from unshared_cards()")).all():
        if row.asker_id is not None:
            jobs.later(session, row.asker_id, "close_unshared_card", case_id=row.case_id, card_id=row.card_id)


def close_unshared_card(session: Session, asked: Asked) -> None:
    """Close one of them and tell both: whoever asked, and the team that was asked or whoever took it on."""
    card = close_unshared(session, asked.uuid("case_id"), asked.uuid("card_id"))
    if card is None:
        return
    case = case_to_tell_of(session, card.case_id)
    task = session.scalars(select(Task).where(Task.id == card.task_id)).one()
    told = workers(session, case.id, [card.author_id, task.holder_id or card.team_id])
    tell(
        session,
        told,
        kind="card.ended",
        about=card.reference,
        sentence=BECAME[UNSHARED],
        case_id=case.id,
        case_reference=case.reference,
    )


def _tell(
    session: Session, asked: Asked, case: CaseToTellOf, card: FormCard, told: set[UUID], kind: str, sentence: str
) -> None:
    did_it = {asked.worker_id} if asked.worker_id else set()
    tell(
        session,
        told - did_it,
        kind=kind,
        about=card.reference,
        sentence=sentence,
        case_id=case.id,
        case_reference=case.reference,
    )
