"""The pages of measures, of figures that agencies give, and of the delivery plan."""

from flask import Flask

from coordination.outcomes.views import (
    assessing,
    assessment,
    figures,
    keeping,
    looking_at_figures,
    measures,
    of_pathway,
    plan,
    report_feed,
    reports,
)


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (
        measures, of_pathway, keeping, figures, looking_at_figures, plan, reports, report_feed, assessing, assessment,
    ):  # fmt: skip
        app.register_blueprint(room.bp)
