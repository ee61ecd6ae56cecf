"""The conversation on the page of its case: the newest of it, and the composer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.cases.panels import Panel
from coordination.cases.queries.loading import Loaded
from coordination.conversation.queries.seats import seat_on
from coordination.conversation.queries.thread import CARDS
from coordination.conversation.views.showing import Shown, show

NEWEST = 12


def read(session: Session, page: Loaded) -> Shown:
    """What the panel shows. Seeing it there marks nothing as read: on a phone it is behind a
    link. The quiet lines stand in “What happened” on the same page, documents in a panel of their own."""
    return show(session, seat_on(session, page.worker, page.case), size=NEWEST, sources=(CARDS,))


PANEL = Panel("conversation", "conversation/panel.html", read, tab="conversation/tab_panel.html")
