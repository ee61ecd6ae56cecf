"""What is in force: settings on a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coordination.identity.models import Setting
from workflows.vocabulary import Pathway


def setting_values(session: Session, partnership_id: UUID, pathway: Pathway, on: date) -> dict[str, Any]:
    """The value of each of the pathway's settings on a day: what the partnership set, else the pathway's default."""
    values: dict[str, Any] = {setting.code: setting.default for setting in pathway.settings}
    rows = session.execute(
        select(Setting.code, Setting.value)
        .where(
            or_(Setting.partnership_id == partnership_id, Setting.partnership_id.is_(None)),
            Setting.code.in_([f"{pathway.code}.{code}" for code in values]),
            Setting.in_force_from <= on,
        )
        .order_by(Setting.partnership_id.nulls_first(), Setting.in_force_from, Setting.set_at)
    )
    for code, value in rows:
        values[code.partition(".")[2]] = value["value"]
    return values
