"""Asking another team for information: a card in the conversation, a task in their queue, a deadline for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated, seal
from coordination.audit.models import Event
from coordination.cases import queries as cases
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.queries import Standing, audiences
from coordination.cases.queries.audiences import EVERYONE, Chosen
from coordination.cases.queries.copies import copies_of
from coordination.conversation.given import Readers
from coordination.conversation.models import FormCard, FormCardForm
from coordination.conversation.queries.asking import CLOSED, Asking, TeamHere, cards_for, choosable, teams_to_ask
from coordination.conversation.queries.seats import Seat, seat_on
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn
from coordination.forms.hanging import answers_read
from coordination.queues.commands.opening import open_task, start_clock
from coordination.queues.models import Task
from workflows.conditions import applies
from workflows.truth import Known
from workflows.vocabulary import CARD_TASK

MOST = 12


@dataclass(frozen=True)
class ToAsk:
    """A question as it was put: to which team, by code; a card of the pathway, or questions of the asker's choice."""

    team: str
    card: str = ""
    questions: tuple[str, ...] = ()
    audience: str = EVERYONE
    agencies: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A card that stands in the conversation."""

    reference: str
    seq: int


def ask(session: Session, worker: SignedIn, reference: str, given: ToAsk, *, once: str) -> Asked:
    """Put a question to a team that takes part; sent again with the same key, it stands once.

    Raises NotVisible without the case, NotAllowed from a preview, Invalid with what to put right, MovedOn when the
    case is closed or the team does not take part any more.
    """
    case = cases.get(session, reference, to_change=True)
    seat = seat_on(session, worker, case)
    seat.must_be_open()
    before = repeated(session, worker, once, [reference, given.team, given.card, given.questions, given.audience,
                                              given.agencies, given.workers])  # fmt: skip
    if before is not None:
        return Asked(before["card"], before["seq"])
    if case.ended_at is not None:
        raise MovedOn(CLOSED)
    team = next((one for one in teams_to_ask(session, seat) if one.code == given.team), None)
    if team is None:
        raise MovedOn(
            "That team does not take part in this case any more. Nothing was asked. Choose another.", field="team"
        )
    asking = _asking(seat, team, given)
    now = cases.standing(session, worker, case)
    if not given.card:
        _must_apply(seat, now.known, asking.questions)
    chosen = _audience(session, seat, team, given, asking.category)
    asked = _stand(session, seat, now, team, asking, chosen)
    remember(session, worker, once, {"card": asked.reference, "seq": asked.seq}, case.id)
    return asked


def _asking(seat: Seat, team: TeamHere, given: ToAsk) -> Asking:
    """What is asked, when the asker may read it and the team may write it."""
    if given.card:
        found = next((one for one in cards_for(seat, team) if one.card == given.card), None)
        if found is None:
            raise Invalid(f"{team.name} cannot be asked that by your team. Choose another question.", field="card")
        return found
    if not given.questions:
        raise Invalid("Choose at least one question.", field="questions")
    if len(given.questions) > MOST:
        raise Invalid(f"Choose {MOST} questions or fewer. Send another card for the rest.", field="questions")
    offered = {question.code: question for question in choosable(seat, team)}
    if not set(given.questions) <= offered.keys():
        raise Invalid(f"{team.name} cannot be asked one of these by your team. Choose again.", field="questions")
    kinds = {offered[code].category for code in given.questions}
    if len(kinds) > 1:
        raise Invalid(
            "Choose questions of one kind of information. Send another card for the rest, because others may read it.",
            field="questions",
        )
    in_order = tuple(code for code in offered if code in given.questions)
    return Asking(None, _words(seat, in_order), in_order, kinds.pop())


def _must_apply(seat: Seat, known: Known, codes: Sequence[str]) -> None:
    """Raises Invalid for a question that nobody would be asked: a card with nothing to answer is none. What hangs on an
    answer that the asker may not read is left to whoever answers."""
    for question in map(seat.pathway.question, codes):
        hangs_on = answers_read(question.when)
        if applies(question, None, known) or hangs_on & set(codes):
            continue
        if all(seat.pathway.question(code).category in seat.categories for code in hangs_on):
            raise Invalid(
                f"“{question.label}” is asked only after another answer, which does not call for it now. "
                "Choose that question as well, or leave this one out.",
                field="questions",
            )


def _words(seat: Seat, codes: Sequence[str]) -> str:
    first = seat.pathway.question(codes[0]).label
    return first if len(codes) == 1 else f"{first} and {len(codes) - 1} more"


def _audience(session: Session, seat: Seat, team: TeamHere, given: ToAsk, category: str) -> Chosen:
    """Who sees the card. The team that is asked always does."""
    readers = Readers(given.audience, given.agencies, given.workers, category)
    return chosen_from(session, seat, readers).including(team.id)


def _stand(session: Session, seat: Seat, now: Standing, team: TeamHere, asking: Asking, chosen: Chosen) -> Asked:
    case, pathway = seat.case, seat.pathway
    rule = pathway.card(asking.card).clock if asking.card else pathway.asked_clock
    audience_id = audiences.kept(session, seat, chosen)
    deadline = start_clock(session, pathway.clock(rule), pathway, now.known, case_id=case.id, team_id=team.id)
    kind = pathway.task(f"{CARD_TASK}{asking.category}")
    task = open_task(
        session,
        kind=kind.code,
        # lists of tasks are read by more people than the questions themselves
        asks=asking.label if asking.category == "core" and chosen.kind == EVERYONE else kind.label,
        team_id=team.id,
        clock=deadline,
        copies=copies_of(session, case, pathway, now.known, seat.worker.agency_name),
        opened_by_id=seat.worker.id,
        category=asking.category,
        audience_id=None if chosen.kind == EVERYONE else audience_id,
    )
    event = record(
        session,
        "card.asked",
        case_id=case.id,
        category=asking.category,
        audience_id=audience_id,
        card=task.reference,
        team=team.id,
        fields=list(asking.questions),
    )
    card = place(
        session, seat, task, event.id, audience_id=audience_id, category=asking.category, card=asking.card,
        questions=asking.questions,
    )  # fmt: skip
    case.version += 1
    session.flush()
    jobs.later(session, seat.worker.id, "tell_of_card", case_id=case.id, card_id=card.id)
    return Asked(card.reference, card.seq)


def place(
    session: Session,
    seat: Seat,
    task: Task,
    event_id: UUID,
    *,
    audience_id: UUID,
    category: str,
    card: str | None = None,
    questions: Sequence[str] = (),
    asks: str | None = None,
) -> FormCard:
    """Put a card into the conversation, where the event stands that says that it was asked."""
    session.flush()
    seal(session)
    row = FormCard(
        id=new_id(),
        reference=task.reference,
        case_id=seat.case.id,
        seq=session.scalars(select(Event.seq).where(Event.id == event_id)).one(),
        at=clock.now(),
        author_id=seat.worker.id,
        author_agency_id=seat.worker.agency_id,
        team_id=task.team_id,
        task_id=task.id,
        audience_id=audience_id,
    )
    session.add(row)
    session.flush()
    session.add(
        FormCardForm(
            card_id=row.id,
            case_id=seat.case.id,
            author_agency_id=seat.worker.agency_id,
            category=category,
            card=card,
            questions=list(questions),
            asks=asks,
        )
    )
    return row
