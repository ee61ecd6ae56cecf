"""The pages and downloads of figures, and the screens of exact ones, of which there is no file to take away."""

from flask import Flask

from coordination.statistics.views import downloads, exact, feed, keys, statistics, teams


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (statistics, downloads, keys, feed, exact, teams):
        app.register_blueprint(room.bp)
