"""Form cards as a reader of the conversation sees them: who asked whom, how it stands, and what as far as they may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, any_, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.cases.models import Answer
from coordination.cases.queries.events import AFTER_ALL
from coordination.cases.queries.readers_in_words import names_here, read_by
from coordination.conversation.models import FormCard, FormCardForm, FormCardNews
from coordination.conversation.queries.seats import Seat
from coordination.forms.words import in_words
from coordination.identity.models import Team
from coordination.queues.models import Task
from coordination.queues.queries.rows import DueWords, due_words
from coordination.together import Asked, Rows, Together, given, name_of
from workflows.vocabulary import Question

ANSWERED, WITHDRAWN, UNSHARED = "answered", "withdrawn", "not-shared"
MET = "meeting-over"
DECLINED = {"nothing-held": "We hold nothing", "not-without-consent": "Not without consent"}
# how a card's task ended, as the thread says it; of every other ending it is enough that nobody waits any more
ENDED = {
    ANSWERED: "answered",
    "nothing-held": "answered: they hold nothing",
    "not-without-consent": "answered: not without consent",
    WITHDRAWN: "withdrawn",
    UNSHARED: "closed, because a sharing agreement has ended",
    "left": "closed, because the team that was asked left the case",
    "case-closed": "closed, because the case was closed",
    MET: "closed, because the panel does not ask for it any more",
    "silenced": "closed, because messages on this case were stopped",
}
CHANGES_A_CARD = frozenset(
    {
        "card.answered",
        "card.declined",
        "card.withdrawn",
        "card.late",
        "card.closed",
        "task.done",
        "task.reopened",
        "answer.corrected",
        "answer.renewed",
    }
)


@dataclass(frozen=True)
class Said:
    """One answer in words, with the mark that it was put right since."""

    label: str
    value: str
    corrected: bool


@dataclass(frozen=True)
class Card:
    """One card. Without a label the reader may not read what it asks, only that it was asked and what became of it."""

    reference: str
    seq: int
    at: datetime
    author: str
    agency: str
    team: str
    label: str | None
    category: str
    questions: tuple[Question, ...]
    due: DueWords | None
    ended: str
    ended_as: str
    ended_at: datetime | None
    ended_by: str
    answers: tuple[Said, ...]
    for_me: bool
    from_us: bool
    narrow: bool
    # asks what is new, and is answered in words
    news: bool
    audience: str
    kind: str = field(default="card", init=False)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.ended_at is None


def asks(case_id: UUID, *, before: int | None, after: int | None) -> Asked:
    """What `cards` will ask first, to be read ahead together with other lists."""
    return {_between(): {"case_id": case_id, "before": AFTER_ALL if before is None else before, "after": after or 0}}


def cards(session: Session, seat: Seat, *, before: int | None, after: int | None) -> Sequence[Card]:
    """The cards between two places of the conversation, as far as the asker may see them."""
    [(between, given_now)] = asks(seat.case.id, before=before, after=after).items()
    return _in_order(session, seat, between.rows(session, **given_now)["cards"])


def cards_known_early(session: Session, seat: Seat, *, before: int | None, after: int | None) -> Sequence[Card]:
    """The same, out of all cards of the case: these can be asked for before it is known how far back a page goes."""
    return [card for card in cards(session, seat, before=before, after=None) if card.seq > (after or 0)]


def card_of(session: Session, seat: Seat, reference: str) -> Card | None:
    """One card, or None when there is none that the asker can see."""
    found = _in_order(session, seat, _one().rows(session, case_id=seat.case.id, reference=reference)["cards"])
    return found[0] if found else None


@cache
def _between() -> Together:
    """The cards between two places. Written out once, as is all that a page asks again and again."""
    return Together(
        cards=_cards().where(FormCard.seq < given("before", BigInteger), FormCard.seq > given("after", BigInteger))
    )


@cache
def _one() -> Together:
    return Together(cards=_cards().where(FormCard.reference == given("reference", Text)))


def _cards() -> Any:
    return (
        select(
            FormCard.reference, FormCard.seq, FormCard.at, FormCard.author_agency_id, FormCard.readers,
            FormCardForm.card, FormCardForm.questions, FormCardForm.category, FormCardForm.asks, FormCardNews.body,
            FormCardNews.nothing_new, Task.due_at, Task.done_at, Task.ended_as,
            Task.team_id, Task.holder_id, name_of(FormCard.author_id).label("author"),
            name_of(FormCard.author_agency_id).label("agency"), Team.name.label("team"),
            Team.agency_id.label("team_agency_id"), name_of(Task.done_by_id).label("doer"),
        )
        .join(Team, Team.id == FormCard.team_id)
        .join(Task, Task.id == FormCard.task_id)
        .outerjoin(FormCardForm, FormCardForm.card_id == FormCard.id)
        .outerjoin(FormCardNews, FormCardNews.card_id == FormCard.id)
        .where(FormCard.case_id == given("case_id", Uuid))
        .order_by(FormCard.seq)
    )  # fmt: skip


def _in_order(session: Session, seat: Seat, rows: Sequence[Any]) -> list[Card]:
    codes = {code for row in rows if row.ended_as == ANSWERED for code in row.questions or ()}
    in_force = _in_force(session, seat, codes) if codes else {}
    names = names_here(seat)
    return [_card(seat, row, in_force, names) for row in rows]


def _card(seat: Seat, row: Any, in_force: Mapping[str, Any], names: Mapping[UUID, str]) -> Card:
    questions = tuple(seat.pathway.question(code) for code in row.questions or ())
    return Card(
        reference=row.reference,
        seq=row.seq,
        at=row.at,
        author=row.author,
        agency=row.agency,
        team=row.team,
        label=row.asks or (_label(seat, row.card, questions) if questions else None),
        category=row.category or "core",
        questions=questions,
        due=due_words(row.due_at, clock.now()) if row.done_at is None else None,
        ended=ENDED.get(row.ended_as or "", "closed"),
        ended_as=row.ended_as or "",
        ended_at=row.done_at,
        ended_by=row.doer or "",
        answers=_answers(questions, row, in_force) if row.ended_as == ANSWERED else (),
        for_me=_is_for_me(seat, row),
        from_us=row.author_agency_id == seat.worker.agency_id,
        narrow=row.readers is not None,
        news=row.asks is not None,
        audience=read_by(row.readers, names),
    )


def _is_for_me(seat: Seat, row: Any) -> bool:
    """Whether the asker may answer: their team, themselves by name, or of what is new anybody here of the agency."""
    mine = row.team_id in seat.worker.team_ids or row.holder_id == seat.worker.id
    return mine or (row.asks is not None and row.team_agency_id == seat.worker.agency_id)


def _label(seat: Seat, code: str | None, questions: Sequence[Question]) -> str:
    if code:
        return seat.pathway.card(code).label
    rest = len(questions) - 1
    return questions[0].label + (f" and {rest} more" if rest else "")


def _in_force(session: Session, seat: Seat, codes: set[str]) -> dict[str, Any]:
    """The answers in force that the asker reads. One that was put right stands here as it is now."""
    if seat.in_force is not None:
        return {code: row for code, row in seat.in_force.items() if code in codes and not row.protected}
    rows = _answers_in_force().of(session, case_id=seat.case.id, codes=list(codes))
    return {row.field: row for row in rows if not row.protected}


@cache
def _answers_in_force() -> Rows:
    return Rows(
        select(Answer.field, Answer.value, Answer.at, Answer.protected).where(
            Answer.case_id == given("case_id", Uuid),
            Answer.field == any_(given("codes", ARRAY(Text))),
            Answer.repeat == 0,
            Answer.superseded_at.is_(None),
        )
    )


def _answers(questions: Sequence[Question], row: Any, in_force: Mapping[str, Any]) -> tuple[Said, ...]:
    if row.nothing_new is not None:
        return (Said("What is new", row.body or "Nothing new.", corrected=False),)
    return tuple(
        Said(question.label, in_words(question, now.value), now.at > row.done_at)
        for question in questions
        if (now := in_force.get(question.code)) is not None
    )
