"""The standing pages that anybody may read: help, accessibility, privacy, cookies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, render_template

bp = Blueprint("pages", __name__)


@dataclass(frozen=True)
class Contact:
    """Whom a partnership's workers may ask, in office hours."""

    partnership: str
    name: str
    email: str
    phone: str


def provide_contacts(app: Flask, give: Callable[[], Sequence[Contact]]) -> None:
    """From now on the page of help names the contacts that `give` finds for whoever reads it."""
    app.extensions["contacts"] = give


def register(app: Flask) -> None:
    """Add the standing pages to the app."""
    app.register_blueprint(bp)


@bp.get("/help")
def help_and_contact() -> str:
    """Whom to turn to, and what to do first when somebody is in danger."""
    return render_template("pages/help.html", contacts=_contacts())


def _contacts() -> Sequence[Contact]:
    give: Callable[[], Sequence[Contact]] = current_app.extensions.get("contacts", tuple)
    return give()


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
