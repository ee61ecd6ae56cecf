"""Messages of all my cases: those that hold some words, and the cases on which something waits to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, null, select, text
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile, LastLooked
from coordination.conversation.models import ConversationMark, Message

MOST = 50
CASES = 200
_SEARCH = text("select * from search_messages(:words, :limit)")


@dataclass(frozen=True)
class Hit:
    """A message that holds the words."""

    case_id: UUID
    case_reference: str
    seq: int
    at: datetime
    body: str
    author: str
    agency: str


@dataclass(frozen=True)
class Waiting:
    """A case with messages that the asker has not read."""

    case_id: UUID
    case_reference: str
    count: int
    newest_at: datetime


def search(session: Session, words: str) -> tuple[list[Hit], bool]:
    """Messages that hold every one of these words, newest first, and whether there are more than are shown."""
    rows: Sequence[Any] = session.execute(_SEARCH, {"words": words, "limit": MOST + 1}).all()
    hits = [
        Hit(row.case_id, row.case_reference, row.seq, row.at, row.body, row.author, row.agency) for row in rows[:MOST]
    ]
    return hits, len(rows) > MOST


def waiting(session: Session, worker: SignedIn) -> list[Waiting]:
    """The cases that the asker last opened and on which others have written since, newest first."""
    opened = (
        select(LastLooked.case_id, LastLooked.at, null().label("seq"))
        .where(LastLooked.worker_id == worker.id)
        .union_all(
            select(ConversationMark.case_id, ConversationMark.at, ConversationMark.seq).where(
                ConversationMark.worker_id == worker.id
            )
        )
        .subquery()
    )
    # Where reading stopped is worked out before any message is looked at: compared with an expression, each is judged.
    mine = (
        select(
            opened.c.case_id,
            func.max(opened.c.at).label("at"),
            func.coalesce(func.max(opened.c.seq), 0).label("seen"),
        )
        .group_by(opened.c.case_id)
        .order_by(func.max(opened.c.at).desc())
        .limit(CASES)
        .subquery()
    )
    unread = (
        select(func.count().label("count"), func.max(Message.at).label("newest_at"))
        .where(
            Message.case_id == mine.c.case_id,
            Message.seq > mine.c.seen,
            Message.author_id != worker.id,
            Message.removed_at.is_(None),
        )
        .lateral()
    )
    rows = session.execute(
        select(CaseFile.id, CaseFile.reference, unread.c.count, unread.c.newest_at)
        .select_from(mine)
        .join(CaseFile, CaseFile.id == mine.c.case_id)
        .join(unread, unread.c.count > 0)
        .order_by(unread.c.newest_at.desc())
    )
    return [Waiting(*row) for row in rows]
