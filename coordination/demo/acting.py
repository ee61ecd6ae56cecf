"""Acting as the invented workers, through the same doors as everybody: signed in, and under row-level security."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from coordination.access import SignedIn
from coordination.db import NOBODY, writing
from coordination.identity.commands import signing_in
from coordination.identity.doors import Door
from coordination.identity.queries import arrive, by_address, means


class Company:
    """The workers of a story by their e-mail addresses; each is signed in when first asked for."""

    def __init__(self, secret: str) -> None:
        self.door = Door(secret)
        self._here: dict[str, SignedIn] = {}

    def __getitem__(self, email: str) -> SignedIn:
        if email not in self._here:
            self._here[email] = self._sign_in(email)
        return self._here[email]

    def _sign_in(self, email: str) -> SignedIn:
        token = secrets.token_urlsafe(32)
        with writing(NOBODY) as session:
            account = by_address(session, self.door, email)
            found = means(session, self.door, account.worker_id) if account else None
            if found is None or not signing_in.enter(session, self.door, found, token, device=None):
                raise LookupError(f"{email} cannot act in the story: there is no such account, or it is suspended.")
        worker = arrive(token)
        assert worker is not None
        return worker

    def leave(self) -> None:
        """Sign everybody out."""
        for worker in self._here.values():
            with writing(worker) as session:
                signing_in.end(session, worker.token, worker.agency_id)
        self._here = {}


@contextmanager
def company(secret: str) -> Iterator[Company]:
    """The workers of a story, signed out again when it has been told."""
    made = Company(secret)
    try:
        yield made
    finally:
        made.leave()
