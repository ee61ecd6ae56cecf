"""What a worker was told, newest first, and which of it still matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.orm import Session

from coordination.audit.models import Event, EventDetail
from coordination.cases.models import CaseFile
from coordination.identity.models import Worker
from coordination.notifications.models import Delivery, Notice
from workflows import pathways

PAGE = 25
MOVED = "case.moved"
# where a notice about no case leads: what it is called, and its address, by how its kind begins
PLACES = {
    "concern-": ("Public inbox", "/concerns"),
    "draft-passed-on": ("Drafts", "/refer/drafts"),
    "team-without-people": ("Workers", "/workers"),
}


@dataclass(frozen=True)
class Told:
    """A notice as its reader may see it now. Without a case reference the case is no longer theirs to open."""

    reference: str
    kind: str
    sentence: str
    case_reference: str | None
    urgent: bool
    unread: bool
    at: datetime

    @property
    def place(self) -> tuple[str, str] | None:
        """What it is about, as the words and the address of a link: a case, or the page where it waits."""
        if self.case_reference is not None:
            return self.case_reference, f"/cases/{self.case_reference}"
        return next((place for begins, place in PLACES.items() if self.kind.startswith(begins)), None)

    @property
    def waits(self) -> bool:
        """Whether it is urgent and nobody has said that they saw it."""
        return self.urgent and self.unread


@dataclass(frozen=True)
class Page:
    """One page of notices; `older` leads to the next one."""

    notices: Sequence[Told]
    older: str | None
    unread: int


def page(session: Session, worker_id: UUID, before: str | None = None) -> Page:
    """A worker's notices after the one named by `before`, newest first. An unknown `before` begins at the top."""
    query = _told(worker_id).order_by(Notice.at.desc(), Notice.id.desc()).limit(PAGE + 1)
    if before:
        last = session.execute(
            select(Notice.at, Notice.id).where(Notice.worker_id == worker_id, Notice.reference == before)
        ).one_or_none()
        if last is not None:
            query = query.where(tuple_(Notice.at, Notice.id) < tuple_(last.at, last.id))
    found = session.execute(query).all()
    steps = _steps(session, [UUID(row.about) for row in found if row.kind == MOVED])
    # what else was told of the same event has words of its own
    rows = [_as_told(row, steps.get(row.about, "") if row.kind == MOVED else "") for row in found]
    unread = len(
        session.scalars(
            select(Notice.id).where(Notice.worker_id == worker_id, Notice.read_at.is_(None)).limit(100)
        ).all()
    )
    return Page(rows[:PAGE], rows[PAGE - 1].reference if len(rows) > PAGE else None, unread)


def urgent_for(session: Session, worker_id: UUID, at_most: int = 3) -> Sequence[Told]:
    """Urgent notices that wait to be acknowledged, for the top of every page."""
    query = _told(worker_id).where(
        Notice.urgent,
        Notice.acknowledged_at.is_(None),
        Notice.read_at.is_(None),
        # of a case that is closed to the reader nothing can be said and nothing is to be done: it waits under Notices
        or_(Notice.case_id.is_(None), CaseFile.id.is_not(None)),
    )
    return [_as_told(row) for row in session.execute(query.order_by(Notice.at.desc()).limit(at_most))]


def _told(worker_id: UUID):  # type: ignore[no-untyped-def]  # a select of columns has no type worth writing out
    """Row-level security decides which cases are joined: a case that is closed to the reader leaves no reference."""
    return (
        select(
            Notice.reference,
            Notice.kind,
            Notice.about,
            Notice.sentence,
            Notice.case_id,
            Notice.urgent,
            Notice.read_at,
            Notice.at,
            CaseFile.reference.label("case_reference"),
        )
        .outerjoin(CaseFile, CaseFile.id == Notice.case_id)
        .where(Notice.worker_id == worker_id)
    )


def _steps(session: Session, event_ids: Sequence[UUID]) -> dict[str, str]:
    """The steps that these events were, in the pathway's words. Row-level security leaves out what the reader may not
    know of, or no longer: the notice itself says only that the case moved on."""
    if not event_ids:
        return {}
    rows = session.execute(
        select(Event.id, EventDetail.detail["move"].astext.label("move"), CaseFile.pathway, CaseFile.pathway_version)
        .join(EventDetail, EventDetail.event_id == Event.id)
        .join(CaseFile, CaseFile.id == Event.case_id)
        .where(Event.id.in_(event_ids), Event.kind == MOVED)
    )
    return {str(row.id): pathways.of(row.pathway, row.pathway_version).move(row.move).label for row in rows}


def _as_told(row, step: str = "") -> Told:  # type: ignore[no-untyped-def]
    hidden = row.case_id is not None and row.case_reference is None
    sentence = f"{row.sentence.removesuffix('.')}: {step}." if step else row.sentence
    return Told(
        reference=row.reference,
        kind=row.kind,
        sentence="This was about a case that you no longer take part in." if hidden else sentence,
        case_reference=row.case_reference,
        urgent=row.urgent,
        unread=row.read_at is None,
        at=row.at,
    )


@dataclass(frozen=True)
class NotOut:
    """A message that did not go out, or keeps failing. To whom, not about what."""

    reference: str
    to: str | None
    kind: str
    urgent: bool
    state: str
    why: str | None
    tries: int
    asked_at: datetime

    @property
    def may_be_tried(self) -> bool:
        """Whether only a person's decision brings another try. What follows a resident is recorded by hand instead."""
        return self.state in ("refused", "unsure") and self.to is not None


def not_out(session: Session) -> Sequence[NotOut]:
    """The messages of the administrator's agency that did not go out, the newest first; a hundred at most."""
    rows = session.execute(
        select(
            Delivery.reference,
            Worker.name,
            Delivery.kind,
            Delivery.urgent,
            Delivery.state,
            Delivery.why,
            Delivery.tries,
            Delivery.asked_at,
        )
        .outerjoin(Worker, Worker.id == Delivery.worker_id)
        .where(
            or_(
                Delivery.state.in_(("refused", "unsure")),
                and_(Delivery.state.in_(("waiting", "sending")), Delivery.tries > 0),
            )
        )
        .order_by(Delivery.asked_at.desc(), Delivery.reference)
        .limit(100)
    )
    return [NotOut(*row) for row in rows]
