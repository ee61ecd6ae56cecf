"""The pages of signing in, of one's own account, and of administering workers."""

from flask import Flask

from coordination.identity.views import (
    account,
    kept,
    links,
    lost_telephones,
    particulars,
    second_step,
    signing_in,
    teams,
    workers,
)


def register(app: Flask) -> None:
    """Add the pages, and say what happens to a form that meets an ended session."""
    for room in (signing_in, second_step, links, account, workers, teams, particulars, lost_telephones):
        app.register_blueprint(room.bp)
    app.extensions["session_ended"] = kept.answer
