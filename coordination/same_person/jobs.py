"""Keys are made by machines, after the answers were kept: nobody who sends a referral waits for it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination import jobs
from coordination.config import Settings
from coordination.jobs import Asked
from coordination.same_person.commands.keeping import Hashing, keep_keys, keep_missing_keys

AT_ONCE = 200


def keep_person_keys(session: Session, asked: Asked, settings: Settings) -> None:
    """The keys of one case, whose answers were given or corrected."""
    hashing = Hashing(settings.secret)
    keep_keys(session, hashing, asked.uuid("case_id"), asked.ids["pathway"], int(asked.ids["version"]))


def keep_missing_person_keys(session: Session, asked: Asked, settings: Settings) -> None:
    """As the sweep: the keys of cases that came in another way, or were made with an earlier secret."""
    if keep_missing_keys(session, Hashing(settings.secret), AT_ONCE):
        jobs.later(session, None, "keep_missing_person_keys")
