"""The page of a form card: what was asked, the form that answers it, and how it ended. From the thread or the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.cases import queries as cases
from coordination.cases.attaching import attaching_in
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.conversation.card_forms import DeclineForm, NewsForm, WithdrawForm
from coordination.conversation.commands.answering import answer_card, decline_card, withdraw_card
from coordination.conversation.commands.telling import tell_news
from coordination.conversation.queries.cards import Card, card_of
from coordination.conversation.queries.seats import Seat, take
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.forms.answering import AnswersForm, answers_form
from coordination.forms.hanging import drawn
from coordination.forms.words import in_words
from coordination.web.forms import BaseForm
from workflows.vocabulary import Question

bp = Blueprint("cards", __name__, url_prefix="/cases")


@bp.url_value_preprocessor
def _larger_than_other_pages(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """An answer may bring a document along."""
    attaching = attaching_in(current_app)
    if request.method == "POST" and endpoint == "cards.answer" and attaching:
        request.max_content_length = attaching.largest


@dataclass(frozen=True)
class Found:
    """A card and where its reader sits."""

    seat: Seat
    now: Standing
    card: Card


@bp.route("/<reference>/cards/<card>", methods=["GET", "POST"])
@needs("case.work", records="case")
def answer(reference: str, card: str) -> ResponseReturnValue:
    """What is asked, and for the team that is asked the form that answers it."""
    found = _find(reference, card)
    if found.card.news:
        return _tell(found)
    attaching = attaching_in(current_app) if found.card.category in found.seat.writes else None
    beside = attaching.fields() if attaching else {}
    form = answers_form(_beside_what_stands(found), {}, {}, beside=beside)

    if form.validate_on_submit():
        with form.refusals():
            attach = attaching.looked_into(form, found.card.category) if attaching and found.card.category else None

            def along(session: Session, case: CaseFile, audience_id: UUID, category: str) -> None:
                if attach:
                    attach(session, g.worker, case, audience_id, category)

            with writing(g.worker) as session:
                answer_card(session, g.worker, reference, card, form.given(), once=str(form.once.data), along=along)
    return _answer(found, form, "conversation/card.html", drawn=_drawn(found, form), beside=list(beside))


def _tell(found: Found) -> ResponseReturnValue:
    """What is new, in words."""
    form, reference = NewsForm(), found.seat.case.reference
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            tell_news(
                session, g.worker, reference, found.card.reference, body=str(form.body.data or ""),
                nothing_new=form.nothing_new, once=str(form.once.data),
            )  # fmt: skip
    return _answer(found, form, "conversation/card.html", drawn=["body", "nothing"])


@bp.route("/<reference>/cards/<card>/decline", methods=["GET", "POST"])
@needs("case.work", records="case")
def decline(reference: str, card: str) -> ResponseReturnValue:
    """Say that there will be no answer, and why."""
    found, form = _find(reference, card), DeclineForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            decline_card(session, g.worker, reference, card, str(form.reason.data), once=str(form.once.data))
    return _answer(found, form, "conversation/card_decline.html")


@bp.route("/<reference>/cards/<card>/withdraw", methods=["GET", "POST"])
@needs("case.work", records="case")
def withdraw(reference: str, card: str) -> ResponseReturnValue:
    """Take back what one's own agency asked."""
    found, form = _find(reference, card), WithdrawForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            withdraw_card(session, g.worker, reference, card, once=str(form.once.data))
    return _answer(found, form, "conversation/card_withdraw.html")


def _find(reference: str, card: str) -> Found:
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        shown([seat.case.id])
        found = card_of(session, seat, card)
        if found is None or found.label is None:
            raise NotVisible("There is no question here that you can see.")
        now = cases.standing(session, g.worker, seat.case)
    return Found(seat, now, found)


def _beside_what_stands(found: Found) -> list[Question]:
    """The questions of the card, each with its answer until now. They begin empty: what is asked for is how it is
    today, and an answer that stands in its box already is sent without a look."""
    return [
        replace(question, hint=f"{question.hint} Until now: {_in_a_line(question, found.now.answers)}.".strip())
        if found.now.answers.get(question.code)
        else question
        for question in found.card.questions
    ]


def _in_a_line(question: Question, answers: Mapping[str, Any]) -> str:
    return in_words(question, answers[question.code]).replace("\n", ", ").rstrip(".")


def _drawn(found: Found, form: AnswersForm) -> list[str]:
    """The questions to draw: those that apply, and those that hang on another of this card."""
    return form.standing([question.code for question in drawn(form.asks, found.now.known)])


def _answer(found: Found, form: BaseForm, template: str, **page: object) -> ResponseReturnValue:
    reference = found.seat.case.reference
    if form.is_submitted() and not form.errors and form.refusal is None:
        where = url_for("conversation.conversation", reference=reference, _anchor=f"m{found.card.seq}")
        return redirect(where, 303)
    return render_template(template, seat=found.seat, card=found.card, form=form, **page), form.status
