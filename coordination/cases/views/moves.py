"""Making a move: its questions, the sentence that says what follows, and what became of it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.audit.commands import answer_before
from coordination.cases.commands.finishing import finish_task
from coordination.cases.commands.moving import make_move
from coordination.cases.commands.permitting import faults, known_move, note_refusal, permitted, said_against
from coordination.cases.forms import PressForm
from coordination.cases.queries import get, signals
from coordination.cases.queries.choosing import offered
from coordination.cases.queries.loading import Loaded, load
from coordination.cases.queries.people import WHOSE_NO
from coordination.cases.queries.stages import stages
from coordination.cases.queries.timeline import timeline
from coordination.cases.views.told import back_to_case, off_the_case
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.forms.answering import AnswersForm, answers_form
from coordination.forms.each import asked_of_each
from coordination.forms.hanging import drawn
from workflows.vocabulary import Move, Refuse

bp = Blueprint("moves", __name__, url_prefix="/cases")


@bp.get("/<reference>/moves/<code>")
@needs("case.work", records="case")
def ask(reference: str, code: str) -> ResponseReturnValue:
    """The questions of one step, and what follows it."""
    page, move, form = _load(reference, code)
    permitted(page.now, code)
    return _page(page, move, form)


@bp.post("/<reference>/moves/<code>")
@needs("case.work", records="case")
def make(reference: str, code: str) -> ResponseReturnValue:
    """Take the step. Somebody who was first is said plainly, and nothing that was written is lost."""
    try:
        page, move, form = _load(reference, code)
    except NotVisible:
        if _left_by_this_press(reference):
            return off_the_case()
        raise
    over = _only_who_may(page, code)
    if not form.validate():
        if over is not None:  # nobody is asked to put right what cannot be sent any more
            form.form_errors.append(over.message)
            return _page(page, move, form, moved_on=True), 409
        return _page(page, move, form), 422
    try:
        with writing(g.worker) as session:
            moved = make_move(session, g.worker, reference, code, form.given(), once=form.once.data)
    except Invalid as no:
        form.show(faults(page.now, move, form.given()) or [(no.field or "", no.message)])
        return _page(page, move, form), 422
    except MovedOn as no:
        form.form_errors.append(no.message)
        return _page(page, move, form, moved_on=True), 409
    if moved.left:
        return off_the_case()
    return back_to_case(moved.reference, code)


@bp.post("/<reference>/tasks/<task>/finish")
@needs("task.work", records="case")
def finish(reference: str, task: str) -> ResponseReturnValue:
    """Tick off a task that no step of the pathway does."""
    form = PressForm()
    if form.validate():
        with writing(g.worker) as session:
            shown([finish_task(session, g.worker, reference, task, once=form.once.data)])
        return back_to_case(reference, "task-finished")
    with reading(g.worker) as session:
        get(session, reference)  # nothing was done; whoever cannot see the case is told the same as ever
    return redirect(url_for("cases.case", reference=reference), 303)


def _left_by_this_press(reference: str) -> bool:
    """Whether the very same press was made before and took the case away from whoever made it."""
    with reading(g.worker) as session:
        before = answer_before(session, g.worker, PressForm().once.data or "")
    return bool(before.get("left")) and before.get("reference") == reference


def _only_who_may(page: Loaded, code: str) -> MovedOn | None:
    """Raises NotAllowed for a step that is not the worker's, once the log has it. Returns what says that the case has
    moved on."""
    try:
        permitted(page.now, code)
    except NotAllowed:
        with writing(g.worker) as session:
            note_refusal(session, g.worker, page.case.reference, code)
        raise
    except MovedOn as no:
        return no  # said together with what was written
    return None


def _load(reference: str, code: str) -> tuple[Loaded, Move, AnswersForm]:
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
        shown([page.case.id])
        move = known_move(page.now, code)
        choices = offered(session, g.worker, page.now, move, move.asks)
        each = asked_of_each(page.now.pathway, move, page.now.known)
        form = answers_form((*each, *move.asks), choices, page.now.answers)
    needed = _needed(page, move)
    for question in move.asks:
        if question.code in needed:
            form[question.code].label.text = question.label  # it is not optional now
    return page, move, form


def _needed(page: Loaded, move: Move) -> set[str]:
    """The questions whose answers let the worker go on over what a guard says now."""
    guards = [guard for guard in move.guards if isinstance(guard, Refuse) and guard.instead]
    return {str(guard.instead) for guard in guards if said_against(page.now, guard, page.now.known)}


def drawn_of(page: Loaded, move: Move, form: AnswersForm) -> list[str]:
    """The questions of a move to draw: those that apply, and those that hang on another of this page."""
    # A reason for going on all the same is asked for only once there is something that it would overrule.
    overruling = {guard.instead for guard in move.guards if isinstance(guard, Refuse)} - _needed(page, move)
    each = [question.code for question in form.asks if question not in move.asks]
    for question in drawn(move.asks, page.now.known):
        field = form[question.code]
        if question.code not in overruling or field.errors or field.data:
            each.append(question.code)
    return form.standing(each)


def _page(page: Loaded, move: Move, form: AnswersForm, *, moved_on: bool = False) -> str:
    last = None
    if moved_on:
        with reading(g.worker) as session:  # as it stands now, which may be later than what the press found
            page = load(session, g.worker, page.case.reference)
            last = next(iter(timeline(session, page, size=1, kinds=("case.moved",)).events), None)
    return render_template(
        "cases/move.html",
        page=page,
        move=move,
        form=form,
        drawn=drawn_of(page, move, form),
        moved_on=moved_on,
        last=last,
        stages=stages(page),
        whose_no=WHOSE_NO.get(move.whose_no or "", ""),
        name=signals.name_of(page),
    )
