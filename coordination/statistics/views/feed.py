"""/data-package: everything that is out of a partnership, for a program that holds a key. Nobody is signed in here."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, request

from coordination.access import needs
from coordination.db import NOBODY, writing
from coordination.errors import Invalid
from coordination.identity.commands import tries
from coordination.identity.doors import Door, token_digest
from coordination.statistics.commands.keys import use_key
from coordination.statistics.files.as_package import zipped
from coordination.statistics.packaging import package_of
from coordination.statistics.queries.menu import menu, readable
from coordination.statistics.reading import frozen
from coordination.statistics.views.keys import FILES

bp = Blueprint("figure_feed", __name__, url_prefix="/data-package")
KINDS = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}
NO_KEY = "Send a key: as the header “Authorization: Bearer …”, or as “?key=…”. The partnership's data lead makes one.\n"
WRONG_KEY = "This key opens nothing here: it is another partnership's, has run out, was revoked, or never was.\n"
LONGEST_KEY = 200


@bp.get("/<partnership>/<name>")
@needs("anyone")
def fetch(partnership: str, name: str) -> Response:
    """One file of the package. A wrong key is counted like a sign-in that failed; a right one is in the log."""
    token = _key()
    if token is None:
        return _refused(NO_KEY)
    if name not in FILES:
        abort(404)
    door = Door(current_app.extensions["settings"].secret)
    try:
        with writing(NOBODY) as session:
            which, where = f"figures {token_digest(token).hex()}", request.remote_addr or "unknown"
            counted = tries.begin(session, door, which, where)
            opens = use_key(session, door, token, partnership, name)
            if opens:
                tries.forgive(session, door, counted)
    except tries.TooManyTries as no:
        return Response(no.message + "\n", no.status, mimetype="text/plain")
    if not opens:
        return _refused(WRONG_KEY)
    with frozen() as session:
        offered = menu(session, readable(session, {"manager": [partnership]}), partnership)
        if not offered.months:
            raise Invalid("No month of this partnership is closed yet, so there are no figures to fetch.")
        package = package_of(session, offered)
    made = zipped(package) if name == "package.zip" else package.files[name]
    return Response(made, mimetype=KINDS[name.rpartition(".")[2]])


def _key() -> str | None:
    """The key that a program sent, in the header or in the address."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = token.strip() if scheme.casefold() == "bearer" else request.args.get("key", "")
    return found if 0 < len(found) <= LONGEST_KEY else None


def _refused(why: str) -> Response:
    return Response(why, 401, mimetype="text/plain", headers={"WWW-Authenticate": 'Bearer realm="figures"'})
