"""The members of a panel take part in a case: each by name, for their own agency, for as long as they sit there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.commands.participants import join
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.errors import Invalid
from coordination.sharing.models import Panel, PanelMember
from coordination.sharing.queries import members_of
from workflows.local_time import day_of, read_dated


def seat_panel(session: Session, case: CaseFile, now: Standing, code: str, position: str, stage: str) -> None:
    """Let the core members of this panel take part. Raises Invalid when there is no such panel for this case."""
    panel = session.scalar(select(Panel).where(Panel.code == code))
    if panel is None:
        raise Invalid("Choose a panel from the list.")
    seat(session, case, now, members_of(session, panel.id, panel.core), position, stage)


def seat(
    session: Session, case: CaseFile, now: Standing, members: Iterable[PanelMember], position: str, stage: str
) -> list[UUID]:
    """Let these members take part in a case. Returns the agencies that do; who does already is passed over."""
    members = list(members)
    dated = read_dated(now.known.facts.get(now.pathway.listing.key_date or ""))
    key_date: date | None = day_of(dated) if dated else None
    for member in members:
        join(
            session,
            case,
            now.pathway,
            holder=member.worker_id,
            holder_kind="worker",
            agency_id=member.agency_id,
            position=position,
            stage=stage,
            key_date=key_date,
        )
    return list(dict.fromkeys(member.agency_id for member in members))
