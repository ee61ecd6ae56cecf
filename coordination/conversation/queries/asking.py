"""Whom a worker may ask on a case, and what: by the pathway's cards and by its grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.conversation.queries.seats import Seat
from coordination.identity.models import Team
from workflows.grid import may_write
from workflows.vocabulary import Question

CLOSED = "This case is closed, so nobody can be asked for anything on it. Write a message instead."
# answered out of a list that only a step of the pathway can give, or kept in a way that a card cannot
NOT_ON_CARDS = frozenset({"team", "worker", "panel", "case", "address", "consent"})


@dataclass(frozen=True)
class TeamHere:
    """A team that takes part, and as what."""

    id: UUID
    code: str
    name: str
    positions: frozenset[str]


@dataclass(frozen=True)
class Asking:
    """What can be put to one team: a card of the pathway, or questions under words of their own."""

    card: str | None
    label: str
    questions: tuple[str, ...]
    category: str


def teams_to_ask(session: Session, seat: Seat) -> list[TeamHere]:
    """The other teams that take part in full, by name. The worker's own teams are not asked: they are spoken to."""
    return [team for team in teams_here(session, seat) if team.id not in seat.worker.team_ids]


def teams_here(session: Session, seat: Seat) -> list[TeamHere]:
    """All teams that take part in full, by name."""
    positions: dict[UUID, set[str]] = {}
    here = {one.id for one in seat.agencies if "core" in one.reads}
    for part in seat.parts:
        if part.holder_kind == "team" and part.sees == "full" and part.agency_id in here:
            positions.setdefault(part.holder, set()).add(part.position)
    rows = session.execute(
        select(Team.id, Team.code, Team.name).where(Team.id.in_(positions.keys())).order_by(Team.name)
    )
    return [TeamHere(row.id, row.code, row.name, frozenset(positions[row.id])) for row in rows]


def cards_for(seat: Seat, team: TeamHere) -> list[Asking]:
    """The pathway's cards that this team answers and whose questions the worker reads."""
    found = []
    for card in seat.pathway.cards:
        category = seat.pathway.question(card.questions[0]).category
        if team.positions & set(card.asked_of) and category in seat.categories:
            found.append(Asking(card.code, card.label, card.questions, category))
    return found


def choosable(seat: Seat, team: TeamHere) -> list[Question]:
    """The pathway's questions that this team may answer and the worker may read, in the order of the form."""
    return [
        question
        for question in _single(seat)
        if question.category in seat.categories
        and any(may_write(seat.pathway, position, question) for position in team.positions)
    ]


def _single(seat: Seat) -> Sequence[Question]:
    """Questions with one answer on a case, of a kind that a card can hold; those of steps belong to the steps."""
    topics = [topic for topic in seat.pathway.topics.values() if topic.repeat is None]
    return [question for topic in topics for question in topic.questions if question.kind not in NOT_ON_CARDS]
