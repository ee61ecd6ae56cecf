"""My cases, and the search box."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.queries import listing
from coordination.db import reading

bp = Blueprint("listing", __name__)
LONGEST = 100


@bp.get("/cases")
@needs("case.read", records="cases")
def cases() -> ResponseReturnValue:
    """The cases of one of my teams, or mine by name."""
    ended = request.args.get("show") == "closed"
    stages = listing.stages_to_choose()
    stage = request.args.get("stage", "") if request.args.get("stage") in stages else ""
    with reading(g.worker) as session:
        mine = listing.holders(session, g.worker)
        holder = next((one for one in mine if one.code == request.args.get("of")), mine[0])
        page = listing.cases_of(session, holder, ended=ended, stage=stage, after=request.args.get("after"))
    shown([row.case_id for row in page.rows])
    sent = {"of": holder.code, "stage": stage, "show": "closed" if ended else ""}
    on: dict[str, Any] = {name: value for name, value in sent.items() if value}
    older = url_for("listing.cases", **on, after=page.older) if page.older else None
    return render_template(
        "cases/cases.html", mine=mine, holder=holder, page=page, stages=stages, stage=stage, ended=ended, older=older,
        on=on, further=bool(request.args.get("after")),
        left=request.args.get("done") == "left",
    )  # fmt: skip


@bp.get("/search")
@needs("case.read", records="cases")
def search() -> ResponseReturnValue:
    """Cases that I take part in, by reference or by name."""
    words = request.args.get("q", "").strip()[:LONGEST]
    rows: list[listing.CaseRow] = []
    cut = False
    if words and "\x00" not in words:
        with reading(g.worker) as session:
            rows, cut = listing.searched(session, g.worker, words)
    shown([row.case_id for row in rows])
    return render_template("cases/search.html", words=words, rows=rows, cut=cut)
