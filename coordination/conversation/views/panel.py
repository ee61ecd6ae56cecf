"""The conversation on the page of its case: the newest of it, and the composer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.cases.panels import Panel
from coordination.cases.queries.entries import Source, asked_already
from coordination.cases.queries.loading import Loaded
from coordination.conversation.queries import cards, seats, thread
from coordination.conversation.views.showing import Shown, show
from coordination.together import Asked

NEWEST = 12
CARDS = Source(cards.cards_known_early, asked_already)


def ahead(worker: SignedIn, case: CaseFile) -> Asked:
    """What `read` asks of every case."""
    there = thread.asks(case.id, size=NEWEST)
    return {**seats.asks_beside(worker, case), **there, **cards.asks(case.id, before=None, after=None)}


def read(session: Session, page: Loaded) -> Shown:
    """What the panel shows. Seeing it there marks nothing as read: on a phone it is behind a
    link. The quiet lines stand in “What happened” on the same page, documents in a panel of their own."""
    return show(session, seats.seat_beside(session, page), size=NEWEST, sources=(CARDS,))


PANEL = Panel("conversation", "conversation/panel.html", read, tab="conversation/tab_panel.html", asks=ahead)
