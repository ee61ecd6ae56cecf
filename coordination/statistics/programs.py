"""What every address that programs open with a key has in common: how the key comes, and what a wrong one is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Response, current_app, request
from sqlalchemy.orm import Session

from coordination.db import NOBODY, writing
from coordination.identity.commands import tries
from coordination.identity.doors import Door, token_digest

KINDS = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}
NO_KEY = "Send a key: as the header “Authorization: Bearer …”, or as “?key=…”. The partnership's data lead makes one.\n"
WRONG_KEY = (
    "This key opens nothing here: it is another partnership's or made for something else, has run out, was revoked, or "
    "never was.\n"
)
LONGEST_KEY = 200

Opened = TypeVar("Opened")


def key_sent() -> str | None:
    """The key that a program sent, in the header or in the address."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = token.strip() if scheme.casefold() == "bearer" else request.args.get("key", "")
    return found if 0 < len(found) <= LONGEST_KEY else None


def opened_with(token: str, use: Callable[[Session, Door], Opened | None]) -> Opened | Response:
    """What `use` answers, or the refusal where it answers None. A wrong key is counted like a sign-in that failed.

    Where `use` raises, nothing is counted and nothing that it wrote is kept.
    """
    door = Door(current_app.extensions["settings"].secret)
    try:
        with writing(NOBODY) as session:
            which, where = f"figures {token_digest(token).hex()}", request.remote_addr or "unknown"
            counted = tries.begin(session, door, which, where)
            opened = use(session, door)
            if opened is not None:
                tries.forgive(session, door, counted)
    except tries.TooManyTries as no:
        return Response(no.message + "\n", no.status, mimetype="text/plain")
    return refused(WRONG_KEY) if opened is None else opened


def refused(why: str) -> Response:
    """The answer to whoever sent no key, or one that opens nothing."""
    return Response(why, 401, mimetype="text/plain", headers={"WWW-Authenticate": 'Bearer realm="figures"'})


def file_answer(name: str, made: bytes) -> Response:
    """One file of a package."""
    return Response(made, mimetype=KINDS[name.rpartition(".")[2]])
