"""Who sits on the panels of the demonstration, put there by the keeper of the machine before any story is told."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record, seal
from coordination.db import new_id
from coordination.demo.telling import Borough
from coordination.identity.models import Worker
from coordination.sharing.models import Panel, PanelMember

# by the second half of a panel's code: who chairs, who stands in, who else sits there
SEATS = {
    "resettlement-panel": ("lead", "probation", ("housing",)),
    "community-risk-panel": ("safety", "police", ("lead",)),
    "death-learning-panel": ("safety", "lead", ()),
}


def give_seats(session: Session, boroughs: tuple[Borough, ...]) -> None:
    """Seat the invented workers, on panels where nobody sits yet."""
    for borough in boroughs:
        for name, (chair, deputy, others) in SEATS.items():
            panel = session.scalars(select(Panel).where(Panel.code == f"{borough.code}-{name}")).one()
            if session.scalar(select(PanelMember.id).where(PanelMember.panel_id == panel.id).limit(1)):
                continue
            offices = {chair: "chair", deputy: "deputy", **dict.fromkeys(others, "member")}
            for part, office in offices.items():
                email = getattr(borough, part)
                who = session.scalars(select(Worker).where(func.lower(Worker.email) == email)).one()
                session.add(
                    PanelMember(
                        id=new_id(),
                        panel_id=panel.id,
                        agency_id=who.agency_id,
                        worker_id=who.id,
                        office=office,
                        from_at=clock.now(),
                    )
                )
                record(session, "panel.member-seated", panel=panel.code, worker=who.id, office=office)
    session.flush()
    seal(session)
