"""What has come to a conversation since a page was drawn, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.audit.models import Event
from coordination.cases.queries.entries import Entry, Source
from coordination.conversation.queries.seats import Seat
from coordination.conversation.queries.thread import PAGE, changed_before, since

# What changes a message that already stands in the thread. Whoever reads it keeps it as it is until they ask.
REWRITES = frozenset({"message.edited", "message.narrowed", "message.removed"})
NEW = "message.posted"


@dataclass(frozen=True)
class Arrived:
    """New entries, oldest first; those that stand there and have changed; and whether anything else on the page has."""

    newest: int
    entries: tuple[Entry, ...]
    altered: tuple[Entry, ...]
    changed: bool


def arrived(session: Session, seat: Seat, after: int, *, sources: Sequence[Source], whole_case: bool) -> Arrived:
    """What a page that was drawn at `after` lacks. With more than a page of it there are no entries, and it changed.

    `whole_case`: the page is the case's own. There everything but a message changes what it shows beside the thread.
    """
    rows = session.execute(
        select(Event.seq, Event.kind).where(Event.case_id == seat.case.id, Event.seq > after).order_by(Event.seq)
    ).all()
    kinds = {row.kind for row in rows}
    newest = rows[-1].seq if rows else after
    changed = bool(kinds - {NEW} if whole_case else kinds & REWRITES)
    if not seat.is_open or not rows:
        return Arrived(newest, (), (), changed)
    entries = since(session, seat, after, sources=sources)
    altered = changed_before(session, seat, after, kinds, sources=sources)
    if len(entries) > PAGE:
        return Arrived(newest, (), (), changed=True)
    return Arrived(newest, entries, altered, changed)
