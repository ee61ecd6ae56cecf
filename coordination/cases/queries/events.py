"""The events of a case, as the rows that a timeline puts into words."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BigInteger, Uuid, cast, select

from coordination.audit.kinds import KINDS
from coordination.audit.models import Event, EventDetail
from coordination.together import AnyRows, given, name_of

AFTER_ALL = 2**62  # no chain is so long


def events_query(kinds: Collection[str] = ()) -> AnyRows:
    """The events of a case that a timeline shows, the newest first, with the names that their sentences need."""
    shown = sorted(kinds) or [kind for kind, declared in KINDS.items() if declared.on_timeline]
    holder, asked = (cast(EventDetail.detail[whose].astext, Uuid) for whose in ("holder", "team"))
    return (
        select(
            Event.seq, Event.at, Event.kind, Event.line, Event.actor_id, EventDetail.detail,
            name_of(Event.actor_id).label("actor"), name_of(Event.on_behalf_of_id).label("for_whom"),
            name_of(Event.actor_agency_id).label("agency"), name_of(holder).label("holder"),
            name_of(asked).label("team"),
        )
        .join(EventDetail, EventDetail.event_id == Event.id)
        .where(
            Event.case_id == given("case_id", Uuid),
            Event.kind.in_(shown),
            Event.seq < given("before", BigInteger),
            Event.seq > given("after", BigInteger),
            # A moment missed together with a later one, as after a standstill: nobody was told at it. Asked for as a
            # key, because of “is null” PostgreSQL expects that it leaves next to nothing, and reads them all first.
            ~EventDetail.detail.has_key("skipped"),
        )
        .order_by(Event.seq.desc())
        .limit(given("size", BigInteger))
    )  # fmt: skip
