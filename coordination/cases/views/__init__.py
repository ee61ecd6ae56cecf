"""The pages of a case: the case itself, what is done on it, and the list of one's cases."""

from __future__ import annotations

from flask import Flask

from coordination.cases.views import (
    correcting,
    facts,
    listing,
    meetings,
    moves,
    page,
    prints,
    protecting,
    releases,
    visits,
)


def register(app: Flask) -> None:
    """Serve these pages."""
    for each in (page, moves, facts, correcting, meetings, visits, protecting, prints, listing, releases):
        app.register_blueprint(each.bp)
