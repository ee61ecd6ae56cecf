"""Prompts that a day alone brings: their task is opened without anybody making a move."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases import queries
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile
from coordination.cases.queries.copies import copies_of


def open_what_is_prompted(session: Session, worker: SignedIn, case_id: UUID) -> int:
    """Open the tasks of the prompts that hold now, as far as the worker may see. Returns how many; each once on a case.

    Somebody who takes part no longer opens nothing, and neither does a closed or silenced case.
    """
    case = session.scalar(select(CaseFile).where(CaseFile.id == case_id).with_for_update(key_share=True))
    if case is None or case.ended_at is not None or case.silent_since is not None:
        return 0
    now = queries.standing(session, worker, case)
    copies = copies_of(session, case, now.pathway, now.known, None)
    work = Work(session, worker, case, now.pathway, now.known, copies)
    return len(work.open_prompted())
