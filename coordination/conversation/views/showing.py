"""What a page shows of a conversation: the thread, the composer, and how much waits. So does the case's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from coordination.conversation.commands.choosing import chosen_from
from coordination.conversation.commands.keeping import kept
from coordination.conversation.forms import MessageForm, message_form
from coordination.conversation.given import Readers
from coordination.conversation.queries.audiences import EVERYONE, Chosen, Reader, who_reads
from coordination.conversation.queries.beginning import begins_with
from coordination.conversation.queries.seats import Seat
from coordination.conversation.queries.seen import my_mark, unread
from coordination.conversation.queries.thread import PAGE, Thread, thread

NOTHING = Thread((), None, None)


@dataclass(frozen=True)
class Shown:
    """A page of a conversation. Without a form the asker has only a preview of the case."""

    seat: Seat
    thread: Thread
    form: MessageForm | None
    unread: int
    kept: bool = False

    @staticmethod
    def composer_of(session: Session, seat: Seat) -> MessageForm:
        """The composer alone, filled with what was sent."""
        return message_form(seat, who_reads(session, seat, "core", Chosen(EVERYONE)))


def show(session: Session, seat: Seat, *, before: int | None = None, size: int = PAGE) -> Shown:
    """Read one page of a conversation, with a composer that begins where its writer left off."""
    if not seat.is_open:
        return Shown(seat, NOTHING, None, 0)
    mark = my_mark(session, seat)
    said = thread(session, seat, before=before, size=size, mark=mark)
    people = who_reads(session, seat, "core", Chosen(EVERYONE))
    draft = kept(session, seat)
    begin: dict[str, Any] = draft or begins_with(session, seat, people, said.audience)
    waiting = unread(session, seat, mark) if said.newest and said.newest > mark else 0
    return Shown(seat, said, message_form(seat, people, **begin), waiting, draft is not None)


def people_of(session: Session, seat: Seat, asked: MultiDict[str, str]) -> list[Reader]:
    """The workers who would read a message with the readers that an address names. Refuses as the composer does."""
    category = asked.get("category") or "core"
    readers = Readers(
        asked.get("audience", EVERYONE), tuple(asked.getlist("agencies")), tuple(asked.getlist("workers")), category
    )
    if category not in seat.categories:
        return []
    return who_reads(session, seat, category, chosen_from(session, seat, readers))
