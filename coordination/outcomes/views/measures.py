"""/measures: how the partnership stands, one outcome or pillar, one measure, and its exact count for the data lead."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs, shown
from coordination.db import reading
from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.drawing import run_chart
from coordination.outcomes.queries import behind, dashboard, exact, figures
from coordination.outcomes.queries.actions import actions_of
from coordination.outcomes.queries.partnerships import APPROVERS, KEEPERS, READERS, one_of
from coordination.outcomes.queries.reporting import answerable, open_tasks
from workflows.measures import catalogue
from workflows.measures.every_count import TELLS
from workflows.measures.from_releases import NOT_RELEASED
from workflows.measures.series import NOTHING, aim, series_of

bp = Blueprint("measures", __name__, url_prefix="/measures")
# beside this one, so many quarters are offered whose cases can be looked at
QUARTERS = 4


def read_in(session: Session, code: str | None = None) -> tuple[Partnership, list[Partnership]]:
    """The partnership whose measures are shown, and all that this worker reads. With the code of a measure: one that
    has it. Raises NotVisible when there is none."""
    mine = partnerships_of(session, g.worker, READERS)
    asked = request.args.get("partnership")
    measure = catalogue.everything().get(code or "")
    if code is not None and asked is None and measure is not None:
        mine_with_it = [one for one in mine if one.code in measure.partnerships]
        return one_of(mine_with_it, None), mine
    return one_of(mine, asked), mine


@bp.get("")
@needs("measures.read")
def overview() -> ResponseReturnValue:
    """Every outcome or pillar, what is off target, and how complete the figures are."""
    today = clock.today()
    with reading(g.worker) as session:
        partnership, mine = read_in(session)
        rows = dashboard.rows_of(session, partnership, today)
        waiting = open_tasks(session, partnership.id)
        is_lead = partnership in partnerships_of(session, g.worker, APPROVERS)
        to_approve = len(figures.waiting_for_approval(session, partnership.id)) if is_lead else 0
    pillars = request.args.get("by") == "pillar"
    return render_template(
        "measures/overview.html",
        partnership=partnership,
        mine=mine,
        groups=dashboard.by_pillar(rows) if pillars else dashboard.by_outcome(rows),
        kind="pillar" if pillars else "outcome",
        off=dashboard.off_target(rows),
        rows=rows,
        asked=[task for task in waiting if task.kind == "return"],
        late=[task for task in waiting if task.kind == "return" and task.due_on < today],
        to_approve=to_approve,
        is_lead=is_lead,
    )


@bp.get("/by/<kind>/<group>")
@needs("measures.read")
def group(kind: str, group: str) -> ResponseReturnValue:
    """The measures of one outcome or pillar."""
    with reading(g.worker) as session:
        partnership, mine = read_in(session)
        rows = dashboard.rows_of(session, partnership, clock.today())
    groups = {"outcome": dashboard.by_outcome, "pillar": dashboard.by_pillar}
    found = groups[kind](rows) if kind in groups else []
    for one in found:
        if one.code == group:
            return render_template("measures/group.html", partnership=partnership, mine=mine, group=one, kind=kind,
                                   groups=found, levels=catalogue.LEVELS, not_released=NOT_RELEASED)  # fmt: skip
    raise NotVisible(f"{partnership.name} has no measures under that heading.")


@bp.get("/<code>")
@needs("measures.read")
def one(code: str) -> ResponseReturnValue:
    """One measure: how it stands, its chart and table, its rule, targets, notes and history."""
    today = clock.today()
    with reading(g.worker) as session:
        partnership, _ = read_in(session, code)
        measure = figures.measure_of(partnership, code)
        points = figures.every_point(session, partnership, measure).get(code, [])
        targets = figures.targets_of(session, partnership).get(code, [])
        history = figures.history(session, partnership.id, code)
        who = answerable(session, partnership).get(code)
        asked = open_tasks(session, partnership.id, code)
        planned = actions_of(session, partnership)
        is_lead = partnership in partnerships_of(session, g.worker, APPROVERS)
        keeps = partnership in partnerships_of(session, g.worker, KEEPERS)
    row = dashboard.row_of(series_of(measure, points), targets, today)
    wanted = row.target.number if row.target else None
    return render_template(
        "measures/measure.html",
        partnership=partnership,
        measure=measure,
        row=row,
        chart=run_chart(row.series, wanted),
        targets=targets,
        history=history,
        who=who,
        asked=asked,
        today=today,
        is_lead=is_lead,
        keeps=keeps,
        counted=exact.is_counted(measure),
        not_released=NOT_RELEASED.get(code, ""),
        kinds=exact.kinds_of(measure),
        every_count=TELLS,
        actions=[one for one in planned if code in one.measures],
        others=[catalogue.everything()[other] for other in measure.same_as],
        outcome=catalogue.OUTCOMES[measure.outcome],
        level=catalogue.LEVELS[measure.level],
        feed=catalogue.FEEDS[measure.feed],
        aim=aim,
    )


@bp.get("/exact")
@needs("figures.approve", records="figures", purpose="exact figures")
def exact_overview() -> ResponseReturnValue:
    """Every measure from cases as it was counted, for the partnership's data lead, on screen and nowhere else."""
    today = clock.today()
    with reading(g.worker) as session:
        mine = partnerships_of(session, g.worker, APPROVERS)
        partnership = one_of(mine, request.args.get("partnership"))
        measures = [one for one in catalogue.of_partnership(partnership.code) if exact.is_counted(one)]
        counts = exact.exact_counts(session, partnership, [one.code for one in measures], today)
        targets = figures.targets_of(session, partnership)
    shown([])
    this, *over = exact.quarters_counted(today)
    rows = [
        (dashboard.row_of(counts.series(one, over), targets.get(one.code, []), today), counts.series(one, [this]))
        for one in measures
    ]
    return render_template(
        "measures/exact_overview.html",
        partnership=partnership,
        mine=mine,
        rows=rows,
        this=this,
        over=over,
        nothing=NOTHING,
        counted_at=counts.counted_at,
    )


@bp.get("/<code>/exact")
@needs("figures.approve", records="figures", purpose="exact figures")
def exact_count(code: str) -> ResponseReturnValue:
    """The exact count of a measure from cases, for the partnership's data lead, on screen and nowhere else."""
    today = clock.today()
    with reading(g.worker) as session:
        mine = partnerships_of(session, g.worker, APPROVERS)
        partnership = one_of(mine, request.args.get("partnership"))
        measure = figures.measure_of(partnership, code)
        if not exact.is_counted(measure):
            raise NotVisible("This measure is not counted from cases here.")
        counts = exact.exact_counts(session, partnership, [code], today)
        targets = figures.targets_of(session, partnership).get(code, [])
    shown([])
    this, *over = exact.quarters_counted(today)
    series = counts.series(measure, over)
    row = dashboard.row_of(series, targets, today)
    return render_template(
        "measures/exact.html",
        partnership=partnership,
        measure=measure,
        row=row,
        so_far=counts.series(measure, [this]).newest,
        counted_at=counts.counted_at,
        chart=run_chart(series, row.target.number if row.target else None),
    )


@bp.get("/<code>/cases")
@needs("measures.read", records="case", purpose="outcome measures")
def cases(code: str) -> ResponseReturnValue:
    """The cases that a measure counts in a quarter, a page at a time, as far as the reader can open them."""
    today = clock.today()
    with reading(g.worker) as session:
        partnership, _ = read_in(session, code)
        measure = figures.measure_of(partnership, code)
        if not exact.is_counted(measure):
            raise NotVisible("This measure is not counted from cases here.")
        quarters = {one.code: one for one in exact.quarters_counted(today, QUARTERS)}
        quarter = quarters.get(request.args.get("quarter") or next(iter(quarters)))
        if quarter is None:
            raise NotVisible("There are no cases of that quarter here. Choose one of those that are listed.")
        before = request.args.get("before")
        page = behind.cases_behind(session, partnership, measure, quarter, today, before)
    shown(one.case_id for one in page.cases)
    return render_template(
        "measures/cases.html",
        partnership=partnership,
        measure=measure,
        quarters=list(quarters.values()),
        quarter=quarter,
        page=page,
        is_first=before is None,
    )
