"""The quiet lines between messages: who joined and what of the past they can now read, moves and claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.cases.queries.audiences import listed
from coordination.cases.queries.timeline import Happened, timeline
from coordination.cases.queries.timeline import asks as events_asked
from coordination.conversation.queries.seats import Seat
from coordination.together import Asked
from workflows.grid import grant
from workflows.vocabulary import Pathway

QUIET = (
    "participant.joined", "participant.left", "case.moved", "case.ended", "hand-over.asked", "hand-over.answered",
    "task.claimed",
)  # fmt: skip
MOST = 60
FEW = 3


@dataclass(frozen=True)
class Line:
    """One event in words, as it stands between the messages."""

    seq: int
    at: datetime
    said: str
    kind: str = field(default="line", init=False)


@dataclass(frozen=True)
class Lines:
    """Several that follow on each other, folded so that the messages stay in sight."""

    lines: tuple[Line, ...]
    kind: str = field(default="lines", init=False)

    @property
    def seq(self) -> int:
        """The place of the last of them."""
        return self.lines[-1].seq

    @property
    def at(self) -> datetime:
        """When the last of them happened."""
        return self.lines[-1].at


def folded(entries: Sequence[Any]) -> list[Any]:
    """The same entries, with every run of more than a few lines as one."""
    found: list[Any] = []
    for is_line, run in groupby(entries, lambda entry: isinstance(entry, Line)):
        together = tuple(run)
        found += [Lines(together)] if is_line and len(together) > FEW else together
    return found


def asks(case_id: UUID, *, before: int | None, after: int | None) -> Asked:
    """What `lines` will ask, to be read ahead together with other lists."""
    return events_asked(case_id, before, MOST, after=after, kinds=QUIET)


def lines(session: Session, seat: Seat, *, before: int | None, after: int | None) -> Sequence[Line]:
    """What happened between two places, as far as the asker may see it; the newest of it where there is much."""
    found = timeline(session, seat, before, MOST, after=after, kinds=QUIET)
    return [Line(one.seq, one.at, _said(seat, one)) for one in found.events]


def _said(seat: Seat, happened: Happened) -> str:
    said = f"{happened.said}."
    if happened.kind == "participant.joined":
        return f"{said} {_past(seat.pathway, happened)}"
    if happened.kind == "hand-over.answered" and str(happened.detail.get("answer", "")).startswith("accepted"):
        return f"{said} They can now read what was written to everyone on the case before."
    return said


def _past(pathway: Pathway, happened: Happened) -> str:
    """What a newcomer can read of what was written before they came."""
    if happened.detail["sees"] != "full":
        return "They see a preview, and nothing of this conversation until they accept."
    held = grant(pathway, happened.detail["position"])["reads"]
    labels = [category.label for category in pathway.categories if category.code in held]
    kinds = f" ({listed(labels).lower()})" if labels else ""
    return f"They can now read what was written to everyone on the case before{kinds}."
