"""What data leads and partnership leads keep of a measure: its target, who answers for it, and published figures."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.commands.keeping import bring_in, give_reporting_to, set_target
from coordination.outcomes.forms import PublishedForm, TargetForm, agency_form
from coordination.outcomes.queries import figures
from coordination.outcomes.queries.partnerships import KEEPERS, one_of
from coordination.outcomes.queries.reporting import answerable, members_of, subjects, title_of
from workflows.measures import catalogue
from workflows.measures.figures_file import COLUMNS, read_figures

bp = Blueprint("keeping", __name__)


def kept_in(session: Session, subject: str | None = None) -> Partnership:
    """The partnership that this worker keeps, and that has this measure or action. Raises NotVisible for none."""
    mine = partnerships_of(session, g.worker, KEEPERS)
    asked = request.args.get("partnership")
    if subject is not None:
        measure = catalogue.everything().get(subject)
        mine = [
            one for one in mine if subject in subjects(session, one) or (measure and one.code in measure.partnerships)
        ]
    return one_of(mine, asked)


@bp.route("/measures/<code>/target", methods=["GET", "POST"])
@needs("measures.keep")
def target(code: str) -> ResponseReturnValue:
    """Set a target beside those of the strategy."""
    with reading(g.worker) as session:
        partnership = kept_in(session, code)
        measure = figures.measure_of(partnership, code)
        targets = figures.targets_of(session, partnership).get(code, [])
    form = TargetForm()
    if form.validate_on_submit() and form.by.data is not None:
        with form.refusals(), writing(g.worker) as session:
            set_target(
                session, g.worker, partnership, measure, form.value.data, form.by.data, form.because.data,
                once=form.once.data,
            )  # fmt: skip
        if form.refusal is None:
            return redirect(url_for("measures.one", code=code, partnership=partnership.code, done="target"), 303)
    page = render_template("measures/target.html", form=form, measure=measure, partnership=partnership, targets=targets)
    return page, form.status


@bp.route("/answers-for/<subject>", methods=["GET", "POST"])
@needs("measures.keep")
def agency(subject: str) -> ResponseReturnValue:
    """Let another member answer for a measure's figures, or for an action."""
    with reading(g.worker) as session:
        partnership = kept_in(session, subject)
        if subject not in subjects(session, partnership):
            raise NotVisible("Nobody is asked for this, so nobody answers for it.")
        title = title_of(session, subject)
        who = answerable(session, partnership).get(subject)
        members = members_of(session, partnership.id)
    form = agency_form([(one.code, one.name) for one in members], who.code if who else None)
    is_measure = subject in catalogue.everything()
    back = url_for(
        "measures.one" if is_measure else "plan.one", code=subject, partnership=partnership.code, done="agency"
    )
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            give_reporting_to(session, g.worker, partnership, subject, form.agency.data or "", once=form.once.data)
        if form.refusal is None:
            return redirect(back, 303)
    page = render_template("measures/agency.html", form=form, title=title, who=who, back=back)
    return page, form.status


@bp.route("/figures/published", methods=["GET", "POST"])
@needs("measures.keep")
def published() -> ResponseReturnValue:
    """Bring in figures that somebody else published, from a file."""
    with reading(g.worker) as session:
        partnership = kept_in(session)
    measures = [one for one in catalogue.of_partnership(partnership.code) if one.feed == "external"]
    form, faults, brought = PublishedForm(), [], None
    if form.validate_on_submit():
        found = read_figures(form.content(), measures, clock.today())
        faults = found.faults
        if found.refused:
            form.file.errors = [found.refused]
        elif faults:
            form.file.errors = ["Nothing was kept, because some rows will not do. Put them right and send it again."]
        else:
            with form.refusals(), writing(g.worker) as session:
                brought = bring_in(
                    session, g.worker, partnership, found.figures, form.publication.data, once=form.once.data
                )
    page = render_template("figures/published.html", form=form, faults=faults, brought=brought,
                           partnership=partnership, measures=measures, columns=COLUMNS)  # fmt: skip
    return page, form.status
