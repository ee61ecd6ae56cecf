"""The pages on which a referral is logged, and those that tell what became of it."""

from __future__ import annotations

from flask import Flask

from coordination.forms.hanging import in_words
from coordination.queues.blocks import Block, add_block
from coordination.referrals.queries.attachable import AUDIENCES
from coordination.referrals.queries.today import mine
from coordination.referrals.views import attaching, beginning, chat, following, linking, rows, sending, urgent, writing


def register(app: Flask) -> None:
    """Add the referral pages to the app."""
    app.jinja_env.filters["asked_in_words"] = in_words
    app.jinja_env.globals["attach_audiences"] = AUDIENCES
    for part in (attaching, beginning, chat, writing, rows, urgent, sending, following, linking):
        app.register_blueprint(part.bp)
    add_block(app, Block("queues/today/referrals.html", mine))
