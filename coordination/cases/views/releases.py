"""/releases: who leaves when, from where, ready or not: as a list, a board by week and a month's table."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from coordination import clock
from coordination.access import needs, shown
from coordination.cases.queries import listing, release_days
from coordination.cases.queries.release_dates import DATE_CLOSED, MISSED, NO_DATE, ON_ITS_DAY, Span
from coordination.cases.queries.releases import Release, places, releases
from coordination.db import reading

bp = Blueprint("releases", __name__, url_prefix="/releases")
VIEWS = {"releases.as_list": "List", "releases.board": "Board by week", "releases.month": "Month"}


@bp.get("")
@needs("releases.read", records="cases")
def as_list() -> str:
    """Everybody in the order of their day; first those who should have left and nobody said that they did."""
    return _page("releases/list.html")


@bp.get("/board")
@needs("releases.read", records="cases")
def board() -> str:
    """The same by week: who is ready, and who is not."""
    return _page("releases/board.html")


@bp.get("/month")
@needs("releases.read", records="cases")
def month() -> str:
    """The same as a month's table, which prints on one sheet."""
    return _page("releases/month.html", whole_month=True)


def _page(template: str, *, whole_month: bool = False) -> str:
    today, from_where = clock.today(), places()
    with reading(g.worker) as session:
        holders = {one.code: one for one in listing.holders(session, g.worker)}
        narrow = release_days.narrowing(request.args, from_where, holders)
        chosen = release_days.month_of(narrow.month) or (today.replace(day=1) if whole_month else None)
        start, until = release_days.days_of_month(chosen) if chosen else release_days.days_ahead(today)
        of = (holders[narrow.of].id,) if narrow.of else g.worker.holders
        found = releases(session, g.worker, Span(start, until, tuple(of), narrow.place), today)
    # everybody who was read is in the record of looks, also those whom a filter leaves out
    shown([row.case_id for row in found.rows])
    rows = [row for row in found.rows if narrow.ready in ("", release_days.standing_of(row))]
    return render_template(
        template,
        narrow=narrow,
        links=_links(narrow),
        chosen=_chosen(narrow, from_where, {code: one.name for code, one in holders.items()}),
        places=from_where,
        holders=holders,
        months=release_days.months_to_choose(today, narrow.month),
        standings=release_days.STANDINGS,
        **_groups(rows),
        rows=rows,
        more=found.more,
        span=(start, until),
        shown_month=chosen,
        month_words=release_days.month_words,
        weeks=release_days.by_week(row for row in rows if row.group == ON_ITS_DAY),
        table=release_days.table_of(chosen, rows) if chosen else [],
        today=today,
        **_beside(narrow, start, until, whole=chosen is not None),
    )


def _groups(rows: list[Release]) -> dict[str, Any]:
    return {
        "missed": [row for row in rows if row.group == MISSED],
        "dated": [row for row in rows if row.group == ON_ITS_DAY],
        "undated": [row for row in rows if row.group == NO_DATE],
        "closed": [row for row in rows if row.group == DATE_CLOSED],
    }


def _links(narrow: release_days.Narrowing) -> list[dict[str, Any]]:
    return [
        {"text": text, "href": url_for(endpoint, **narrow.address), "current": request.endpoint == endpoint}
        for endpoint, text in VIEWS.items()
    ]


def _chosen(narrow: release_days.Narrowing, places: dict[str, str], holders: dict[str, str]) -> list[dict[str, str]]:
    """The filters that are on, each with the address in which it is off."""
    month = release_days.month_of(narrow.month)
    words = {
        "month": release_days.month_words(month) if month else "",
        "place": places.get(narrow.place, ""),
        "of": holders.get(narrow.of, ""),
        "ready": release_days.STANDINGS.get(narrow.ready, ""),
    }
    return [
        {"text": words[name], "remove_href": url_for(request.endpoint or "", **narrow.without(name))}
        for name in narrow.address
    ]


def _beside(narrow: release_days.Narrowing, start: date, until: date, *, whole: bool) -> dict[str, str]:
    """Where earlier and later days are."""
    earlier = release_days.months_from(start.replace(day=1), -1 if whole else 0)
    return {
        "earlier": url_for(request.endpoint or "", **narrow.with_month(earlier)),
        "earlier_words": release_days.month_words(earlier),
        "later": url_for(request.endpoint or "", **narrow.with_month(until.replace(day=1))),
        "later_words": release_days.month_words(until),
    }
