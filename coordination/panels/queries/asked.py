"""What an agency sees of a question before a meeting: the case, the panel, and who reads the answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile, PersonOnCase
from coordination.panels.models import AgencyUpdate
from coordination.panels.queries.owners import owners
from coordination.sharing.models import Panel


@dataclass(frozen=True)
class About:
    """What the page of an update says above its form."""

    case_reference: str
    name: str
    panel: str
    readers: tuple[str, ...]


def about(session: Session, worker: SignedIn, row: AgencyUpdate) -> About:
    """The case and the panel of what was asked, and the agencies that read what is told."""
    reference = session.scalars(select(CaseFile.reference).where(CaseFile.id == row.case_id)).one()
    name = session.scalar(
        select(PersonOnCase.name).where(
            PersonOnCase.case_id == row.case_id,
            PersonOnCase.part == "subject",
            PersonOnCase.name_hidden_since.is_(None),
        )
    )
    panel = session.scalars(select(Panel.name).where(Panel.id == row.panel_id)).one()
    reads = owners(session, worker, row.case_id, row.category)
    agencies = sorted({one.agency for one in reads} | {worker.agency_name})
    return About(reference, name or "", panel, tuple(agencies))
