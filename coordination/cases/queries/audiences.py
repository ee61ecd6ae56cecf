"""Audiences: what each is called, who reads through it, and which of them a worker can choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination.cases.models import Audience, AudienceMember
from coordination.cases.queries.seats import Reader, Seat
from coordination.db import new_id
from coordination.forms.readers import Offered

EVERYONE, AGENCIES, AGENCY, TEAM, WORKERS = KINDS = ("everyone", "agencies", "agency", "team", "workers")

BY_NAME = 8
AND_LATER = " So do any agencies that join."

_WHO_READS = text("select * from who_reads(:case_id, :category, :agency_id, cast(:readers as uuid[]))")


@dataclass(frozen=True)
class Chosen:
    """An audience as it was chosen: its kind and, for a fixed one, its holders with the author always among them."""

    kind: str
    holders: tuple[UUID, ...] = ()

    @property
    def readers(self) -> list[UUID] | None:
        """The holders as the database compares them; None for everyone on the case."""
        return None if self.kind == EVERYONE else list(self.holders)

    def including(self, holder: UUID) -> Chosen:
        """The same with this holder in it as well; everyone on the case is everyone already."""
        return self if self.kind == EVERYONE else Chosen(self.kind, tuple(sorted({*self.holders, holder})))


def who_reads(session: Session, seat: Seat, category: str, chosen: Chosen) -> list[Reader]:
    """Every worker who could read such a thing by the asker now: by part, agreement, category, audience and block.

    PostgreSQL answers, by the rule that decides who reads what is written for an audience.
    """
    given = {
        "case_id": seat.case.id,
        "category": category,
        "agency_id": seat.worker.agency_id,
        "readers": chosen.readers,
    }
    return [Reader(*row) for row in session.execute(_WHO_READS, given)]


def people_in_words(seat: Seat, people: Sequence[Reader], audience: str) -> str:
    """Who reads what is being written, as its writer is told before it is sent: by name, or where many by agency."""
    return _read_now(seat, people) + (AND_LATER if audience == EVERYONE else "")


def _read_now(seat: Seat, people: Sequence[Reader]) -> str:
    others = [one for one in people if one.id != seat.worker.id]
    if not others:
        return "Nobody but you reads this for now."
    by_agency: dict[str, list[str]] = {}
    for one in others:
        by_agency.setdefault(one.agency, []).append(one.name)
    count = "1 person reads" if len(others) == 1 else f"{len(others)} people read"
    if len(others) <= BY_NAME:
        return f"{count} this: {'; '.join(f'{listed(names)} ({agency})' for agency, names in by_agency.items())}."
    return f"{count} this: {listed([f'{len(names)} at {agency}' for agency, names in by_agency.items()])}."


def kept(session: Session, seat: Seat, chosen: Chosen) -> UUID:
    """The id of this audience on this case, written down the first time somebody chooses it."""
    there = session.execute(
        select(Audience.id, AudienceMember.holder)
        .outerjoin(AudienceMember, AudienceMember.audience_id == Audience.id)
        .where(Audience.case_id == seat.case.id, Audience.kind == chosen.kind)
    )
    found: dict[UUID, set[UUID]] = {}
    for audience_id, holder in there:
        found.setdefault(audience_id, set()).update([holder] if holder else [])
    for audience_id, holders in found.items():
        if holders == set(chosen.holders):
            return audience_id
    audience_id = new_id()
    session.add(Audience(id=audience_id, case_id=seat.case.id, kind=chosen.kind))
    session.flush()
    session.add_all(
        AudienceMember(audience_id=audience_id, holder=holder, case_id=seat.case.id) for holder in chosen.holders
    )
    session.flush()
    return audience_id


def listed(names: Sequence[Any]) -> str:
    """Names as a sentence says them: A, B and C."""
    words = [str(name) for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def offered(seat: Seat, people: Sequence[Reader], category: str, categories: Sequence[str] | None = None) -> Offered:
    """Whom this worker can choose for something of this category, in the words of a page; all they read, or these."""
    labels = {one.code: one.label for one in seat.pathway.categories}
    kinds = seat.categories if categories is None else categories
    others = [one for one in people if one.id != seat.worker.id]
    return Offered(
        everyone=everyone_in_words(seat, category),
        agency=seat.worker.agency_name,
        teams=listed(sorted(seat.teams.values())),
        agencies={one.code: one.name for one in seat.readers(category) if one.id != seat.worker.agency_id},
        people={one.reference: f"{one.name}, {one.agency}" for one in others},
        categories={code: _category_in_words(seat, code, labels[code]) for code in kinds},
    )


def everyone_in_words(seat: Seat, category: str) -> str:
    """Who reads what is for everyone: the agencies there are now, by name, and any that join."""
    here = seat.readers(category)
    count = f"{len(here)} agencies" if len(here) != 1 else "1 agency"
    return f"{count}, and any that join: {listed([one.name for one in here])}." if here else "Any that join."


def _category_in_words(seat: Seat, code: str, label: str) -> str:
    names = [one.name for one in seat.readers(code)]
    return f"{label}: read by {listed(names)}" if code != "core" else label
