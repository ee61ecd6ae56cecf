"""The public pages of concerns, and the inbox of those who receive them."""

from flask import Flask

from coordination.concerns.queries.inbox import waiting
from coordination.concerns.views import inbox, overseeing, public
from coordination.queues.blocks import Block, add_block


def register(app: Flask) -> None:
    """Serve these pages, and show on the first page what waits."""
    app.register_blueprint(public.bp)
    app.register_blueprint(overseeing.bp)
    app.register_blueprint(inbox.bp)
    add_block(app, Block("queues/today/concerns.html", waiting))
