"""The pages of panels: who sits there, agenda, meeting, minutes."""

from __future__ import annotations

from flask import Flask

from coordination.cases.panels import add_panel
from coordination.panels.queries.today import coming
from coordination.panels.views import agenda, closing, letters, live, minutes, seats, updates
from coordination.queues.blocks import Block, add_block


def register(app: Flask) -> None:
    """Put the pages into the application."""
    for module in (seats, agenda, updates, live, closing, minutes, letters):
        app.register_blueprint(module.bp)
    add_panel(app, letters.PANEL)
    add_block(app, Block("queues/today/panels.html", coming))
