"""The keys by which somebody on a case is found: hashed here with a secret that the database never learns."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from coordination import clock
from workflows import pathways
from workflows.likeness import compared_by, compared_parts, described, keys_of, keys_to_ask

# To be raised when the way in which keys are made changes: the next night makes all of them anew.
EDITION = "1"
_TOLD = text("select * from told_of_people(:case_id, :parts, :fields)")


class Hashing:
    """Makes keys into numbers that tell nothing without the secret, and are the same for the same key."""

    def __init__(self, secret: str) -> None:
        self._secret = hmac.digest(secret.encode(), b"people on two cases", sha256)
        self.made_with = self._number(f"edition {EDITION}")

    def all(self, keys: Iterable[str]) -> list[int]:
        """The keys as numbers, in an order that tells nothing of theirs."""
        return sorted(self._number(f"key {one}") for one in keys)

    def _number(self, said: str) -> int:
        return int.from_bytes(hmac.digest(self._secret, said.encode(), sha256)[:8], signed=True)


def keep_keys(session: Session, hashing: Hashing, case_id: UUID, pathway: str, version: int) -> None:
    """Make the keys of everybody on a case who may be compared, in the place of those that were there. Without a name
    there are none.

    The database lets this be done by the job that was asked for this very case, and by the sweep.
    """
    word = pathways.of(pathway, version)
    asked_for = {"case_id": case_id, "parts": list(compared_parts(word)), "fields": list(compared_by(word))}
    told = session.execute(_TOLD, asked_for).all()
    for (person_id, part), rows in groupby(told, key=lambda row: (row.person_id, row.part)):
        about = described(word, {row.field: row.value for row in rows if row.field is not None}, part)
        keys, asked = (keys_of(about), keys_to_ask(about)) if about else ((), ())
        session.execute(
            select(
                func.keep_person_keys(
                    case_id, person_id, hashing.all(keys), hashing.all(asked), hashing.made_with, clock.now()
                )
            )
        )


def keep_missing_keys(session: Session, hashing: Hashing, at_most: int) -> bool:
    """As the sweep: make the keys of cases that have none, or none of this secret. Whether there may be more."""
    waiting = session.execute(
        text("select * from cases_without_keys(:made_with, :compared, :many)"),
        {"made_with": hashing.made_with, "compared": _compared(), "many": at_most},
    ).all()
    for row in waiting:
        keep_keys(session, hashing, row.case_id, row.pathway, row.pathway_version)
    return len(waiting) == at_most


def _compared() -> list[str]:
    """Who may be compared, as PATHWAY:VERSION:PART."""
    return [f"{word.code}:{word.version}:{part}" for word in pathways.PUBLISHED for part in compared_parts(word)]
