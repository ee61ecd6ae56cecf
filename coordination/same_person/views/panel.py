"""On the page of a case: who on another one may be the same person, and which cases are linked."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.access import shown
from coordination.cases.panels import Panel
from coordination.cases.queries.loading import Loaded
from coordination.same_person.queries import Found, found


def read(session: Session, page: Loaded) -> Found:
    """What the panel shows. That it tells of other cases is recorded as a look at them."""
    beside = found(session, page)
    shown([page.case.id, *beside.case_ids])
    return beside


PANEL = Panel("same_person", "same_person/panel.html", read, tab="same_person/tab_panel.html")
