"""The pages of figures: those in fives with their files, and the exact ones, which leave no screen."""

from flask import Flask

from coordination.statistics.views import downloads, exact, statistics, teams


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (statistics, downloads, exact, teams):
        app.register_blueprint(room.bp)
