"""The conversation of a case as its reader may read it, a page at a time, in the order of the case's chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Uuid, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

from coordination.cases.queries.entries import Entry, Source
from coordination.cases.queries.events import AFTER_ALL
from coordination.cases.queries.readers_in_words import names_here, names_of, read_by
from coordination.conversation.models import Message, MessageMention, MessageWording
from coordination.conversation.queries import cards, lines
from coordination.conversation.queries.seats import Seat
from coordination.conversation.queries.seen import seen_by
from coordination.identity.models import Agency, Worker
from coordination.together import Asked, Together, given, name_of, read_ahead

PAGE = 40
named, theirs = aliased(Worker), aliased(Agency)


CARDS = Source(cards.cards, cards.asks, cards.CHANGES_A_CARD)
SOURCES = (Source(lines.lines, lines.asks), CARDS)


@dataclass(frozen=True)
class Said:
    """One message in the thread. `body` is None once it was removed."""

    reference: str
    seq: int
    at: datetime
    author: str
    agency: str
    mine: bool
    body: str | None
    category: str
    audience: str
    to_everyone: bool
    edited_at: datetime | None
    narrowed_at: datetime | None
    removed_at: datetime | None
    mentions: tuple[str, ...] = ()
    names_me: bool = False
    seen_by: tuple[str, ...] = ()
    new: bool = False
    kind: str = field(default="message", init=False)


@dataclass(frozen=True)
class Thread:
    """One page of it, oldest first, and the place before which the page of what is older ends."""

    entries: tuple[Entry, ...]
    older: int | None
    newest: int | None


def messages(session: Session, seat: Seat, *, before: int | None = None, after: int | None = None,
             size: int = PAGE) -> list[Any]:  # fmt: skip
    """Rows of messages that the asker reads, newest first. Row-level security decides which those are."""
    return _messages().rows(session, **_between(seat.case.id, before, after, size))["messages"]


def asks(case_id: UUID, *, before: int | None = None, size: int = PAGE) -> Asked:
    """What `thread` will ask for its messages, to be read ahead together with other lists."""
    return {_messages(): _between(case_id, before, None, size + 1)}


def _between(case_id: UUID, before: int | None, after: int | None, size: int) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "before_message": AFTER_ALL if before is None else before,
        "after_message": 0 if after is None else after,
        "messages": size,
    }


@cache
def _messages() -> Together:
    return Together(
        messages=select(
            Message.id, Message.reference, Message.seq, Message.at, Message.author_id, Message.author_agency_id,
            Message.category, Message.readers, Message.edited_at, Message.narrowed_at, Message.removed_at,
            MessageWording.body, _named(), name_of(Message.author_id).label("author"),
            name_of(Message.author_agency_id).label("agency"),
        )
        .outerjoin(MessageWording, MessageWording.id == Message.wording_id)
        .where(
            Message.case_id == given("case_id", Uuid),
            Message.seq < given("before_message", BigInteger),
            Message.seq > given("after_message", BigInteger),
        )
        .order_by(Message.seq.desc())
        .limit(given("messages", BigInteger))
    )  # fmt: skip


def thread(
    session: Session, seat: Seat, *, before: int | None = None, size: int = PAGE, sources: Sequence[Source] = SOURCES
) -> Thread:
    """One page of the conversation, from the newest or from `before` on, with what `sources` put between."""
    rows = messages(session, seat, before=before, size=size + 1)
    shown, more = rows[:size], len(rows) > size
    names = _names(session, seat, shown)
    entries: list[Entry] = [_said(seat, row, names) for row in shown]
    after = shown[-1].seq if more else None
    read_ahead(
        session, {key: its for s in sources for key, its in s.asks(seat.case.id, before=before, after=after).items()}
    )
    for source in sources:
        entries += source.between(session, seat, before=before, after=after)
    entries.sort(key=lambda entry: entry.seq)
    return Thread(
        tuple(lines.folded(entries)),
        shown[-1].seq if more else None,
        shown[0].seq if shown else None,
    )


def since(session: Session, seat: Seat, after: int, *, sources: Sequence[Source] = SOURCES) -> tuple[Entry, ...]:
    """What has come after a place, oldest first: up to a page of messages and one more, and what stands between."""
    rows = messages(session, seat, after=after, size=PAGE + 1)
    names = _names(session, seat, rows)
    entries: list[Entry] = [_said(seat, row, names) for row in rows]
    for source in sources:
        entries += source.between(session, seat, before=None, after=after)
    return tuple(sorted(entries, key=lambda entry: entry.seq))


def changed_before(
    session: Session, seat: Seat, after: int, kinds: Set[str], *, sources: Sequence[Source]
) -> tuple[Entry, ...]:
    """Entries up to a place that events of these kinds may have altered, the newest of them, as they stand now."""
    found = [
        entry
        for source in sources
        if kinds & source.changed_by
        for entry in source.between(session, seat, before=after + 1, after=None)
    ]
    return tuple(sorted(found, key=lambda entry: entry.seq)[-PAGE:])


def _said(seat: Seat, row: Any, names: Mapping[UUID, str]) -> Said:
    named = row.named or []
    removed = row.removed_at is not None
    return Said(
        reference=row.reference,
        seq=row.seq,
        at=row.at,
        author=row.author,
        agency=row.agency,
        mine=row.author_id == seat.worker.id,
        # those entitled to what was removed find it elsewhere: in the conversation it is gone for all
        body=None if removed else row.body,
        category=row.category,
        audience=read_by(row.readers, names),
        to_everyone=row.readers is None,
        edited_at=row.edited_at,
        narrowed_at=row.narrowed_at,
        removed_at=row.removed_at,
        mentions=() if removed else tuple(f"{one['name']} ({one['agency']})" for one in named),
        names_me=any(one["worker"] == str(seat.worker.id) for one in named),
        seen_by=() if removed else seen_by(seat, row),
        new=row.seq > seat.mark > 0 and row.author_id != seat.worker.id,
    )


def _names(session: Session, seat: Seat, rows: Sequence[Any]) -> dict[UUID, str]:
    """The names of everybody who stands in an audience of these messages. Only those who left are looked up."""
    names = names_here(seat)
    gone = {holder for row in rows for holder in row.readers or ()} - names.keys()
    return names | names_of(session, gone)


def _named() -> Any:
    """Those whom a message names, in the row of the message."""
    whom = func.jsonb_build_object("worker", named.id, "name", named.name, "agency", theirs.name)
    return (
        select(func.jsonb_agg(aggregate_order_by(whom, named.name)))
        .select_from(MessageMention)
        .join(named, named.id == MessageMention.worker_id)
        .join(theirs, theirs.id == named.agency_id)
        .where(MessageMention.message_id == Message.id)
        .correlate(Message)
        .scalar_subquery()
        .label("named")
    )
