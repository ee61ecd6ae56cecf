"""The pages of the conversation of a case, and its panel on the case's own page."""

from __future__ import annotations

from flask import Flask

from coordination.cases.panels import add_panel
from coordination.conversation.views import (
    arriving,
    asking,
    before,
    cards,
    changing,
    finding,
    finishing,
    giving,
    slash,
    thread,
)
from coordination.conversation.views.panel import PANEL


def register(app: Flask) -> None:
    """Serve these pages."""
    for each in (thread, arriving, changing, before, finding, asking, giving, finishing, cards):
        app.register_blueprint(each.bp)
    slash.register(app)
    add_panel(app, PANEL)
