"""The pages and downloads of figures, and the screens of exact ones, of which there is no file to take away."""

from flask import Flask

from coordination.statistics.views import downloads, exact, statistics, teams


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (statistics, downloads, exact, teams):
        app.register_blueprint(room.bp)
