"""Asking agencies what is new before a meeting, by a card for each, and telling it: in words, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries as cases
from coordination.cases.queries import audiences
from coordination.cases.queries.audiences import EVERYONE, Chosen
from coordination.cases.queries.copies import copies_of
from coordination.cases.queries.timeline import WHAT_IS_NEW
from coordination.conversation.commands.answering import asked_of_me, finish
from coordination.conversation.commands.asking import place
from coordination.conversation.given import LONGEST
from coordination.conversation.models import FormCard, FormCardNews
from coordination.conversation.queries.cards import ANSWERED
from coordination.conversation.queries.seats import Seat
from coordination.errors import Invalid
from coordination.queues.commands.opening import Copies, Holder, open_task, start_clock
from workflows.vocabulary import CARD_TASK


@dataclass(frozen=True)
class AskedToTell:
    """Whose queue a card stands in: a team's or, of those who take part by name, a worker's in it."""

    team_id: UUID
    held_by: Holder | None = None


@dataclass(frozen=True)
class Wanted:
    """What is asked in which words, of which kind of information, and by when, as a clock of the pathway counts it."""

    asks: str
    category: str
    clock: str
    origin_at: datetime


def ask_what_is_new(session: Session, seat: Seat, wanted: Wanted, of: Sequence[AskedToTell]) -> list[FormCard]:
    """Put a card for each of these into the conversation, in the same order. They are for everyone on the case.

    Who is asked finds it in a queue, and is told of it by whoever calls this.
    """
    case, pathway = seat.case, seat.pathway
    now = cases.standing(session, seat.worker, case)
    audience_id = audiences.kept(session, seat, Chosen(EVERYONE))
    copies = copies_of(session, case, pathway, now.known, seat.worker.agency_name)
    opened = []
    for one in of:
        deadline = start_clock(
            session,
            pathway.clock(wanted.clock),
            pathway,
            now.known,
            case_id=case.id,
            team_id=one.team_id,
            origin_at=wanted.origin_at,
        )
        task = open_task(
            session,
            kind=f"{CARD_TASK}{wanted.category}",
            asks=wanted.asks,
            team_id=one.team_id,
            clock=deadline,
            # colleagues of somebody who takes part by name may not: their queue says no more than the reference
            copies=Copies(case_id=case.id, reference=case.reference, pathway=case.pathway) if one.held_by else copies,
            opened_by_id=seat.worker.id,
            held_by=one.held_by,
        )
        event = record(
            session,
            "card.asked",
            case_id=case.id,
            category=wanted.category,
            audience_id=audience_id,
            card=task.reference,
            team=one.team_id,
            fields=[WHAT_IS_NEW],
        )
        opened.append((task, event))
    return [
        place(session, seat, task, event.id, audience_id=audience_id, category=wanted.category, asks=wanted.asks)
        for task, event in opened
    ]


def tell_news(
    session: Session, worker: SignedIn, reference: str, card: str, *, body: str, nothing_new: bool, once: str
) -> int:
    """Tell what is new, or that nothing is. Returns the card's place in the conversation.

    Raises NotAllowed for another team's card, MovedOn when it is answered or closed already, Invalid when neither is
    said.
    """
    case = cases.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, card, body, nothing_new])
    if before is not None:
        return int(before["seq"])
    found = asked_of_me(session, worker, case, card)
    if found.form.asks is None:
        raise Invalid("This card asks questions of its own. Answer those.")
    body = body.strip()
    if not body and not nothing_new:
        raise Invalid("Write what is new, or tick that nothing is.", field="body")
    if len(body) > LONGEST:
        raise Invalid(f"Shorten what you tell to {LONGEST:,} characters or fewer.", field="body")
    finish(session, worker, found, ANSWERED, "card.answered")
    session.add(
        FormCardNews(
            card_id=found.card.id,
            case_id=case.id,
            category=found.form.category,
            agency_id=worker.agency_id,
            by_id=worker.id,
            at=clock.now(),
            body=body or None,
            nothing_new=nothing_new and not body,
        )
    )
    case.version += 1
    remember(session, worker, once, {"seq": found.card.seq}, case.id)
    return found.card.seq
