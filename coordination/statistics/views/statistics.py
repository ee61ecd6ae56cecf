"""/statistics: a question to the figures in fives, and its answer as tables and bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Blueprint, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs
from coordination.statistics import words
from coordination.statistics.answering import answered
from coordination.statistics.asking import address_of, first_question, in_words_here, month_words
from coordination.statistics.charts import Bar, bars
from coordination.statistics.dictionary import chapters
from coordination.statistics.grids import Grid, Measured
from coordination.statistics.kept import keep_answer, kept_answer
from coordination.statistics.queries.menu import Menu, menu, readable
from coordination.statistics.question_form import QuestionForm, question_form
from coordination.statistics.reading import frozen
from coordination.statistics.tables import month_blocks, share_words
from coordination.statistics.views.downloads import KINDS
from workflows.publishing import closes_on, month_of
from workflows.working_days import WorkingDays

bp = Blueprint("statistics", __name__, url_prefix="/statistics")


@bp.get("")
@needs("statistics.read")
def ask() -> ResponseReturnValue:
    """The form and, with nothing chosen, the newest year of everything."""
    with frozen() as session:
        offered = menu(session, readable(session, g.worker.role_partnerships), request.args.get("partnership"))
        if not offered.months:
            return render_template(
                "statistics/not_yet.html",
                menu=offered,
                closes=words.first_close_words(closes_on(month_of(clock.today()), WorkingDays.england_and_wales())),
            )
        # only what could be asked is kept, so that a question that was answered before needs no second look
        key = (offered, tuple(sorted(request.args.items(multi=True))), g.worker.may("figure-keys.keep"))
        content = kept_answer(key)
        if content is None:
            form = question_form(offered, first_question(offered))
            ready = not form.is_submitted() or form.validate()
            content = Markup(_content(session, form, offered, ready=ready))  # noqa: S704 - a template's own output
            if not ready:
                return make_response(render_template("statistics/ask.html", content=content, form=form), 422)
            keep_answer(key, content)
    return make_response(render_template("statistics/ask.html", content=content))


@bp.get("/dictionary")
@needs("statistics.read")
def dictionary() -> ResponseReturnValue:
    """Every column and category that figures can have, before any figure."""
    return render_template("statistics/dictionary.html", chapters=chapters(), words=words)


def _content(session: Session, form: QuestionForm, offered: Menu, *, ready: bool) -> str:
    """The form and the answer to what it asks, or to the first question; the form alone where it cannot be asked."""
    if not ready:
        return render_template("statistics/answer_parts.html", form=form, menu=offered, found=None)
    first = first_question(offered)
    found = answered(session, form.question(offered) if form.is_submitted() else first, offered)
    return render_template(
        "statistics/answer_parts.html",
        form=form,
        menu=found.menu,
        found=found,
        question=in_words_here(found.question, found.menu),
        address=address_of(found.question),
        kinds=KINDS,
        words=words,
        charts={grid.code: list(_charts(grid, found.laid.measured.get(grid.code))) for grid in found.laid.grids},
        month_blocks=month_blocks,
        shares=_shares,
    )


def _shares(of: Grid | Measured) -> Callable[[str], str]:
    """For the code of a row, its share in words."""
    return lambda row: share_words(of.share(row))


def _charts(grid: Grid, measured: Measured | None) -> Iterator[tuple[str, Markup]]:
    """The sums of the tables, drawn: by row where there are several, and by month."""
    shown = measured.grid if measured else grid
    if len(shown.rows) > 1:
        title = f"{shown.title}, over the whole time"
        drawn = [Bar(row.label, shown.whole(row.code), words.NOT_OUT) for row in shown.rows]
        yield title, bars(f"{_id(grid)}-rows", title, "Each bar is as long as its figure in the table.", drawn)
    if len(grid.months) > 1:
        title = f"{grid.title}, {grid.of[:1].lower()}{grid.of[1:]} by month"
        drawn = [Bar(month_words(month), grid.in_month(month), words.NOT_OUT) for month in grid.months]
        yield title, bars(f"{_id(grid)}-months", title, "Each bar is as long as the sum of its month.", drawn)


def _id(grid: Grid) -> str:
    return "chart-" + grid.code.replace(":", "-")
