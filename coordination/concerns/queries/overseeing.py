"""How many concerns came without an account and what became of them, and which were marked: numbers, never a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.concerns.models import CLEARED, TAKEN_UP, TURNED_DOWN
from workflows import pathways
from workflows.local_time import LONDON
from workflows.public_form import NOT_TRUE

MONTHS = 12
_COUNTED = text("select * from concerns_counted(:since)")
_MARKED = text("select * from concerns_marked()")


@dataclass(frozen=True)
class Came:
    """What came in a month, or in all of them, and what became of it. `waiting` includes what is being written."""

    came: int
    not_safe: int
    marked: int
    taken_up: int
    turned_down: int
    cleared: int

    @property
    def waiting(self) -> int:
        return self.came - self.taken_up - self.turned_down - self.cleared


@dataclass(frozen=True)
class Told:
    """The numbers of one partnership: by month, newest first, without those in which none came, and together;
    and why nothing was done about some."""

    partnership: str
    months: tuple[tuple[str, Came], ...]
    together: Came
    why_not: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Marked:
    """One that may not be true and that nobody has dealt with, as somebody sees it who may not read it."""

    reference: str
    partnership: str
    team: str
    received_at: datetime
    marks: tuple[str, ...]
    # it says that somebody is not safe: the team has to read it
    urgent: bool


def counted(session: Session) -> list[Told]:
    """What came in the last twelve months, by partnership: to whom the database tells it, and nothing to others."""
    first = _months()[-1]
    since = datetime.combine(first, time(), LONDON)
    rows = session.execute(_COUNTED, {"since": since}).all()
    return [
        _told(name, [row for row in rows if row.partnership == name])
        for name in sorted({row.partnership for row in rows})
    ]


def marked_elsewhere(session: Session) -> list[Marked]:
    """What was marked and waits in the partnerships whose information governance is asking, oldest first."""
    return [
        Marked(row.reference, row.partnership, row.team, row.received_at, tuple(row.marks), row.urgent)
        for row in session.execute(_MARKED).all()
    ]


def _told(partnership: str, rows: list[Row[Any]]) -> Told:
    why: dict[str, int] = {}
    reasons = _reasons()
    for row in rows:
        if row.ended_as in (TURNED_DOWN, CLEARED):
            said = reasons.get(row.reason, "No reason was kept")
            why[said] = why.get(said, 0) + row.how_many
    return Told(
        partnership,
        tuple(
            (f"{month:%B %Y}", _came(row for row in rows if row.month == month))
            for month in _months()
            if any(row.month == month for row in rows)
        ),
        _came(rows),
        tuple(sorted(why.items(), key=lambda one: (-one[1], one[0]))),
    )


def _came(rows: Iterable[Row[Any]]) -> Came:
    rows = list(rows)

    def those(name: str, value: Any) -> int:
        return sum(row.how_many for row in rows if getattr(row, name) == value)

    return Came(
        sum(row.how_many for row in rows),
        those("urgent", True),
        those("marked", True),
        those("ended_as", TAKEN_UP),
        those("ended_as", TURNED_DOWN),
        those("ended_as", CLEARED),
    )


def _months() -> list[date]:
    """The first days of this month and of those before it, newest first."""
    today = clock.today()
    back = [divmod(today.year * 12 + today.month - 1 - ago, 12) for ago in range(MONTHS)]
    return [date(year, month + 1, 1) for year, month in back]


def _reasons() -> dict[str, str]:
    reasons = dict(NOT_TRUE)
    for pathway in pathways.offered():
        if pathway.without_account is not None:
            reasons |= pathway.without_account.why_not
    return reasons
