"""/data-package: everything that is out of a partnership, for a program that holds a key. Nobody is signed in here."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from coordination.access import needs
from coordination.errors import Invalid
from coordination.statistics.commands.keys import use_key
from coordination.statistics.files.as_package import zipped
from coordination.statistics.packaging import package_of
from coordination.statistics.programs import NO_KEY, file_answer, key_sent, opened_with, refused
from coordination.statistics.queries.menu import menu, readable
from coordination.statistics.reading import frozen
from coordination.statistics.views.keys import FILES

bp = Blueprint("figure_feed", __name__, url_prefix="/data-package")


@bp.get("/<partnership>/<name>")
@needs("anyone")
def fetch(partnership: str, name: str) -> Response:
    """One file of the package. A wrong key is counted like a sign-in that failed; a right one is in the log."""
    token = key_sent()
    if token is None:
        return refused(NO_KEY)
    if name not in FILES:
        abort(404)
    opens = opened_with(token, lambda session, door: use_key(session, door, token, partnership, name) or None)
    if isinstance(opens, Response):
        return opens
    with frozen() as session:
        offered = menu(session, readable(session, {"manager": [partnership]}), partnership)
        if not offered.months:
            raise Invalid("No month of this partnership is closed yet, so there are no figures to fetch.")
        package = package_of(session, offered)
    return file_answer(name, zipped(package) if name == "package.zip" else package.files[name])
