"""The pages of notices: reading them, choosing about mail, and the messages that did not go out."""

from flask import Flask

from coordination.notifications.views import choosing, failing, reading


def register(app: Flask) -> None:
    """Put the pages into the application."""
    for pages in (reading, choosing, failing):
        app.register_blueprint(pages.bp)
