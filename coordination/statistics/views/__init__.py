"""The pages and downloads of figures."""

from flask import Flask

from coordination.statistics.views import downloads, statistics


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (statistics, downloads):
        app.register_blueprint(room.bp)
