"""What one transaction has read of a case, so that its commands read it once and see what each of them added.

The rows are the session's own objects: a change to one is seen by whoever asks next, and kept with the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session, make_transient_to_detached

Row = TypeVar("Row")


def at_hand(session: Session, what: str, case_id: UUID, read: Callable[[], Iterable[Row]]) -> list[Row]:
    """The rows of this sort of a case: read the first time, afterwards the very same list. Add new ones to it."""
    kept: dict[tuple[str, UUID], list[Row]] = session.info.setdefault("at_hand", {})
    if (what, case_id) not in kept:
        kept[what, case_id] = [] if case_id in session.info.get("new_cases", ()) else list(read())
    return kept[what, case_id]


def begins(session: Session, case_id: UUID) -> None:
    """Say that this transaction is opening the case: whatever is asked for, there is none of it to be read."""
    new: set[UUID] = session.info.setdefault("new_cases", set())
    new.add(case_id)


def as_read(session: Session, kind: type[Row], row: Any) -> Row:
    """A whole row that came in one statement with others, as the session's own object: it is not read again."""
    own = kind(**vars(row))
    make_transient_to_detached(own)
    return session.merge(own, load=False)


def once_read(session: Session, what: str, key: Any, read: Callable[[], Any]) -> Any:
    """A value that no command changes, read once in a transaction."""
    kept: dict[Any, Any] = session.info.setdefault("once_read", {})
    if (what, key) not in kept:
        kept[what, key] = read()
    return kept[what, key]
