"""The pages of documents on a case, and their panel on the case's own page."""

from __future__ import annotations

from flask import Flask

from coordination.cases.attaching import let_attach
from coordination.cases.panels import add_panel, add_source
from coordination.documents.queries.entries import ADDED
from coordination.documents.views import adding, opening, unscanned
from coordination.documents.views.along import Along
from coordination.documents.views.panel import PANEL


def register(app: Flask) -> None:
    """Serve these pages."""
    for each in (opening, adding, unscanned):
        app.register_blueprint(each.bp)
    add_panel(app, PANEL)
    add_source(app, ADDED)
    let_attach(app, Along())
