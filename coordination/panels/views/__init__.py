"""The pages of panels: who sits there, agenda, meeting, minutes."""

from __future__ import annotations

from flask import Flask

from coordination.panels.views import agenda, live, minutes, seats, updates


def register(app: Flask) -> None:
    """Put the pages into the application."""
    for module in (seats, agenda, updates, live, minutes):
        app.register_blueprint(module.bp)
