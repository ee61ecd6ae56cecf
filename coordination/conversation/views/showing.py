"""What a page shows of a conversation: the thread, the composer, and how much waits. So does the case's own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from coordination.cases.commands.audiences import chosen_from
from coordination.cases.queries.audiences import EVERYONE, Chosen, people_in_words, who_reads
from coordination.cases.queries.entries import Source
from coordination.cases.queries.seats import Reader
from coordination.conversation.forms import CHOOSING, MessageForm, message_form
from coordination.conversation.given import Readers
from coordination.conversation.queries.beginning import begins_with
from coordination.conversation.queries.seats import Seat
from coordination.conversation.queries.seen import unread
from coordination.conversation.queries.thread import PAGE, Said, Thread, thread
from coordination.errors import Invalid, MovedOn

NOTHING = Thread((), None, None)


@dataclass(frozen=True)
class Shown:
    """A page of a conversation. Without a form the asker has only a preview of the case."""

    seat: Seat
    thread: Thread
    form: MessageForm | None
    unread: int
    kept: bool = False

    @property
    def choosing(self) -> bool:
        """Whether the page opens the choice of readers: they are not everyone, or something there is to be mended."""
        form = self.form
        wrong = form is not None and any(form[name].errors for name in (*CHOOSING, "category") if name in form)
        return wrong or self.readers is None

    @property
    def readers(self) -> str | None:
        """Who reads what is being written, where that is known without asking again."""
        form = self.form
        plain = form is not None and form["audience"].data == EVERYONE and form.category_chosen == "core"
        return people_in_words(self.seat, self.seat.people, EVERYONE) if plain else None


def show(
    session: Session, seat: Seat, *, sources: Sequence[Source], before: int | None = None, size: int = PAGE
) -> Shown:
    """Read one page of a conversation, with a composer that begins where its writer left off."""
    if not seat.is_open:
        return Shown(seat, NOTHING, None, 0)
    said = thread(session, seat, before=before, size=size, sources=sources)
    begin = seat.draft or begins_with(seat)
    people, named = _offered(session, seat, begin)
    waiting = _waiting(session, seat, said, from_newest=before is None)
    return Shown(seat, said, message_form(seat, people, named, **begin), waiting, seat.draft is not None)


def _waiting(session: Session, seat: Seat, said: Thread, *, from_newest: bool) -> int:
    """How many messages the asker has not seen here; counted on the page itself where it shows all of them."""
    if (said.newest or 0) <= seat.mark:
        return 0
    if from_newest and (said.older is None or said.older <= seat.mark):
        there = (one for one in said.entries if isinstance(one, Said))
        return sum(one.seq > seat.mark and not one.mine and one.removed_at is None for one in there)
    return unread(session, seat)


def _offered(session: Session, seat: Seat, begin: Mapping[str, Any]) -> tuple[Sequence[Reader], Sequence[Reader]]:
    """Who can be chosen to read what is begun, and who can be named in it: they alone who would read it.

    What was sent may be for others than the page began with: then the command says whom it cannot name.
    """
    category, audience = begin.get("category", "core"), begin["audience"]
    if request.method == "POST" or (category == "core" and audience == EVERYONE):
        return seat.people, seat.people
    people = who_reads(session, seat, category, Chosen(EVERYONE)) if category != "core" else seat.people
    if audience == EVERYONE:
        return people, people
    readers = Readers(audience, tuple(begin.get("agencies", ())), tuple(begin.get("workers", ())), category)
    try:
        return people, who_reads(session, seat, category, chosen_from(session, seat, readers))
    except (Invalid, MovedOn):  # a draft for somebody who has left: its writer chooses again
        return people, ()


def people_of(session: Session, seat: Seat, asked: MultiDict[str, str]) -> list[Reader]:
    """The workers who would read a message with the readers that an address names. Refuses as the composer does."""
    category = asked.get("category") or "core"
    readers = Readers(
        asked.get("audience", EVERYONE), tuple(asked.getlist("agencies")), tuple(asked.getlist("workers")), category
    )
    if category not in seat.categories:
        return []
    return who_reads(session, seat, category, chosen_from(session, seat, readers))
