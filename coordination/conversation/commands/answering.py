"""What becomes of a card: it is answered, declined with a reason, or taken back by whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands import answers as answering
from coordination.cases.commands.correcting import may_write, take_up
from coordination.cases.commands.permitting import only_asked, with_given
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.cases.queries.named import people_on
from coordination.conversation.models import FormCard, FormCardForm
from coordination.conversation.queries.cards import ANSWERED, DECLINED, ENDED, UNSHARED, WITHDRAWN
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.identity.models import Team, Worker
from coordination.queues.commands.opening import close_tasks, open_tasks
from coordination.queues.models import Task
from workflows.conditions import faults_in_move

NOT_YOURS = "This was asked of another team. Only somebody in that team can answer it."
# what comes with an answer: a case, an audience of it, and a category
Along = Callable[[Session, CaseFile, UUID, str], None]


@dataclass(frozen=True)
class Found:
    """A card that waits, with its task held until the transaction ends."""

    now: Standing
    card: FormCard
    form: FormCardForm
    task: Task


def answer_card(
    session: Session,
    worker: SignedIn,
    reference: str,
    card: str,
    given: Mapping[str, Any],
    *,
    once: str,
    along: Along | None = None,
) -> int:
    """Give the answers that a card asks for. Returns the card's place in the conversation.

    They become answers of the case as any others do. `along` is told for whom the card is, and puts there what comes
    with the answers. Raises NotAllowed for another team's card, MovedOn when it is
    answered or closed already, Invalid with what to put right.
    """
    case = cases.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, card, dict(given)])
    if before is not None:
        return int(before["seq"])
    found = asked_of_me(session, worker, case, card)
    if found.form.asks is not None:
        raise Invalid("This card asks what is new. Write it in your own words.")
    now, pathway = found.now, found.now.pathway
    questions = tuple(pathway.question(code) for code in found.form.questions)
    if any(not may_write(now, question) for question in questions):
        raise NotAllowed("Your team cannot write this on the case any more. Say so to whoever asked.")
    answers = only_asked(now, questions, {code: given[code] for code in found.form.questions if code in given})
    known, on = with_given(now, answers), clock.today().isoformat()
    for field, sentence in faults_in_move(questions, answers, known, on):
        raise Invalid(sentence, field=field)
    if not answers:
        raise Invalid("Answer at least one question, or say that you cannot.")
    answering.give(session, worker, case, pathway, answers, person_ids=people_on(session, case))
    finish(session, worker, found, ANSWERED, "card.answered")
    take_up(session, worker, now, questions, answers, because="card")
    if along is not None:
        along(session, case, found.card.audience_id, found.form.category)
    remember(session, worker, once, {"seq": found.card.seq}, case.id)
    return found.card.seq


def decline_card(session: Session, worker: SignedIn, reference: str, card: str, reason: str, *, once: str) -> int:
    """Say that there will be no answer: nothing is held, or not without consent. Raises as `answer_card` does."""
    case = cases.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, card, reason])
    if before is not None:
        return int(before["seq"])
    if reason not in DECLINED:
        raise Invalid("Choose why you cannot answer.", field="reason")
    found = asked_of_me(session, worker, case, card)
    if found.form.asks is not None:
        raise NotAllowed("Nobody has to tell more than they can: say that there is nothing new from your agency.")
    finish(session, worker, found, reason, "card.declined", answer=reason)
    case.version += 1
    remember(session, worker, once, {"seq": found.card.seq}, case.id)
    return found.card.seq


def withdraw_card(session: Session, worker: SignedIn, reference: str, card: str, *, once: str) -> int:
    """Take a card back. Raises NotAllowed unless the worker's own agency asked, MovedOn when it is closed already."""
    case = cases.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, card])
    if before is not None:
        return int(before["seq"])
    found = _find(session, worker, case, card)
    if found.card.author_agency_id != worker.agency_id:
        raise NotAllowed("Only the agency that asked can take this back.")
    _still_open(session, found)
    finish(session, worker, found, WITHDRAWN, "card.withdrawn")
    case.version += 1
    remember(session, worker, once, {"seq": found.card.seq}, case.id)
    return found.card.seq


def close_unshared(session: Session, case_id: UUID, card_id: UUID) -> FormCard | None:
    """Close a card that no agreement carries any more. None when it is closed already."""
    session.execute(select(CaseFile.id).where(CaseFile.id == case_id).with_for_update(key_share=True))
    row = session.execute(
        select(FormCard, FormCardForm)
        .join(FormCardForm, FormCardForm.card_id == FormCard.id)
        .join(Task, Task.id == FormCard.task_id)
        .where(FormCard.case_id == case_id, FormCard.id == card_id, Task.done_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    card, form = row
    close_tasks(session, None, case_id, UNSHARED, task_ids=[card.task_id])
    _record(session, card, form, "card.closed")
    return card


def asked_of_me(session: Session, worker: SignedIn, case: Any, reference: str) -> Found:
    """A card that waits for an answer by this worker or their team; of what is new anybody here of the agency tells.

    Raises as `answer_card` does.
    """
    found = _find(session, worker, case, reference)
    if found.task.team_id not in worker.team_ids and found.task.holder_id != worker.id:
        theirs = session.scalar(select(Team.agency_id).where(Team.id == found.card.team_id))
        if found.form.asks is None or theirs != worker.agency_id:
            raise NotAllowed(NOT_YOURS)
    _still_open(session, found)
    return found


def _find(session: Session, worker: SignedIn, case: Any, reference: str) -> Found:
    row = session.execute(
        select(FormCard, FormCardForm)
        .join(FormCardForm, FormCardForm.card_id == FormCard.id)
        .where(FormCard.case_id == case.id, FormCard.reference == reference)
    ).one_or_none()
    if row is None:
        raise NotVisible("There is no question here that you can see.")
    open_tasks(session, case.id)  # all that are open, in the order in which everybody locks them, before one alone
    task = session.scalars(
        select(Task).where(Task.id == row[0].task_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    return Found(cases.standing(session, worker, case), row[0], row[1], task)


def _still_open(session: Session, found: Found) -> None:
    task = found.task
    if task.done_at is None:
        return
    by = session.scalar(select(Worker.name).where(Worker.id == task.done_by_id)) if task.done_by_id else None
    how = ENDED.get(task.ended_as or "", "closed")
    who = f" by {by}" if by else ""
    raise MovedOn(f"This is {how} already{who}. What you wrote was not kept. Open the case to see what stands there.")


def finish(session: Session, worker: SignedIn, found: Found, ended_as: str, kind: str, **detail: Any) -> None:
    """End a card and its task. Whoever asked questions is told; what is new is read at the meeting."""
    close_tasks(session, worker.id, found.card.case_id, ended_as, task_ids=[found.task.id])
    _record(session, found.card, found.form, kind, **detail)
    if found.form.asks is None:
        jobs.later(session, worker.id, "tell_of_card", case_id=found.card.case_id, card_id=found.card.id)


def _record(session: Session, card: FormCard, form: FormCardForm, kind: str, **detail: Any) -> None:
    record(
        session,
        kind,
        case_id=card.case_id,
        category=form.category,
        audience_id=card.audience_id,
        card=card.reference,
        team=card.team_id,
        **detail,
    )
    session.flush()
