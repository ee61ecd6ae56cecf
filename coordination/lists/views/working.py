"""One list: tried out, answered, confirmed, carried out in batches, and its report; and the filled copy."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.commands.dating import OnlyLooking
from coordination.db import reading, writing
from coordination.errors import NotVisible, Refused
from coordination.lists import queries
from coordination.lists.commands import bringing, carrying
from coordination.lists.commands.batches import carry_on
from coordination.lists.commands.dating import change_in_words, look_ahead
from coordination.lists.forms import PressForm, who_form
from coordination.lists.models import BroughtList, BroughtRow
from coordination.lists.queries.copying import filled_copy
from coordination.lists.queries.dates import DateRow, appointments_to_check, date_rows, extra_panel
from coordination.lists.queries.matching import PrisonRow, prison_rows
from workflows.lists.columns import KINDS, PRISON_LIST
from workflows.lists.writing import csv_of

bp = Blueprint("working", __name__, url_prefix="/lists")
ROWS_A_PAGE = 25
# one press carries out so much, so that the page answers soon; a job does the rest
SECONDS_AT_ONCE = 3.0


@bp.route("/<reference>", methods=["GET", "POST"])
@needs("release-list.import", records="list")
def brought(reference: str) -> ResponseReturnValue:
    """What would happen before the list is confirmed, and what did afterwards."""
    with reading(g.worker) as session:
        mine = queries.get(session, reference)
        rows = queries.rows_of(session, mine)
        looked: Any = []
        if mine.confirmed_at is None:
            looked = (
                prison_rows(session, mine, rows)
                if mine.kind == PRISON_LIST.code
                else date_rows(session, rows, mine.read_at)
            )
    said = {row.number: row.verdict for row in rows}
    likely = [row for row in looked if isinstance(row, PrisonRow) and row.asks]
    who = who_form({row.number: said[row.number] for row in likely})
    press = PressForm()
    shown([])
    if request.method == "POST":
        answered = _pressed(reference, press, who)
        if answered is not None:
            return answered
    if mine.confirmed_at is not None:
        return _report(mine, rows, press)
    form = who if "who" in request.form else press
    return _dry_run(mine, rows, looked, likely, who, press, form)


@bp.get("/<reference>/copy.csv")
@needs("release-list.import", records="list")
def copy(reference: str) -> ResponseReturnValue:
    """The prison's list back, with what happened."""
    with reading(g.worker) as session:
        mine = queries.get(session, reference)
        if mine.kind != PRISON_LIST.code:
            raise NotVisible("Only a prison’s own list has a filled copy.")
        headings, table, case_ids = filled_copy(session, mine, queries.rows_of(session, mine))
    shown(case_ids)
    return Response(
        csv_of(headings, table),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{mine.reference}-filled.csv"'},
    )


def _pressed(reference: str, press: PressForm, who: Any) -> ResponseReturnValue | None:
    """Do what the button says. None when the page has to be shown with something to put right."""
    if "who" in request.form:
        if not who.validate():
            return None
        verdicts = {int(name.removeprefix("row_")): value for name, value in who.answers.items()}
        with who.refusals(), writing(g.worker) as session:
            bringing.say_who(session, g.worker, reference, verdicts)
        return None if who.refusal else redirect(url_for("working.brought", reference=reference), 303)
    if not press.validate():
        return None
    with press.refusals():
        if press.pressed == "throw_away":
            with writing(g.worker) as session:
                bringing.throw_away(session, reference)
            return redirect(url_for("lists.lists"), 303)
        if press.pressed == "confirm":
            with writing(g.worker) as session:
                bringing.confirm(session, g.worker, reference)
        _carry_out(reference)
    return None if press.refusal else redirect(url_for("working.brought", reference=reference), 303)


def _carry_out(reference: str) -> None:
    """A short list is done when the page answers. The rest of a long one is a job, and the page may be left."""
    if carry_on(g.worker, lambda: writing(g.worker), reference, seconds=SECONDS_AT_ONCE):
        with writing(g.worker) as session:
            carrying.ask_for_the_rest(session, g.worker, reference)


def _dry_run(
    mine: BroughtList, rows: list[BroughtRow], looked: Any, likely: list[PrisonRow], who: Any, press: Any, form: Any
) -> ResponseReturnValue:
    place, pages = _place(len(looked))
    page = looked[place * ROWS_A_PAGE : (place + 1) * ROWS_A_PAGE]
    by_number = {row.number: row for row in rows}
    if mine.kind == PRISON_LIST.code:
        shown([row.match.case_id for row in [*page, *likely] if row.match is not None])
        # what speaks for each likely match is shown beside its question
        ahead = {}
    else:
        shown([row.case_id for row in page if row.case_id is not None])
        ahead = {row.number: _ahead(row, by_number[row.number]) for row in page}
    html = render_template(
        "lists/dry_run.html",
        mine=mine,
        kind=KINDS[mine.kind],
        rows=page,
        ahead=ahead,
        likely=likely,
        who=who,
        press=press,
        form=form,
        whole=len(looked),
        counts=_counts(looked),
        suggestion=None if mine.kind == PRISON_LIST.code else extra_panel(looked),
        in_words=change_in_words,
        place=place,
        pages=pages,
    )
    return html, form.status


def _ahead(looked: DateRow, row: BroughtRow) -> list[str]:
    """What carrying the row out would say: found out by doing it and abandoning everything."""
    if looked.state != "change" or looked.reference is None or looked.case_id is None:
        return [looked.said] if looked.said else []
    try:
        with writing(g.worker) as session:
            look_ahead(session, g.worker, looked.reference, row)
    except OnlyLooking as found:
        moved = [f"{each}." for each in found.moved]
    except Refused as no:
        return [no.message]
    with reading(g.worker) as session:
        check = appointments_to_check(session, looked.case_id, date.fromisoformat(row.given["day"]))
    return [*(moved or ["No deadline moves."]), *check]


def _counts(looked: Any) -> dict[str, int]:
    """How many rows of each sort, in the words of the page."""
    found: dict[str, int] = {}
    for row in looked:
        if isinstance(row, DateRow):
            words = {"change": "would change a date", "already": "stand already", "no": "change nothing"}[row.state]
        elif row.repeats:
            words = "repeat an earlier row"
        elif row.match is None:
            words = "match no case of your team"
        else:
            words = "match a case" if row.match.sure else "may match a case"
        found[words] = found.get(words, 0) + 1
    return found


def _report(mine: BroughtList, rows: list[BroughtRow], press: PressForm) -> ResponseReturnValue:
    place, pages = _place(len(rows))
    page = rows[place * ROWS_A_PAGE : (place + 1) * ROWS_A_PAGE]
    html = render_template(
        "lists/report.html",
        mine=mine,
        kind=KINDS[mine.kind],
        rows=page,
        press=press,
        form=press,
        whole=len(rows),
        waiting=sum(row.became is None for row in rows),
        done=sum(row.became == "done" for row in rows),
        already=sum(row.became == "already" for row in rows),
        refused=sum(row.became == "refused" for row in rows),
        is_prison_list=mine.kind == PRISON_LIST.code,
        place=place,
        pages=pages,
    )
    return html, press.status


def _place(whole: int) -> tuple[int, int]:
    pages = max(1, -(-whole // ROWS_A_PAGE))
    wanted = request.args.get("page", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else 1
    return min(max(number, 1), pages) - 1, pages
