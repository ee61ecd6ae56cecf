"""What is in force: settings on a day, panels and who sits on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from coordination.at_hand import once_read
from coordination.identity.models import Agency, Setting
from coordination.sharing.models import Agreement, Panel, PanelMember
from workflows import resident_words
from workflows.vocabulary import Pathway


def holds_on(day: Any) -> ColumnElement[bool]:
    """The condition that an agreement holds on this day; the day may be a parameter that is given when it is asked."""
    return and_(
        Agreement.ended_at.is_(None),
        Agreement.from_date <= day,
        or_(Agreement.until_date.is_(None), Agreement.until_date >= day),
    )


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


def settings_are(
    session: Session, partnership_id: UUID, pathway: Pathway, on: date, rows: Iterable[tuple[str, Any]]
) -> None:
    """Say what `settings_query` found where it was asked together with something else: it is not asked again."""
    asked = (partnership_id, pathway.code, pathway.version, on)
    once_read(session, "settings", asked, lambda: values_in_force(pathway, rows))


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


def value_in_force(session: Session, partnership_id: UUID, code: str, on: date) -> Any:
    """What a partnership set of a setting that belongs to no pathway, as it holds on a day; None where it set none."""
    there = session.scalars(
        select(Setting.value)
        .where(Setting.partnership_id == partnership_id, Setting.code == code, Setting.in_force_from <= on)
        .order_by(Setting.in_force_from.desc(), Setting.set_at.desc())
        .limit(1)
    ).first()
    return there["value"] if there else None


def words_to_resident(session: Session, partnership_id: UUID, code: str, on: date) -> str:
    """What goes to the person themselves, in the words that hold in this partnership on a day; `{when}` is in them."""
    there = value_in_force(session, partnership_id, code, on)
    return str(resident_words.starting(code) if there is None else there)


def members_of(session: Session, panel_id: UUID, agencies: Collection[str] | None = None) -> list[PanelMember]:
    """Who sits on a panel now, of these agencies (by code) or all; its chair first."""
    query = select(PanelMember).where(PanelMember.panel_id == panel_id, PanelMember.until_at.is_(None))
    if agencies is not None:
        query = query.join(Agency, Agency.id == PanelMember.agency_id).where(Agency.code.in_(agencies))
    rows = session.scalars(query.order_by(PanelMember.from_at, PanelMember.id)).all()
    return sorted(rows, key=lambda row: ("chair", "deputy", "member").index(row.office))


def panels_of_kinds(session: Session, kinds: Collection[str], partnership_id: UUID | None) -> list[Panel]:
    """The panels of these kinds, of the case's own partnership where it has one, by name."""
    query = select(Panel).where(Panel.kind.in_(kinds)).order_by(Panel.name)
    if partnership_id is not None:
        query = query.where(Panel.partnership_id == partnership_id)
    return list(session.scalars(query))
