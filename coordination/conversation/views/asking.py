"""Asking another team for information, from the composer's menu: a card of the pathway, or chosen questions."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.conversation.card_forms import AskForm, ask_form, compose_form
from coordination.conversation.commands.asking import ask as put
from coordination.conversation.queries.asking import CLOSED, cards_for, choosable, teams_to_ask
from coordination.conversation.queries.seats import Seat, take
from coordination.db import reading, writing
from coordination.errors import MovedOn

bp = Blueprint("asking", __name__, url_prefix="/cases")


@bp.route("/<reference>/ask", methods=["GET", "POST"])
@needs("case.work", records="case")
def ask(reference: str) -> ResponseReturnValue:
    """The pathway's own cards, each with the team that would answer it."""
    with reading(g.worker) as session:
        seat = open_seat(session, reference, CLOSED)
        teams = teams_to_ask(session, seat)
    offered = {team: cards_for(seat, team) for team in teams}
    form = ask_form(seat, offered)
    others = [team for team in teams if choosable(seat, team)]
    return _answer(seat, form, "", "conversation/ask.html", offered=any(offered.values()), teams=others)


@bp.route("/<reference>/ask/<team>", methods=["GET", "POST"])
@needs("case.work", records="case")
def choose(reference: str, team: str) -> ResponseReturnValue:
    """Questions of the asker's own choice, of those that this team may answer."""
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        shown([seat.case.id])
        here = teams_to_ask(session, seat) if seat.is_open and seat.case.ended_at is None else []
        found = next((one for one in here if one.code == team), None)
    questions = choosable(seat, found) if found else []
    if found is None or not questions:
        abort(404)
    return _answer(seat, compose_form(seat, found, questions), found.code, "conversation/ask_chosen.html", team=found)


def open_seat(session: Session, reference: str, closed: str) -> Seat:
    """Where the asker sits on an open case that they see in full. Raises MovedOn with `closed` for another."""
    seat = take(session, g.worker, reference)
    shown([seat.case.id])
    seat.must_be_open()
    if seat.case.ended_at is not None:
        raise MovedOn(closed)
    return seat


def _answer(seat: Seat, form: AskForm, of: str, template: str, **page: object) -> ResponseReturnValue:
    reference = seat.case.reference
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            asked = put(session, g.worker, reference, form.to_ask(of), once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("conversation.conversation", reference=reference, _anchor=f"m{asked.seq}"), 303)
    return render_template(template, seat=seat, form=form, **page), form.status
