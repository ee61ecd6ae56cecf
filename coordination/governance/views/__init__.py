"""The pages of the log, of the resident's sheet, of settings and of sharing agreements."""

from flask import Flask

from coordination.governance.views import agreements, log, people, settings, sheet


def register(app: Flask) -> None:
    """Add the pages."""
    for room in (log, people, sheet, settings, agreements):
        app.register_blueprint(room.bp)
