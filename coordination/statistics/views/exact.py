"""/exact-figures: what was booked in closed months, for the data lead of the partnership, on the screen alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, g, make_response, render_template
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from coordination.access import needs, shown
from coordination.db import reading
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.statistics.forms import exact_form
from coordination.statistics.queries import exact
from coordination.statistics.queries.configuration import publishing
from coordination.web.forms import FilterForm
from workflows.publishing import in_words
from workflows.vocabulary import Pathway

A_YEAR = 12
bp = Blueprint("exact_figures", __name__, url_prefix="/exact-figures")


@bp.get("")
@needs("figures.exact", records="exact figures", purpose="statistics")
def closed() -> ResponseReturnValue:
    """One pathway in some closed months. The look is recorded like one at a case."""
    kinds = {pathway.code: pathway for pathway, _ in publishing()}
    with reading(g.worker) as session:
        held = {one.code: one for one in partnerships_of(session, g.worker, ["data-lead"])}
        months = {code: exact.closed_months(session, one.id) for code, one in held.items()}
        form = _form(held, kinds, months)
        good = form.validate()
        chosen = {name: value for name, value in form.data.items() if value and good}
        pathway = kinds[chosen.get("pathway", next(iter(kinds)))]
        partnership = held.get(chosen.get("partnership", next(iter(held), "")))
        there = months[partnership.code] if partnership else []
        first = date.fromisoformat(chosen["first"]) if "first" in chosen else next(iter(there[-A_YEAR:]), None)
        last = date.fromisoformat(chosen["last"]) if "last" in chosen else next(iter(there[-1:]), None)
        found = None
        if partnership and first and last:
            found = exact.of_pathway(session, partnership.id, pathway, first, last)
    shown([])
    for name, value in (
        ("partnership", partnership and partnership.code),
        ("pathway", pathway.code),
        ("first", first and first.isoformat()),
        ("last", last and last.isoformat()),
    ):
        form[name].data = form[name].data or value
    page = render_template(
        "exact_figures/closed.html",
        form=form,
        partnership=partnership,
        pathway=pathway,
        span=f"{in_words(first)} to {in_words(last)}" if first and last else "",
        found=found,
        by_month=[(in_words(month), number) for month, number in found.by_month] if found else [],
    )
    return make_response(page, 200 if good or not form.is_submitted() else 422)


def _form(
    held: Mapping[str, Partnership], kinds: Mapping[str, Pathway], months: Mapping[str, list[date]]
) -> FilterForm:
    every = sorted({month for closed_there in months.values() for month in closed_there})
    return exact_form(
        [SelectChoice(code, one.name) for code, one in held.items()],
        [SelectChoice(code, one.title) for code, one in kinds.items()],
        [SelectChoice(month.isoformat(), in_words(month)) for month in every],
    )
