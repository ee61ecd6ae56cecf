"""The pages of lists."""

from __future__ import annotations

from flask import Flask

from coordination.lists.views import bringing, reconciling, working


def register(app: Flask) -> None:
    """Put the pages into the application."""
    for module in (bringing, working, reconciling):
        app.register_blueprint(module.bp)
