"""All wordings of one message. Row-level security gives the earlier and the removed ones to governance alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases import queries as cases
from coordination.conversation.models import Message, MessageWording
from coordination.errors import NotVisible
from coordination.identity.models import Agency, Worker


@dataclass(frozen=True)
class Wording:
    """What a message said from one moment on."""

    body: str
    at: datetime
    in_force: bool


@dataclass(frozen=True)
class Wordings:
    """A message with everything that it ever said."""

    case_id: UUID
    case_reference: str
    author: str
    agency: str
    at: datetime
    removed_at: datetime | None
    all: Sequence[Wording]


def wordings(session: Session, reference: str, message: str) -> Wordings:
    """What a message says and said, newest first. Raises NotVisible without the case or the message."""
    case = cases.get(session, reference)
    row = session.execute(
        select(Message, Worker.name.label("author"), Agency.name.label("agency"))
        .join(Worker, Worker.id == Message.author_id)
        .join(Agency, Agency.id == Message.author_agency_id)
        .where(Message.case_id == case.id, Message.reference == message)
    ).one_or_none()
    if row is None:
        raise NotVisible("There is no such message here.")
    said = row.Message
    found = session.execute(
        select(MessageWording.id, MessageWording.body, MessageWording.at)
        .where(MessageWording.message_id == said.id)
        .order_by(MessageWording.at.desc(), MessageWording.id.desc())
    )
    every = [Wording(one.body, one.at, one.id == said.wording_id and said.removed_at is None) for one in found]
    return Wordings(case.id, case.reference, row.author, row.agency, said.at, said.removed_at, every)
