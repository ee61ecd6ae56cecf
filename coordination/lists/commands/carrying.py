"""Carrying out one row of a confirmed list. The caller gives every row a transaction of its own."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.access import SignedIn
from coordination.lists import queries
from coordination.lists.commands.dating import date_row
from coordination.lists.commands.recording import record_row
from coordination.lists.models import BroughtRow
from workflows.lists.columns import PRISON_LIST

DONE, ALREADY, REFUSED = "done", "already", "refused"


def waiting(session: Session, reference: str) -> list[int]:
    """The rows of a confirmed list that have not been carried out yet, in order; none before it is confirmed."""
    brought = queries.get(session, reference)
    if brought.confirmed_at is None:
        return []
    return list(
        session.scalars(
            select(BroughtRow.number)
            .where(BroughtRow.list_id == brought.id, BroughtRow.became.is_(None))
            .order_by(BroughtRow.number)
        )
    )


def ask_for_the_rest(session: Session, worker: SignedIn, reference: str) -> None:
    """Let a job carry out what waits. Asking twice does nothing twice: each row is locked and done once."""
    brought = queries.get(session, reference, to_change=True)
    jobs.later(session, worker.id, "carry_out_list", list_id=brought.id)


def carry_out(session: Session, worker: SignedIn, reference: str, number: int) -> None:
    """Do what one row asks for, once: whoever comes second finds it done. Raises a refusal, and nothing happened."""
    brought = queries.get(session, reference)
    row = _locked(session, brought.id, number)
    if row is None or row.became is not None or brought.confirmed_at is None:
        return
    # Its own key, so that a row is not carried out twice even if what became of it was lost.
    once = f"{brought.reference}:{number}"
    if brought.kind == PRISON_LIST.code:
        became = record_row(session, worker, brought, row, once=once)
    else:
        became = date_row(session, worker, brought, row, once=once)
    row.became, row.said, row.case_reference = became.as_, became.said, became.reference
    session.flush()


def refuse(session: Session, reference: str, number: int, why: str) -> None:
    """Write down why a row was not carried out."""
    row = _locked(session, queries.get(session, reference).id, number)
    if row is not None and row.became is None:
        row.became, row.said = REFUSED, why
        session.flush()


def _locked(session: Session, list_id: UUID, number: int) -> BroughtRow | None:
    return session.scalar(
        select(BroughtRow).where(BroughtRow.list_id == list_id, BroughtRow.number == number).with_for_update()
    )
