"""Panels and meetings as their members find them, and what each member may do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.errors import NotAllowed, NotVisible
from coordination.identity.models import Agency, Worker
from coordination.panels.models import Meeting
from coordination.sharing.models import Panel, PanelMember
from workflows.partnerships import PanelKind, panel_kinds

CHAIRS = ("chair", "deputy")
OFFICES = {"chair": "Chair", "deputy": "Deputy chair", "member": "Member"}


@dataclass(frozen=True)
class Member:
    """One worker at the table."""

    id: UUID
    worker_id: UUID
    reference: str
    name: str
    agency_id: UUID
    agency_code: str
    agency: str
    office: str
    # their account there is closed, and their seat not yet ended
    gone: bool


@dataclass(frozen=True)
class Table:
    """A panel as somebody who sits on it finds it."""

    panel: Panel
    kind: PanelKind
    members: tuple[Member, ...]
    office: str | None

    @property
    def chairs(self) -> bool:
        """Whether the asker chairs it, or stands in for the chair."""
        return self.office in CHAIRS

    def must_chair(self) -> None:
        """Raise NotAllowed unless the asker chairs the panel."""
        if not self.chairs:
            raise NotAllowed("Only the chair or the deputy of this panel can do this. Ask one of them.")

    @property
    def agencies(self) -> dict[str, str]:
        """The agencies at the table, by code."""
        return {member.agency_code: member.agency for member in self.members}


def kind_of(panel: Panel) -> PanelKind:
    """What panels of this kind do."""
    return panel_kinds()[panel.kind]


def members(session: Session, panel_id: UUID) -> list[Member]:
    """Who sits on the panel now, the chair first, then by agency and name."""
    rows = session.execute(
        select(
            PanelMember.id, PanelMember.worker_id, Worker.reference, Worker.name, PanelMember.agency_id,
            Agency.code, Agency.name.label("agency"), PanelMember.office, Worker.suspended_at.is_not(None),
        )
        .join(Worker, Worker.id == PanelMember.worker_id)
        .join(Agency, Agency.id == PanelMember.agency_id)
        .where(PanelMember.panel_id == panel_id, PanelMember.until_at.is_(None))
        .order_by(Agency.name, Worker.name)
    )  # fmt: skip
    return sorted((Member(*row) for row in rows), key=lambda one: tuple(OFFICES).index(one.office))


def table(session: Session, worker: SignedIn, panel: Panel) -> Table:
    """The panel with who sits on it, and what the asker is there."""
    sit = members(session, panel.id)
    mine = next((one for one in sit if one.worker_id == worker.id and one.agency_id == worker.agency_id), None)
    return Table(panel, kind_of(panel), tuple(sit), mine.office if mine else None)


def get_panel(session: Session, worker: SignedIn, code: str) -> Table:
    """A panel that the asker sits on, or whose first seats they give. Raises NotVisible for any other."""
    panel = session.scalar(select(Panel).where(Panel.code == code))
    if panel is not None:
        found = table(session, worker, panel)
        if found.office is not None or may_seat(worker, found):
            return found
    raise NotVisible("There is no panel of that name that you sit on.")


def may_seat(worker: SignedIn, found: Table) -> bool:
    """Whether the asker names who sits there: its chairs, and administrators of the agencies that chair it."""
    named = worker.agency_code in (found.panel.chair, found.panel.deputy)
    return found.chairs or ("administrator" in worker.roles and named)


def my_panels(session: Session, worker: SignedIn) -> list[Table]:
    """The panels that the asker sits on or names members of, by name."""
    panels = session.scalars(select(Panel).order_by(Panel.name)).all()
    found = [table(session, worker, panel) for panel in panels]
    return [one for one in found if one.office is not None or may_seat(worker, one)]


def get_meeting(session: Session, reference: str, *, to_change: bool = False) -> Meeting:
    """A meeting of a panel that the asker sits on. Raises NotVisible, which does not say whether it exists."""
    query = select(Meeting).where(Meeting.reference == reference)
    if to_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    meeting = session.scalar(query)
    if meeting is None:
        raise NotVisible("There is no meeting with that reference that you can open.")
    return meeting


def table_of(session: Session, worker: SignedIn, meeting: Meeting) -> Table:
    """The panel that a meeting belongs to."""
    return table(session, worker, session.scalars(select(Panel).where(Panel.id == meeting.panel_id)).one())


def meetings_of(session: Session, panel_ids: Sequence[UUID]) -> list[Meeting]:
    """The meetings of these panels, the latest first."""
    query = select(Meeting).where(Meeting.panel_id.in_(panel_ids)).order_by(Meeting.starts_at.desc())
    return list(session.scalars(query))
