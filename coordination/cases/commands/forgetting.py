"""Taking out of a case what tells who it is about, when an adult has said no to being named."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.audit.commands import record, seal
from coordination.cases.models import CaseFile
from workflows.vocabulary import Pathway


def forget_who_it_is(session: Session, case: CaseFile, pathway: Pathway) -> tuple[str, ...]:
    """Take out, for good, every answer and fact that tells who the case is about. Returns the fields.

    The log says which questions they were, and nothing of what was answered.
    """
    rule = pathway.nobody_named
    if rule is None:
        return ()
    gone = (*rule.identifies, *rule.forgets_too)
    record(session, "answer.forgotten", case_id=case.id, fields=sorted(gone))
    seal(session)
    session.execute(select(func.forget_who_it_is(case.id)))
    session.refresh(case, ["subject_kind"])
    return gone
