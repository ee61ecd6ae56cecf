"""The pages that ask whether people on two cases are one, and the panel on the page of a case."""

from __future__ import annotations

from flask import Flask

from coordination.cases.panels import add_panel
from coordination.same_person.views import comparing
from coordination.same_person.views.panel import PANEL


def register(app: Flask) -> None:
    """Serve these pages."""
    app.register_blueprint(comparing.bp)
    add_panel(app, PANEL)
