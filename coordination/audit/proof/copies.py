"""Checkpoints go to a second place too: a folder that another machine keeps, or an https address that takes them."""

from __future__ import annotations

import os
import urllib.request
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.models import CheckpointCopy
from coordination.audit.proof.canonical import moment_of
from coordination.audit.proof.checkpoints import Sealed
from coordination.audit.proof.nightly import stored

PATIENCE = 20.0
AT_ONCE = 200


class PlaceAway(OSError):
    """The second place did not take a checkpoint."""


def send_copies(session: Session, place: str) -> bool:
    """Send what the second place lacks, oldest first. False when it is away: that is noted, and tried again next time.

    `place` is a folder or an https address. Each checkpoint is one line of JSON; sent twice, it is the same line.
    """
    kept = session.get(CheckpointCopy, place)
    sent, failing = (kept.number, kept.failing_since) if kept else (0, None)
    away = False
    for _, sealed in zip(range(AT_ONCE), stored(session, sent), strict=False):
        try:
            _send(place, sealed)
        except OSError:
            away = True
            break
        sent = sealed.number
    since = (failing or clock.machine_now()) if away else None
    session.execute(
        insert(CheckpointCopy)
        .values(place=place, number=sent, failing_since=since)
        .on_conflict_do_update(index_elements=["place"], set_={"number": sent, "failing_since": since})
    )
    return not away


def _send(place: str, sealed: Sealed) -> None:
    line = sealed.as_line().encode() + b"\n"
    if place.startswith("https://"):
        asked = urllib.request.Request(  # noqa: S310 (https alone)
            place, data=line, method="POST", headers={"Content-Type": "application/jsonl"}
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
            if answer.status >= 300:
                raise PlaceAway(f"The answer was {answer.status}.")
        return
    # The folder must be there: one that is made here would stand in for a disk that is not mounted.
    file = Path(place) / f"{moment_of(sealed.at):%Y-%m}.jsonl"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "wb") as copy:
        copy.write(line)
        copy.flush()
        os.fsync(copy.fileno())


def forget_other_places(session: Session, place: str | None) -> None:
    """A place that is no longer named is no longer behind."""
    for other in session.scalars(select(CheckpointCopy).where(CheckpointCopy.place != (place or ""))):
        other.failing_since = None
