"""Two cases side by side: what each says of its person, what agrees and differs in words, and what was said before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.cases.models import SamePerson
from coordination.cases.queries.loading import Loaded
from coordination.cases.queries.timeline import Happened, timeline
from coordination.forms.words import in_words
from coordination.identity.models import Worker
from coordination.same_person.queries import bands_of, settings_of_ours
from coordination.same_person.queries.people import Person
from workflows.likeness import Likeness, compare

HEADINGS = {
    "name": "Name",
    "also": "Other names",
    "born": "Date of birth",
    "sex": "Sex",
    "nhs_number": "NHS number",
    "prison_number": "Prison number",
    "address": "Postcode",
}
# what the weighing calls the parts of a name, all of them said beside the name
OF_A_NAME = frozenset({"given", "middle", "second-name", "family", "barrel", "order", "alias"})


@dataclass(frozen=True)
class Line:
    """One thing on both sides. `agrees` is None where it could not be compared."""

    heading: str
    one: str
    other: str
    agrees: bool | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A verdict as somebody gave it, and who took it back."""

    verdict: str
    by: str
    at: datetime
    undone_by: str | None
    undone_at: datetime | None


@dataclass(frozen=True)
class OfBoth:
    """Something that happened, and on which of the two cases."""

    reference: str
    event: Happened


def weighed(session: Session, partnership_id: UUID, one: Person, other: Person) -> Likeness | None:
    """How like the two are by what the asker reads of both; None where one has no name that they read."""
    mine, theirs = one.described, other.described
    if mine is None or theirs is None:
        return None
    asked = {"partnership_id": partnership_id, "today": clock.today()}
    kept = session.execute(settings_of_ours(), asked)
    return compare(mine, theirs, bands_of((row.code, row.value) for row in kept))


def lines(one: Person, other: Person, likeness: Likeness | None) -> list[Line]:
    """Everything that is compared and that at least one of the two cases tells the asker."""
    found = []
    for about, heading in HEADINGS.items():
        left, right = _said(one, about), _said(other, about)
        parts = [part for part in (likeness.parts if likeness else ()) if _heading_of(part.about) == about]
        weight = sum(part.weight for part in parts)
        if left or right:
            said = tuple(part.sentence for part in parts)
            found.append(Line(heading, left, right, weight > 0 if parts else None, said))
    return found


def _heading_of(about: str) -> str:
    return "name" if about in OF_A_NAME else about


def said_before(session: Session, one_id: UUID, other_id: UUID) -> list[Said]:
    """Every verdict on these two people, the newest first."""
    undone = aliased(Worker)
    rows = session.execute(
        select(SamePerson.verdict, Worker.name, SamePerson.at, undone.name, SamePerson.undone_at)
        .join(Worker, Worker.id == SamePerson.by_id)
        .outerjoin(undone, undone.id == SamePerson.undone_by_id)
        .where(SamePerson.one_id.in_([one_id, other_id]), SamePerson.other_id.in_([one_id, other_id]))
        .order_by(SamePerson.at.desc(), SamePerson.id.desc())
    )
    return [Said(*row) for row in rows]


def both_histories(session: Session, pages: Iterable[Loaded], size: int = 6) -> list[OfBoth]:
    """The newest of what happened on either case, in one order. Neither history is changed by being read so."""
    each = [OfBoth(page.case.reference, event) for page in pages for event in timeline(session, page, size=size).events]
    return sorted(each, key=lambda of: of.event.at, reverse=True)[: 2 * size]


def _said(person: Person, about: str) -> str:
    words = (
        in_words(person.pathway.question(field.rpartition(".")[2]), person.answers.get(field))
        for field in person.fields[about]
    )
    return " ".join(word for word in words if word)
