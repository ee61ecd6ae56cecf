"""The only way into the log, and the memory that makes a command safe to repeat."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.kinds import KINDS
from coordination.audit.models import Once
from coordination.db import before_keeping, new_id
from coordination.errors import MovedOn
from coordination.writing_together import append, say


class Actor(Protocol):
    """Whoever acts: PostgreSQL looks the rest up by the transaction's token."""

    @property
    def id(self) -> UUID: ...


@dataclass(frozen=True)
class Recorded:
    """A new event. It is in the log when the transaction is kept, or sealed before."""

    id: UUID


# What a sender can hold against the log later: the first ten characters of the hash of an event that is appended in
# the same statement.
RECEIPT = "left(encode(event_hash, 'hex'), 10)"


def record(
    session: Session,
    kind: str,
    /,
    *,
    case_id: UUID | None = None,
    chain: str = "system",
    line: str | None = None,
    category: str = "core",
    audience_id: UUID | None = None,
    on_behalf_of_id: UUID | None = None,
    team_id: UUID | None = None,
    **detail: Any,
) -> Recorded:
    """Record one event. Who acts is not said here: the database knows it from the transaction's token.

    An event about a case goes into the case's chain; any other into `chain` ("system" or "agency:<id>"). All events
    of a transaction are appended together, in this order, before it is kept.
    Raises TypeError when the details are not exactly the ones that `kinds.py` declares.
    """
    declared = KINDS[kind]
    missing, extra = declared.fields - detail.keys(), detail.keys() - declared.fields - declared.optional
    if missing or extra:
        raise TypeError(f"{kind} lacks {sorted(missing)} and does not carry {sorted(extra)}")
    waiting: list[dict[str, Any]] = session.info.setdefault("unsealed", [])
    event_id = new_id()
    event = {
        "place": len(waiting),
        "id": event_id,
        "kind": kind,
        "chain": f"case:{case_id}" if case_id else chain,
        "case_id": case_id,
        "at": clock.now().isoformat(),
        "line": line,
        "category": category,
        "audience_id": audience_id,
        "on_behalf_of_id": on_behalf_of_id,
        "team_id": team_id,
        "detail": detail,
    }
    waiting.append(event)
    before_keeping(session, seal)
    return Recorded(event_id)


def seal(session: Session) -> None:
    """Append what has been recorded so far in this transaction. Whoever reads the log inside it calls this first."""
    waiting = session.info.pop("unsealed", [])
    if not waiting:
        return
    append(session, json.dumps(waiting, default=str, sort_keys=True), len(waiting))
    session.flush()


# Every press asks these two: in PostgreSQL's own words they take a third of the time.
_FIRST_TIME = """insert into once (worker_id, key, digest, answer, at)
    values (%(worker_id)s, %(key)s, %(digest)s, '{}', %(at)s) on conflict do nothing"""
_REMEMBER = """update once set answer = %(answer)s::jsonb, case_id = %(case_id)s
    where worker_id = %(worker_id)s and key = %(key)s"""


def repeated(session: Session, worker: Actor, key: str, content: Any) -> dict[str, Any] | None:
    """The answer that was given when this very command was sent before, or None the first time.

    A second copy that arrives at the same moment waits here for the first to commit. Raises MovedOn when the key was
    used with other content: the browser sent an old page again after it was changed.
    """
    digest = hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).digest()
    asked = {"worker_id": worker.id, "key": key, "digest": digest, "at": clock.now()}
    if session.connection().exec_driver_sql(_FIRST_TIME, asked).rowcount:
        return None
    session.flush()  # what was remembered in this very transaction waits to be written
    kept = session.execute(select(Once).where(Once.worker_id == worker.id, Once.key == key)).scalar_one()
    if kept.digest != digest:
        raise MovedOn("This page was already sent, with other answers. What was sent first has been kept.")
    return kept.answer


def answer_before(session: Session, worker: Actor, key: str) -> dict[str, Any]:
    """The answer that this worker was given to the command with this key; empty when there was none."""
    kept = session.scalar(select(Once.answer).where(Once.worker_id == worker.id, Once.key == key))
    return dict(kept or {})


def remember(session: Session, worker: Actor, key: str, answer: dict[str, Any], case_id: UUID | None = None) -> None:
    """Keep the answer of a command, to give it again when the same command is sent again."""
    say(session, _REMEMBER, worker_id=worker.id, key=key, answer=json.dumps(answer), case_id=case_id)


# what a page's own statement may end with, so that the look takes no statement more
LOOKING = "select audit_look(%(token)s, %(route)s, %(purpose)s, %(case_ids)s::uuid[], %(moment)s)"


def look(within: Session | Connection, token: str, route: str, purpose: str, case_ids: list[UUID]) -> None:
    """Record that the holder of a token was shown something, before they are shown it."""
    connection = within if isinstance(within, Connection) else within.connection()
    connection.exec_driver_sql(LOOKING, about_look(token, route, purpose, case_ids))


def about_look(token: str, route: str, purpose: str, case_ids: list[UUID]) -> dict[str, Any]:
    """The parameters of LOOKING."""
    # PostgreSQL's own writing of a list: the driver takes longer to write thirty ids one by one than to send them
    ids = f"{{{','.join(map(str, case_ids))}}}"
    return {"token": token, "route": route, "purpose": purpose, "case_ids": ids, "moment": clock.now()}
