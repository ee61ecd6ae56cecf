"""The standing pages that anybody may read: help, accessibility, privacy, cookies."""

from flask import Blueprint, Flask, render_template

bp = Blueprint("pages", __name__)


def register(app: Flask) -> None:
    """Add the standing pages to the app."""
    app.register_blueprint(bp)


@bp.get("/help")
def help_and_contact() -> str:
    """Whom to turn to, and what to do first when somebody is in danger."""
    return render_template("pages/help.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """How far these pages can be used by everybody, how that was tested, and how to say that one cannot."""
    return render_template("pages/accessibility.html")


@bp.get("/privacy")
def privacy() -> str:
    """What is held about workers and about residents, why, and how to ask about it."""
    return render_template("pages/privacy.html")


@bp.get("/cookies")
def cookies() -> str:
    """The one cookie, and why nobody is asked to accept it."""
    return render_template("pages/cookies.html")
