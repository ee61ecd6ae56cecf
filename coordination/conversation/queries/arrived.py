"""What has come to a conversation since a page was drawn, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.audit.models import Event
from coordination.conversation.queries.seats import Seat
from coordination.conversation.queries.thread import PAGE, SOURCES, Entry, Source, since

# What changes something that already stands in the thread.
REWRITES = frozenset({"message.edited", "message.narrowed", "message.removed"})
NEW = "message.posted"


@dataclass(frozen=True)
class Arrived:
    """New entries, oldest first, and whether anything else changed that the page shows."""

    newest: int
    entries: tuple[Entry, ...]
    changed: bool


def arrived(session: Session, seat: Seat, after: int, *, sources: Sequence[Source] = SOURCES) -> Arrived:
    """What a page that was drawn at `after` lacks. With more than a page of it there are no entries, and it changed.

    With no `sources` the page is the case's own: there everything but a message changes what it shows.
    """
    rows = session.execute(
        select(Event.seq, Event.kind).where(Event.case_id == seat.case.id, Event.seq > after).order_by(Event.seq)
    ).all()
    kinds = {row.kind for row in rows}
    newest = rows[-1].seq if rows else after
    changed = bool(kinds & REWRITES if sources else kinds - {NEW})
    if not seat.is_open or not rows:
        return Arrived(newest, (), changed)
    entries = since(session, seat, after, sources=sources)
    return Arrived(newest, entries if len(entries) <= PAGE else (), changed or len(entries) > PAGE)
