"""A seat in a case's conversation: that of the case, how far everybody has read, and what its worker began to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.models import Event
from coordination.cases import queries as cases
from coordination.cases.models import CaseFile
from coordination.cases.queries import seats
from coordination.cases.queries.loading import Loaded
from coordination.conversation.models import ConversationMark, Message, MessageDraft
from coordination.errors import Invalid, NotAllowed
from coordination.identity.models import Agency
from coordination.together import Asked, Together, given

NOT_YET = "The conversation opens once your team has accepted. Until then you see a preview of the case."


@dataclass(frozen=True)
class Seat(seats.Seat):
    """One worker in one conversation."""

    # how far each has read; what the asker had begun to write
    marks: Sequence[Any]
    draft: dict[str, Any] | None
    # the newest place in the case's chain that the asker sees: a page listens from there on
    heard: int = 0
    # the holders and the category of the newest message that the asker reads
    newest: Any = None
    # the answers in force by field, where the page has read them already
    in_force: Mapping[str, Any] | None = None

    @property
    def mark(self) -> int:
        """How far this worker has read; 0 before they opened the conversation."""
        return next((int(mark.seq) for mark in self.marks if mark.worker_id == self.worker.id), 0)

    def new(self, at: datetime, by: UUID | None = None) -> bool:
        """In a conversation the mark says what is new, not each line."""
        return False

    def must_be_open(self) -> None:
        """Raise NotAllowed when this worker has no more than a preview of the case."""
        if not self.is_open:
            raise NotAllowed(NOT_YET)

    def must_read(self, category: str) -> None:
        """Raise Invalid when this worker cannot choose this kind of information for what they write."""
        if category not in self.categories:
            raise Invalid("Choose one of the kinds of information that you can read here.", field="category")


def take(session: Session, worker: SignedIn, reference: str) -> Seat:
    """Sit down in the conversation of a case. Raises NotVisible as `cases.queries.get` does."""
    return seat_on(session, worker, cases.get(session, reference))


def asks(worker: SignedIn, case: CaseFile) -> Asked:
    """What `seat_on` will ask, to be read ahead together with other lists."""
    return {_all_of(): {**seats.asks(worker, case), "worker_id": worker.id}}


def seat_on(session: Session, worker: SignedIn, case: CaseFile) -> Seat:
    """The same on a case that has been read already: one statement."""
    [(everything, given_now)] = asks(worker, case).items()
    return _seat(worker, case, everything.rows(session, **given_now))


def asks_beside(worker: SignedIn, case: CaseFile) -> Asked:
    """What `seat_beside` will ask, to be read ahead together with the page."""
    return {_beside(): {"case_id": case.id, "worker_id": worker.id, "agency_id": worker.agency_id}}


def seat_beside(session: Session, page: Loaded) -> Seat:
    """The same on a case of which a page has been read: those on it and its answers are known from there."""
    [(beside, given_now)] = asks_beside(page.worker, page.case).items()
    parts = [SimpleNamespace(**{**vars(part), "reads": part.granted}) for part in page.rows["parts"]]
    rows = {**beside.rows(session, **given_now), "parts": parts, "agreed": page.rows["agreed"]}
    in_force = {row.field: row for row in page.rows["answers"] if row.repeat == 0 and row.in_force}
    return replace(_seat(page.worker, page.case, rows), in_force=in_force)


def _seat(worker: SignedIn, case: CaseFile, rows: dict[str, list[Any]]) -> Seat:
    for mark in rows["marks"]:
        mark.holders = set(mark.holders)
    draft = rows["drafts"][0].given if rows["drafts"] else None
    heard = rows["heard"][0].seq if rows["heard"] else 0
    newest = rows["newest"][0] if rows["newest"] else None
    return Seat(**seats.seated(worker, case, rows), marks=rows["marks"], draft=draft, heard=heard, newest=newest)


@cache
def _all_of() -> Together:
    return Together(**seats.parts_and_agreed(), **seats.who_reads_core(), **_of_the_conversation())


@cache
def _beside() -> Together:
    return Together(**seats.who_reads_core(), **_of_the_conversation())


def _of_the_conversation() -> dict[str, Any]:
    case_id, worker_id = given("case_id", Uuid), given("worker_id", Uuid)
    return {
        "marks": select(
            ConversationMark.worker_id, ConversationMark.holders, ConversationMark.seq, Agency.name.label("agency")
        )
        .join(Agency, Agency.id == ConversationMark.agency_id)
        .where(ConversationMark.case_id == case_id)
        .order_by(Agency.name),
        "heard": select(Event.seq).where(Event.case_id == case_id).order_by(Event.seq.desc()).limit(1),
        "newest": select(Message.readers, Message.category)
        .where(Message.case_id == case_id)
        .order_by(Message.seq.desc())
        .limit(1),
        "drafts": select(MessageDraft.given).where(
            MessageDraft.case_id == case_id, MessageDraft.worker_id == worker_id
        ),
    }  # fmt: skip
