"""What the invented workers ask each other for, with what they answer, and the documents that they add."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, db
from coordination.conversation.commands.answering import answer_card, decline_card
from coordination.conversation.commands.asking import ToAsk, ask
from coordination.conversation.commands.giving import ToDo, give_task
from coordination.db import NOBODY, writing
from coordination.demo.stories.talking import Told
from coordination.demo.telling import Teller
from coordination.documents.commands.adding import add
from coordination.documents.commands.scanning import UNOPENED, scan, scan_attached
from coordination.documents.given import ToAdd
from coordination.documents.models import Document, DraftDocument
from coordination.identity.models import Team
from coordination.referrals.commands.attaching import attach

LETTER = b"""Discharge letter (an invented example)

They have taken part in the group on Thursdays and want to go on with it outside.
They ask for a morning appointment in the first week, and for a text the day before.
"""


PLAN = b"""Plan for the first week (an invented example)

Monday: first appointment. Tuesday: the group. Friday: a call about how it went.
"""


def asks(told: Told, part: str, other: str, card: str, at: datetime) -> str:
    """One part puts a card of the pathway to another's team. Returns the card's reference."""
    worker = told.teller.worker(part)
    with clock.at(at), writing(worker) as session:
        team = _team_of(session, told, other)
        return ask(session, worker, told.reference, ToAsk(team, card), once=secrets.token_hex(16)).reference


def answers(told: Told, part: str, card: str, at: datetime, **given: Any) -> None:
    """The team that was asked answers."""
    worker = told.teller.worker(part)
    with clock.at(at), writing(worker) as session:
        answer_card(session, worker, told.reference, card, given, once=secrets.token_hex(16))


def declines(told: Told, part: str, card: str, at: datetime, reason: str) -> None:
    """The team that was asked says that there will be no answer."""
    worker = told.teller.worker(part)
    with clock.at(at), writing(worker) as session:
        decline_card(session, worker, told.reference, card, reason, once=secrets.token_hex(16))


def gives_to_do(told: Told, part: str, other: str, words: str, at: datetime, due_on: date) -> None:
    """One part gives another's team something to do by a day."""
    worker = told.teller.worker(part)
    with clock.at(at), writing(worker) as session:
        given = ToDo(words, _team_of(session, told, other), due_on)
        give_task(session, worker, told.reference, given, once=secrets.token_hex(16))


def _team_of(session: Session, told: Told, part: str) -> str:
    team_ids = told.teller.worker(part).team_ids
    return session.scalars(select(Team.code).where(Team.id.in_(team_ids)).order_by(Team.code).limit(1)).one()


def adds_a_letter(told: Told, part: str, at: datetime) -> None:
    """Somebody adds the letter above for everyone on the case."""
    worker = told.teller.worker(part)
    sent = ToAdd(LETTER, "discharge letter.txt", "Discharge letter from the prison")
    with clock.at(at), writing(worker) as session:
        add(session, worker, told.reference, sent, once=secrets.token_hex(16))


def attaches_two(t: Teller, draft: str, at: datetime) -> None:
    """The writer of a draft attaches the letter, and a plan that waits for the scanner of the installation."""
    worker = t.worker("referrer")
    for name, title, content in (
        ("discharge letter.txt", "Discharge letter from the prison", LETTER),
        ("plan.txt", "Plan for the first week", PLAN),
    ):
        with clock.at(at), writing(worker) as session:
            attach(session, worker, draft, ToAdd(content, name, title), once=secrets.token_hex(16))


class WrittenHere:
    """Knows one file, which stands in this module: so the demonstration shows a clean document without a scanner."""

    def is_clean(self, content: bytes) -> bool:
        """Whether these are the bytes of the letter."""
        return content == LETTER


def look_through_letters(owner_url: str) -> None:
    """Say of every letter that the stories added that it is the one of this module. As the keeper of the database."""
    db.connect(owner_url)
    with writing(NOBODY) as session:
        ours = select(Document.id).where(
            Document.digest == hashlib.sha256(LETTER).digest(), Document.state.in_(UNOPENED)
        )
        for document_id in session.scalars(ours).all():
            scan(session, document_id, WrittenHere())
        attached = select(DraftDocument.id).where(
            DraftDocument.digest == hashlib.sha256(LETTER).digest(), DraftDocument.state.in_(UNOPENED)
        )
        for document_id in session.scalars(attached).all():
            scan_attached(session, document_id, WrittenHere())
