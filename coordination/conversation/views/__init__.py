"""The pages of the conversation of a case."""

from __future__ import annotations

from flask import Flask

from coordination.conversation.views import thread


def register(app: Flask) -> None:
    """Serve these pages."""
    app.register_blueprint(thread.bp)
