"""/cases/CASE/same-person: who may be the same, and two people side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.queries import signals
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.same_person.commands.saying import Between, say, take_back
from coordination.same_person.forms import UndoForm, VerdictForm
from coordination.same_person.queries import found
from coordination.same_person.queries import side_by_side as queries
from coordination.same_person.queries.people import person_of

NOBODY = "There is nobody here whom you can compare."
bp = Blueprint("same_person", __name__, url_prefix="/cases/<reference>/same-person")


@bp.get("")
@needs("case.read", records="case")
def others(reference: str) -> ResponseReturnValue:
    """Everybody on another case who may be the same person, and what was said of whom."""
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
        beside = found(session, page)
    shown([page.case.id, *beside.case_ids])
    return render_template("same_person/others.html", page=page, found=beside, name=signals.name_of(page))


@bp.route("/<other>", methods=["GET", "POST"])
@needs("case.work", records="case")
def compare(reference: str, other: str) -> ResponseReturnValue:
    """Two people side by side, and the question."""
    form = VerdictForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            verdict = str(form.verdict.data)
            say(session, g.worker, reference, other, verdict, once=form.once.data, between=_between())
        if not form.errors:
            return redirect(url_for("same_person.others", reference=reference), 303)
    return _side_by_side(reference, other, form)


@bp.post("/<other>/undo")
@needs("case.work", records="case")
def undo(reference: str, other: str) -> ResponseReturnValue:
    """Take back what was said of these two."""
    form = UndoForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            take_back(session, g.worker, reference, other, once=form.once.data, between=_between())
        if not form.errors:
            return redirect(url_for("same_person.compare", reference=reference, other=other, **_as_given()), 303)
    return _side_by_side(reference, other, VerdictForm(formdata=None), form)


def _side_by_side(
    reference: str, other: str, form: VerdictForm, undoing: UndoForm | None = None
) -> ResponseReturnValue:
    with reading(g.worker) as session:
        pages = [load(session, g.worker, reference), load(session, g.worker, other)]
        mine, theirs = (person_of(session, page, which) for page, which in zip(pages, _between(), strict=True))
        if mine is None or theirs is None or mine.row.id == theirs.row.id:
            raise NotVisible(NOBODY)
        likeness = queries.weighed(session, pages[0].case.partnership_id, mine, theirs)
        body = {
            "lines": queries.lines(mine, theirs, likeness),
            "likeness": likeness,
            "said": queries.said_before(session, mine.row.id, theirs.row.id),
            "history": queries.both_histories(session, pages),
            "people": (mine, theirs),
        }
    shown(page.case.id for page in pages)
    refused = undoing if undoing is not None and undoing.errors else form
    page = render_template(
        "same_person/compare.html",
        page=pages[0],
        other=pages[1],
        ask=form,
        form=refused,
        may_say=not any(each.in_preview for each in pages),
        undoing=undoing or UndoForm(formdata=None),
        between=_as_given(),
        **body,
    )
    return page, refused.status


def _as_given() -> dict[str, Any]:
    """The two people that the address names, for addresses that lead back here."""
    return {name: request.args[name] for name in ("mine", "theirs") if request.args.get(name)}


def _between() -> Between:
    """The same, as their ids. Whatever is no id names nobody."""
    try:
        mine, theirs = (UUID(said) if (said := request.args.get(name)) else None for name in ("mine", "theirs"))
    except ValueError:
        raise NotVisible(NOBODY) from None
    return mine, theirs
