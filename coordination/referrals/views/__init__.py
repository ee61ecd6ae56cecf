"""The pages on which a referral is logged, and those that tell what became of it."""

from __future__ import annotations

from flask import Flask

from coordination.referrals.views import beginning, following, sending, writing


def register(app: Flask) -> None:
    """Add the referral pages to the app."""
    for part in (beginning, writing, sending, following):
        app.register_blueprint(part.bp)
