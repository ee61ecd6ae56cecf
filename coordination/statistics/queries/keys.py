"""The keys of a partnership, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership, Worker
from coordination.statistics.models import FigureKey

LEADS = ("data-lead", "partnership-lead")
KEEPERS = (*LEADS, "administrator")
# what a key can be made for, in the words of whoever makes it
STATISTICS, BOARD_REPORTS = "statistics", "board-reports"
OPENS = {STATISTICS: "Statistics of closed months", BOARD_REPORTS: "Reports to the board"}


@dataclass(frozen=True)
class Kept:
    """A key as those who keep it see it: never the key itself."""

    reference: str
    used_for: str
    opens: list[str]
    made_by: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    @property
    def opens_in_words(self) -> list[str]:
        """What it opens, in the order and the words of the page on which it was made."""
        return [words for code, words in OPENS.items() if code in self.opens]

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and self.expires_at > now


def is_kept(session: Session, reference: str) -> bool:
    """Whether there is a key of this reference that the asker keeps."""
    return session.scalar(select(FigureKey.id).where(FigureKey.reference == reference)) is not None


def keys_of(session: Session, partnership: Partnership) -> list[Kept]:
    """Every key that was made for the figures of a partnership, the newest first."""
    there = (
        select(
            FigureKey.reference,
            FigureKey.used_for,
            FigureKey.opens,
            Worker.name,
            FigureKey.made_at,
            FigureKey.expires_at,
            FigureKey.last_used_at,
            FigureKey.revoked_at,
        )
        .outerjoin(Worker, Worker.id == FigureKey.made_by_id)
        .where(FigureKey.partnership_id == partnership.id)
        .order_by(FigureKey.made_at.desc())
    )
    return [Kept(*row) for row in session.execute(there)]
