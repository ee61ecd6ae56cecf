"""The events of a case, as the rows that a timeline puts into words."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BigInteger, Uuid, cast, func, select
from sqlalchemy.orm import aliased

from coordination.audit.kinds import KINDS
from coordination.audit.models import Event, EventDetail
from coordination.identity.models import Agency, Team, Worker
from coordination.together import AnyRows, given

AFTER_ALL = 2**62  # no chain is so long


def events_query(kinds: Collection[str] = ()) -> AnyRows:
    """The events of a case that a timeline shows, the newest first, with the names that their sentences need."""
    shown = sorted(kinds) or [kind for kind, declared in KINDS.items() if declared.on_timeline]
    holder = EventDetail.detail["holder"].astext
    holders_team, holders_worker, asked_team, for_whom = aliased(Team), aliased(Worker), aliased(Team), aliased(Worker)
    return (
        select(
            Event.seq, Event.at, Event.kind, Event.line, Event.actor_id, EventDetail.detail,
            func.coalesce(Worker.name, for_whom.name).label("actor"), Agency.name.label("agency"),
            func.coalesce(holders_team.name, holders_worker.name).label("holder"), asked_team.name.label("team"),
        )
        .join(EventDetail, EventDetail.event_id == Event.id)
        .outerjoin(Worker, Worker.id == Event.actor_id)
        .outerjoin(for_whom, for_whom.id == Event.on_behalf_of_id)
        .outerjoin(Agency, Agency.id == Event.actor_agency_id)
        .outerjoin(holders_team, holders_team.id == cast(holder, Uuid))
        .outerjoin(holders_worker, holders_worker.id == cast(holder, Uuid))
        .outerjoin(asked_team, asked_team.id == cast(EventDetail.detail["team"].astext, Uuid))
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
