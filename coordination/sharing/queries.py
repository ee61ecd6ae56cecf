"""What is in force: settings on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from coordination.at_hand import once_read
from coordination.identity.models import Setting
from workflows.vocabulary import Pathway


def setting_values(session: Session, partnership_id: UUID, pathway: Pathway, on: date) -> dict[str, Any]:
    """The value of each of the pathway's settings on a day: what the partnership set, else the pathway's default."""
    asked = (partnership_id, pathway.code, pathway.version, on)
    return dict(
        once_read(
            session,
            "settings",
            asked,
            lambda: values_in_force(pathway, session.execute(settings_query(partnership_id, pathway, on))),
        )
    )


def settings_query(partnership_id: Any, pathway: Pathway, on: Any) -> Select[Any]:
    """What was set of the pathway's settings up to a day: code and value, those that win last."""
    return (
        select(Setting.code, Setting.value)
        .where(
            or_(Setting.partnership_id == partnership_id, Setting.partnership_id.is_(None)),
            Setting.code.in_([setting.code for setting in pathway.settings]),
            Setting.in_force_from <= on,
        )
        .order_by(Setting.partnership_id.nulls_first(), Setting.in_force_from, Setting.set_at)
    )


def values_in_force(pathway: Pathway, rows: Iterable[Any]) -> dict[str, Any]:
    """The pathway's defaults with what was set over them."""
    values: dict[str, Any] = {setting.code: setting.default for setting in pathway.settings}
    for code, value in rows:
        values[code] = value["value"]
    return values
