"""Today, the queues, my work: what waits, for whom, by when; and the presses that take, give and hand back."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Flask, abort, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.errors import MovedOn
from coordination.queues.blocks import blocks_of
from coordination.queues.commands.claiming import claim, claim_next, hand_back
from coordination.queues.commands.nudging import nudge
from coordination.queues.commands.sharing_out import Outcomes, assign_many, hand_back_many
from coordination.queues.forms import REFERENCE, AssignForm, HandBackForm, PressForm, QueueForm
from coordination.queues.queries import lists
from coordination.queues.queries.choices import choices
from coordination.queues.queries.narrowing import Narrowing, narrowing
from coordination.queues.queries.rows import TaskRow
from coordination.queues.queries.today import today_of

bp = Blueprint("queues", __name__)


def register(app: Flask) -> None:
    """Serve these pages."""
    app.register_blueprint(bp)


@bp.get("/today")
@needs("signed-in", records="tasks")
def today() -> str:
    """The first page after signing in: what presses today, by what the worker's roles are for."""
    with reading(g.worker) as session:
        found = today_of(session, g.worker)
        blocks = blocks_of(current_app, session, g.worker)
    shown(found.case_ids)
    for _, block in blocks:
        shown(getattr(block, "case_ids", ()))
    return render_template("queues/today.html", today=found, blocks=blocks, press=PressForm())


@bp.get("/queues")
@needs("queue.read", records="tasks")
def queues() -> ResponseReturnValue:
    """The queues of my teams; straight to the queue for somebody with one team."""
    with reading(g.worker) as session:
        found = lists.teams(session, g.worker)
    shown([])
    if len(found) == 1:
        return redirect(url_for("queues.queue", code=found[0].code))
    return render_template("queues/queues.html", teams=found)


@bp.get("/queues/<code>")
@needs("queue.read", records="tasks")
def queue(code: str) -> ResponseReturnValue:
    """A team's queue, most pressing first."""
    return _queue(code)


@bp.get("/queues/<code>/rows")
@needs("queue.read", records="tasks", by_itself=True)
def rows(code: str) -> ResponseReturnValue:
    """Which tasks stand on a page of a queue and who has each: references and colleagues, nothing of a case.

    A page that was found by somebody's name does not ask: that would be a search which nobody recorded.
    """
    asked = narrowing({name: value for name, value in request.args.items() if name != "q"})
    with reading(g.worker, by_one_id=True) as session:
        found = lists.queue(session, g.worker, code, asked)
    shown([])
    return jsonify({row.reference: row.held_by for row in found.page.rows})


@bp.post("/queues/<code>")
@needs("task.work", records="tasks")
def press(code: str) -> ResponseReturnValue:
    """Take one task from the list, or go on to confirm what is to be done with the ticked ones."""
    form = QueueForm()
    if not form.validate() or form.pressed is None:
        return _queue(code, form=form, status=422)
    if form.pressed == "claim":
        return _claim(code, request.form["claim"], form.once.data)
    if form.needs_tasks():
        return _queue(code, form=form, status=422)
    return _confirm(code, form.pressed, form.tasks.data)


@bp.post("/queues/<code>/next")
@needs("task.work", records="tasks")
def take_next(code: str) -> ResponseReturnValue:
    """Take the most pressing task that nobody has, and open its case."""
    form = PressForm()
    if not form.validate():
        return _queue(code, form=form, status=422)
    with writing(g.worker) as session:
        team = lists.team_of(session, g.worker, code)
        taken = claim_next(session, g.worker, team.id, once=form.once.data)
    if taken is None:
        return _queue(code, told="Somebody has each of the tasks in this queue, so there is no next one to take.")
    return redirect(_case(taken.case_reference), 303)


@bp.post("/queues/<code>/assign")
@needs("task.assign", records="tasks")
def assign(code: str) -> ResponseReturnValue:
    """Give the confirmed tasks to a colleague, and say what became of each."""
    with reading(g.worker) as session:
        team = lists.team_of(session, g.worker, code)
        form = AssignForm(colleagues=lists.colleagues(session, team.id), own_id=g.worker.id)
    if form.validate():
        with form.refusals(), writing(g.worker) as session:
            outcomes = assign_many(session, g.worker, form.tasks.data, str(form.to.data), once=form.once.data)
        if not form.errors:
            return _outcomes(code, outcomes, "given")
    return _confirm(code, "assign", form.tasks.data or [], form, 422)


@bp.post("/queues/<code>/hand-back")
@needs("task.work", records="tasks")
def give_back(code: str) -> ResponseReturnValue:
    """Put the confirmed tasks back into the queue, and say what became of each."""
    form = HandBackForm()
    if form.validate():
        with form.refusals(), writing(g.worker) as session:
            outcomes = hand_back_many(session, g.worker, form.tasks.data, once=form.once.data)
        if not form.errors:
            return _outcomes(code, outcomes, "handed back")
    return _confirm(code, "hand_back", form.tasks.data or [], form, 422)


@bp.get("/my-work")
@needs("task.work", records="tasks")
def my_work() -> str:
    """The tasks that I hold, and what I wait for from others."""
    return _my_work()


@bp.post("/tasks/<reference>/hand-back")
@needs("task.work", records="tasks")
def give_back_one(reference: str) -> ResponseReturnValue:
    """Put one task of mine back into its queue."""
    form = PressForm()
    if not form.validate():
        abort(400)
    with writing(g.worker) as session:
        done = hand_back(session, g.worker, reference, once=form.once.data)
    return redirect(url_for("queues.my_work", back=done.reference), 303)


@bp.post("/tasks/<reference>/nudge")
@needs("task.work", records="tasks")
def ask_again(reference: str) -> ResponseReturnValue:
    """Ask the team of a task again for its answer."""
    form = PressForm()
    if not form.validate():
        abort(400)
    with writing(g.worker) as session:
        done = nudge(session, g.worker, reference, once=form.once.data)
    return redirect(url_for("queues.my_work", asked=done.reference), 303)


def _queue(
    code: str, *, form: QueueForm | PressForm | None = None, told: str | None = None, status: int = 200
) -> ResponseReturnValue:
    asked = narrowing(request.args)
    with reading(g.worker, by_one_id=True) as session:
        found = lists.queue(session, g.worker, code, asked)
        took = _about(session, "took")
    took = took if took and took.mine else None
    shown([row.case_id for row in found.page.rows] + ([took.case_id] if took else []))
    list_form = form if isinstance(form, QueueForm) else QueueForm(formdata=None)
    page = render_template(
        "queues/queue.html",
        queue=found,
        asked=asked,
        choices=choices(found, asked, g.worker),
        form=form if form is not None and form.errors else None,
        list_form=list_form,
        ticked=set(list_form.tasks.data or []),
        here=_address(code, asked),
        hrefs=_pages(code, asked, found.page),
        took=took,
        told=told,
        may_assign=g.worker.may("task.assign"),
    )
    return page, status


def _claim(code: str, reference: str, once: str) -> ResponseReturnValue:
    try:
        with writing(g.worker) as session:
            taken = claim(session, g.worker, reference, once=once)
    except MovedOn as no:
        return _queue(code, told=no.message, status=no.status)
    return redirect(_address(code, narrowing(request.args), took=taken.reference), 303)


def _confirm(
    code: str,
    what: str,
    references: list[str],
    form: AssignForm | HandBackForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if what == "assign" and not g.worker.may("task.assign"):
        abort(403)
    with reading(g.worker) as session:
        team = lists.team_of(session, g.worker, code)
        rows = lists.named(session, g.worker, references)
        if form is None and what == "assign":
            in_team = lists.colleagues(session, team.id)
            form = AssignForm(formdata=None, colleagues=in_team, own_id=g.worker.id)
    shown([row.case_id for row in rows])
    form = form or HandBackForm(formdata=None)
    page = render_template("queues/confirm.html", team=team, what=what, rows=rows, form=form)
    return page, status


def _outcomes(code: str, outcomes: Outcomes, done: str) -> ResponseReturnValue:
    with reading(g.worker) as session:
        team = lists.team_of(session, g.worker, code)
        rows = lists.named(session, g.worker, [one.reference for one in outcomes.each])
    shown([row.case_id for row in rows])
    return render_template("queues/outcomes.html", team=team, outcomes=outcomes, done=done)


def _my_work() -> str:
    asked = narrowing(request.args)
    with reading(g.worker) as session:
        page = lists.my_work(session, g.worker, asked)
        waiting = lists.waiting_on_others(session, g.worker)
        told = next((name for name in ("asked", "back") if name in request.args), None)
        about = _about(session, told) if told else None
    rows = [*page.rows, *waiting, *([about] if about else [])]
    shown([row.case_id for row in rows])
    hrefs = {
        name: f"{url_for('queues.my_work')}?{urlencode({name: at})}" if at else None
        for name, at in (("before", page.before), ("after", page.after))
    }
    return render_template(
        "queues/my_work.html", page=page, waiting=waiting, press=PressForm(formdata=None), hrefs=hrefs, told=told,
        about=about, asked=asked,
    )  # fmt: skip


def _about(session: Session, name: str) -> TaskRow | None:
    """The task that the address says something just happened to."""
    reference = request.args.get(name, "")
    return lists.one(session, g.worker, reference) if REFERENCE.fullmatch(reference) else None


def _address(code: str, asked: Narrowing, **more: str) -> str:
    sent = urlencode({**asked.address, **more})
    return url_for("queues.queue", code=code) + (f"?{sent}" if sent else "")


def _pages(code: str, asked: Narrowing, page: lists.Page) -> dict[str, str | None]:
    def href(name: str, place: str | None) -> str | None:
        return f"{url_for('queues.queue', code=code)}?{urlencode({**asked.on, name: place})}" if place else None

    return {"before": href("before", page.before), "after": href("after", page.after)}


def _case(reference: str) -> str:
    # The pages of cases lie above the queues: an address is all that is known of them here.
    return f"/cases/{reference}"
