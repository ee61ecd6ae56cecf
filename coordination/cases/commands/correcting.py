"""Correcting one answer: by those whose position writes it, against the answer that they saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.cases import queries
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts
from coordination.cases.commands.changing_consent import take_up_consents
from coordination.cases.commands.facts import count_answers
from coordination.cases.commands.participants import sees_no_more
from coordination.cases.commands.permitting import with_given
from coordination.cases.commands.urgent import alert_by_answers
from coordination.cases.models import Answer
from coordination.cases.queries import Standing
from coordination.cases.queries.named import people_on
from coordination.errors import Invalid, MovedOn, NotAllowed
from workflows.conditions import faults_in_move
from workflows.vocabulary import Question

NOT_TAKEN_OUT = "Enter the answer that is right. What was given stays on the case, so it cannot only be taken out."
SAYS_SO_ALREADY = "This is the answer that is there already. Change it, or go back to the case."


def question_at(now: Standing, field: str) -> Question | None:
    """The question of a stored field; a row of a repeated topic is named TOPIC.QUESTION."""
    topic, _, code = field.partition(".")
    if not code:
        return now.pathway.questions.get(field)
    found = now.pathway.topics.get(topic)
    return next((each for each in found.questions if each.code == code), None) if found else None


def may_write(now: Standing, question: Question) -> bool:
    """Whether one of the asker's positions writes the question's category, and more than a preview is open to them."""
    if all(part.sees == "preview" for part in now.parts):
        return False
    writes = set(now.pathway.category(question.category).write)
    return bool(now.positions & writes & (set(question.written_by) or writes))


def correct(
    session: Session,
    worker: SignedIn,
    reference: str,
    field: str,
    repeat: int,
    value: Any,
    *,
    seen: str,
    once: str,
) -> bool:
    """Put a new answer in the place of one in force, which stays readable, and move what hangs on it. Returns whether
    the worker sees the case afterwards: the answer may have been what their part rested on.

    `seen` is the mark of the answer that the worker saw, empty when they saw none. Raises MovedOn when it is another
    one by now, with the answer that stands now as `kept`.
    """
    case = queries.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, field, repeat, value])
    if before is not None:
        return not before["left"]
    now = queries.standing(session, worker, case)
    question = question_at(now, field)
    if question is None or not may_write(now, question):
        raise NotAllowed("Your team cannot change this answer. Ask whoever gave it.")
    newest = session.execute(
        select(Answer.id, Answer.value).where(
            Answer.case_id == case.id,
            Answer.field == field,
            Answer.repeat == repeat,
            Answer.superseded_at.is_(None),
        )
    ).one_or_none()
    if newest is not None and queries.answer_mark(newest.id) != seen:
        raise MovedOn(
            "Somebody else has changed this answer meanwhile. Look at both, and save again if yours is right.",
            kept={"value": newest.value, "seen": queries.answer_mark(newest.id)},
        )
    given = {question.code: value}
    for at, sentence in faults_in_move((question,), given, with_given(now, given), clock.today().isoformat()):
        raise Invalid(sentence, field=at)
    topic, _, code = field.partition(".")
    nested = {topic: [*({} for _ in range(repeat)), {code: value}]} if code else given
    if value in answering.EMPTY:
        raise Invalid(NOT_TAKEN_OUT, field=question.code)
    changed = answering.give(
        session, worker, case, now.pathway, nested, person_ids=people_on(session, case), corrects=True
    )
    if not changed:
        raise Invalid(SAYS_SO_ALREADY, field=question.code)
    take_up(session, worker, now, (question,), given, because=field)
    gone = sees_no_more(session, worker, case.id)
    remember(session, worker, once, {"left": gone}, case.id)
    return not gone


def take_up(
    session: Session,
    worker: SignedIn,
    now: Standing,
    questions: Sequence[Question],
    given: Mapping[str, Any],
    *,
    because: str,
) -> None:
    """Let follow what hangs on answers that were given outside a step: dated facts, sharing, deadlines, counts."""
    case = now.case
    for fact in facts.stated(now.pathway, {**now.answers, **given}):
        if any(_states(question, fact) for question in questions if question.code in given):
            facts.keep(session, worker, case, now.pathway, fact, None)
    take_up_consents(session, worker, now, given, with_given(now, given))
    facts.settle(session, worker, case, because=because)
    count_answers(session, worker, case)
    alert_by_answers(session, worker.id, case, now.pathway, with_given(now, given), before=now.known)
    case.version += 1
    session.flush()


def _states(question: Question, fact: dict[str, Any]) -> bool:
    states = question.sets_fact
    return states is not None and states.fact == fact["fact"] and (states.kind is None or states.kind == fact["kind"])
