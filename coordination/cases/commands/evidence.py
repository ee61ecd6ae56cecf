"""Evidence from a second report is added to the case that is open; nothing that stands there is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases import queries
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts, milestones
from coordination.cases.commands.naming import open_case_named
from coordination.cases.commands.participants import join_as, parts_of
from coordination.cases.commands.scoring import keep_bands
from coordination.cases.commands.urgent import alert_by_answers
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.cases.queries.copies import copies_of
from workflows.vocabulary import Pathway


def add(session: Session, worker: SignedIn, now: Standing, reference: str, *, at: str) -> CaseFile:
    """Add what stands on one case to another that is open, and let those who sent it follow that one.

    Raises Invalid, at the question that named the case, when there is no such open case of the same kind.
    """
    into = open_case_named(
        session,
        now,
        reference,
        field=at,
        check="Check it.",
        other_kind_or_closed="That case is closed, or of another kind. Take this one up instead: they are linked.",
    )
    there = queries.standing(session, worker, into)
    # which case it belongs to is no evidence: there it would say that the case belongs to itself
    sent = {code: value for code, value in now.answers.items() if code != at}
    more = united(now.pathway, there.answers, sent)
    record(session, "case.linked", case_id=now.case.id, link=into.reference)
    record(session, "case.linked", case_id=into.id, link=now.case.reference)
    answering.give(session, worker, into, there.pathway, more, person_ids={})
    for given in facts.stated(there.pathway, _new_of(more, there.answers)):
        facts.keep(session, worker, into, there.pathway, given, None)
    _let_senders_follow(session, now, into, there)
    after = queries.standing(session, worker, into)
    copies = copies_of(session, into, after.pathway, after.known, None)
    work = Work(session, worker, into, after.pathway, after.known, copies)
    keep_bands(session, worker, after, work)
    milestones.write(session, into, after.pathway, after.known, after.pathway.attached_submission)
    alert_by_answers(session, worker.id, into, after.pathway, after.known, before=there.known)
    into.version += 1
    session.flush()
    return into


def united(pathway: Pathway, there: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be written so that one set of answers holds the other's too: ticks that unite, rows one after the
    other, and an answer where there was none."""
    result: dict[str, Any] = {}
    for code, value in more.items():
        before = there.get(code)
        if code in pathway.topics and isinstance(value, list):
            result[code] = [*(before or []), *value]
        elif before in answering.EMPTY:
            result[code] = value
        elif code in pathway.questions and pathway.question(code).unite:
            there_now = list(before or [])
            result[code] = [*there_now, *(tick for tick in value if tick not in there_now)]
    return result


def _new_of(more: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in more.items() if there.get(code) in answering.EMPTY}


def _let_senders_follow(session: Session, now: Standing, into: CaseFile, there: Standing) -> None:
    first = now.pathway.hand_over(now.pathway.first_hand_over or "")
    for part in parts_of(session, now.case.id, first.from_):
        join_as(session, into, there.pathway, part, there.lines["main"].stage)
