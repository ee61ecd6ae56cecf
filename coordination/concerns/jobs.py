"""Telling a team of a concern, of one that nobody looked at in time, and erasing what was dealt with long ago.

No notice holds a word of what was written. Those that are marked as perhaps not true are told of together, once an
hour, so that a flood of them hides nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.concerns.queries.inbox import look_by
from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.sharing.queries import setting_values
from workflows import pathways
from workflows.public_form import public_part

_TO_TELL_OF = text("select * from concerns_to_tell_of(cast(:which as uuid))")
CAME = "A concern came without an account. It waits in your public inbox."
NOT_SAFE = "A concern came without an account: somebody is not safe. Open your public inbox now."
PERHAPS = "Concerns came that may not be true ones. They wait apart in your public inbox."
PERHAPS_NOT_SAFE = "Concerns came that may not be true ones, and one says that somebody is not safe. Open it now."
LATE = "A concern in your team's public inbox has not been looked at in time."
UNOPENED = "Somebody is not safe, and nobody has opened the concern yet. Open the public inbox now."


def tell_of_concern(session: Session, asked: Asked) -> None:
    """Tell the team that a concern came; at once and until somebody has seen it where somebody is not safe."""
    for row in _to_tell_of(session, asked.uuid("concern_id")):
        if row.marked:
            hour = f"{clock.now():%Y-%m-%dT%H}"
            kind = "concern-marked-urgent" if row.urgent else "concern-marked"
            _tell(session, row.workers, kind, f"{row.team_id}:{hour}", PERHAPS_NOT_SAFE if row.urgent else PERHAPS,
                  urgent=row.urgent)  # fmt: skip
        else:
            _tell(session, row.workers, "concern-came", str(row.id), NOT_SAFE if row.urgent else CAME,
                  urgent=row.urgent)  # fmt: skip


def look_at_concerns(session: Session, asked: Asked) -> None:
    """Every few minutes: what nobody opened or looked at in time goes on to who stands in, and to the leads."""
    now = clock.now()
    for row in _to_tell_of(session, None):
        if row.urgent and row.opened_at is None and _opened_by(session, row) < now:
            others = {*row.leads, *row.stand_ins} or set(row.workers)
            _tell(session, others, "concern-unopened", str(row.id), UNOPENED, urgent=True)
        by = look_by(session, pathways.of(row.pathway, row.pathway_version), row.partnership_id, row.received_at).at
        if by is not None and by < now and not row.marked:
            _tell(session, row.leads or row.workers, "concern-late", str(row.id), LATE)


def erase_concerns(session: Session, asked: Asked) -> None:
    """Once a day: the words of what was dealt with so long ago that its partnership keeps them no more."""
    now = clock.now()
    for partnership in session.scalars(select(Partnership).order_by(Partnership.code)):
        for pathway in pathways.offered():
            if pathway.without_account is not None:
                days = _setting(session, partnership.id, pathway, pathway.without_account.kept)
                before = now - timedelta(days=days)
                session.execute(select(func.erase_concerns(partnership.id, pathway.code, before, now)))


def _to_tell_of(session: Session, which: UUID | None) -> list[Row[Any]]:
    return list(session.execute(_TO_TELL_OF, {"which": which}).all())


def _opened_by(session: Session, row: Row[Any]) -> datetime:
    pathway = pathways.of(row.pathway, row.pathway_version)
    minutes = _setting(session, row.partnership_id, pathway, public_part(pathway).within)
    received: datetime = row.received_at
    return received + timedelta(minutes=minutes)


def _setting(session: Session, partnership_id: UUID, pathway: Any, code: str) -> int:
    return int(setting_values(session, partnership_id, pathway, clock.today())[code])


def _tell(
    session: Session, workers: Collection[UUID], kind: str, about: str, sentence: str, *, urgent: bool = False
) -> None:
    tell(session, workers, kind=kind, about=f"concern:{about}", sentence=sentence, urgent=urgent)
