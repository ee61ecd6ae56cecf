"""The pages of signing in, of one's own account, and of administering people."""

from flask import Flask

from coordination.identity.views import account, kept, links, people, second_step, signing_in
from coordination.identity.views.frame import frame_of_a_worker
from coordination.web.frame import provide_frame


def register(app: Flask) -> None:
    """Add the pages, and say what happens to a form that meets an ended session."""
    for room in (signing_in, second_step, links, account, people):
        app.register_blueprint(room.bp)
    app.extensions["session_ended"] = kept.answer
    if "frame" not in app.extensions:
        provide_frame(app, frame_of_a_worker)
