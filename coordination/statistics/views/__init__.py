"""The pages of exact figures. They are no statistics: each view is recorded, and there is no file to take away."""

from flask import Flask

from coordination.statistics.views import exact, teams


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (exact, teams):
        app.register_blueprint(room.bp)
