"""Who somebody is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from coordination import clock
from coordination.access import SignedIn
from coordination.db import NOBODY, writing

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)

_ARRIVE = text("select * from arrive(:token, :moment, :idle)")


def arrive(token: str) -> SignedIn | None:
    """The worker that a session's token stands for, or None when it has ended. Notes that they were seen."""
    with writing(NOBODY) as session:
        row = session.execute(_ARRIVE, {"token": token, "moment": clock.now(), "idle": IDLE}).one_or_none()
    return _signed_in(row, token) if row is not None and row.kind == "sign_in" else None


def _signed_in(row: Any, token: str) -> SignedIn:
    return SignedIn(
        token=token,
        id=row.worker_id,
        name=row.name,
        reference=row.reference,
        agency_id=row.agency_id,
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        agency_kind=row.agency_kind,
        team_ids=tuple(row.team_ids),
        holders=tuple(row.holders),
        roles=frozenset(row.roles),
        role_partnerships=row.role_partnerships,
        confirmed_at=row.confirmed_at,
        began_at=row.began_at,
        ends_at=row.ends_at,
        preferences=row.preferences,
        notices=row.notices,
        urgent=row.urgent,
    )
