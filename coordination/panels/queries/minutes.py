"""Minutes as one reader may read them: the general part for members, each case's part for those who read it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from coordination.cases.models import CaseFile, PersonOnCase
from coordination.errors import NotVisible
from coordination.identity.models import Worker
from coordination.panels.models import Meeting, Minutes, MinutesPart, MinutesPrint
from coordination.web.filters import upper_first

Rows = Sequence[tuple[str, str]]
FACTS_RELIED_ON = "Facts relied on"


@dataclass(frozen=True)
class CasePart:
    """What the minutes say about one case, to this reader."""

    case_id: UUID
    reference: str
    name: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MinutesShown:
    """One revision of the minutes of a meeting, as this reader finds it."""

    id: UUID
    revision: int
    newest: int
    general: tuple[tuple[str, str], ...]
    note: str
    made_at: datetime
    made_by: str
    approved_at: datetime | None
    approved_by: str
    cases: tuple[CasePart, ...]
    hidden: int

    @property
    def state(self) -> str:
        """In words: approved or a draft, and whether a later revision took its place."""
        word = "Approved" if self.approved_at else "Draft"
        return word if self.revision == self.newest else f"{word}, followed by revision {self.newest}"


def newest_revision(session: Session, meeting: Meeting) -> int:
    """The number of the newest revision; 0 before there are minutes."""
    found = session.scalar(select(func.max(Minutes.revision)).where(Minutes.meeting_id == meeting.id))
    return int(found or 0)


def minutes(session: Session, meeting: Meeting, revision: int | None = None) -> MinutesShown | None:
    """The newest revision, or this one. None before there are minutes; NotVisible for a number that there is not."""
    newest = newest_revision(session, meeting)
    if not newest:
        return None
    wanted = revision or newest
    approver = aliased(Worker)
    row = session.execute(
        select(Minutes, Worker.name, approver.name)
        .join(Worker, Worker.id == Minutes.made_by_id)
        .outerjoin(approver, approver.id == Minutes.approved_by_id)
        .where(Minutes.meeting_id == meeting.id, Minutes.revision == wanted)
    ).one_or_none()
    if row is None:
        raise NotVisible("There is no such revision of these minutes.")
    found, made_by, approved_by = row
    cases = parts(session, found.id)
    return MinutesShown(
        id=found.id,
        revision=found.revision,
        newest=newest,
        general=tuple((label, text) for label, text in found.general),
        note=found.note or "",
        made_at=found.made_at,
        made_by=made_by,
        approved_at=found.approved_at,
        approved_by=approved_by or "",
        cases=cases,
        hidden=max(0, len(meeting.item_ids) - len(cases)),
    )


def parts(session: Session, minutes_id: UUID) -> tuple[CasePart, ...]:
    """The cases of one revision that the reader may read, in the order of the table, decision first."""
    rows = session.execute(
        select(MinutesPart.case_id, CaseFile.reference, MinutesPart.said)
        .join(CaseFile, CaseFile.id == MinutesPart.case_id)
        .where(MinutesPart.minutes_id == minutes_id)
        .order_by(MinutesPart.place, MinutesPart.rank, MinutesPart.category)
    ).all()
    ids = list(dict.fromkeys(row.case_id for row in rows))
    named = session.execute(
        select(PersonOnCase.case_id, PersonOnCase.name).where(
            PersonOnCase.case_id.in_(ids), PersonOnCase.part == "subject", PersonOnCase.name_hidden_since.is_(None)
        )
    )
    names = {row.case_id: row.name for row in named}
    references = {row.case_id: row.reference for row in rows}
    return tuple(
        CasePart(
            case_id,
            references[case_id],
            names.get(case_id, ""),
            _facts_last([(label, text) for row in rows if row.case_id == case_id for label, text in row.said]),
        )
        for case_id in ids
    )


def _facts_last(said: Rows) -> tuple[tuple[str, str], ...]:
    """Facts of each category are a part of their own, and stand on the page as one."""
    facts = [text for label, text in said if label == FACTS_RELIED_ON]
    others = [row for row in said if row[0] != FACTS_RELIED_ON]
    return (*others, (FACTS_RELIED_ON, upper_first("; ".join(facts)))) if facts else tuple(others)


def get_print(session: Session, reference: str) -> MinutesPrint:
    """A print that the asker asked for. Raises NotVisible for anybody else's."""
    row = session.scalar(select(MinutesPrint).where(MinutesPrint.reference == reference))
    if row is None:
        raise NotVisible("There is no print of that name. It may have been cleared away: ask for it again.")
    return row


def still_readable(session: Session, case_ids: Sequence[UUID]) -> bool:
    """Whether the reader may still see every case that a print was made of."""
    there = session.scalar(select(func.count()).select_from(CaseFile).where(CaseFile.id.in_(case_ids)))
    return there == len(case_ids)


def may_be_approved(session: Session, meeting: Meeting) -> bool:
    """Whether a later meeting of the panel is open, at which the minutes of this one can be approved."""
    later = select(Meeting.id).where(
        Meeting.panel_id == meeting.panel_id,
        Meeting.starts_at > meeting.starts_at,
        Meeting.began_at.is_not(None),
        Meeting.ended_at.is_(None),
    )
    return session.scalar(later.limit(1)) is not None


def to_approve(session: Session, meeting: Meeting) -> Meeting | None:
    """The latest earlier meeting of the panel whose newest minutes nobody has approved."""
    rows = session.execute(
        select(Meeting, func.max(Minutes.revision))
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Meeting.panel_id == meeting.panel_id, Meeting.starts_at < meeting.starts_at)
        .group_by(Meeting.id)
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    ).one_or_none()
    if rows is None:
        return None
    earlier: Meeting = rows[0]
    approved = session.scalar(
        select(Minutes.approved_at).where(Minutes.meeting_id == earlier.id, Minutes.revision == rows[1])
    )
    return earlier if approved is None else None
