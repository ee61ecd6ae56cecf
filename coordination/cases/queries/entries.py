"""What stands in the thread of a case, by its place in the case's chain. Rooms beside the conversation add theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.together import Asked


class Entry(Protocol):
    """One of them: its kind chooses its markup, its place in the case's chain the order."""

    @property
    def kind(self) -> str: ...
    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...


class Between(Protocol):
    """Reads the entries of one kind between two places, as far as whoever sits there may see them."""

    def __call__(self, session: Session, seat: Any, *, before: int | None, after: int | None) -> Sequence[Entry]: ...


class Ahead(Protocol):
    """What `Between` will ask of a case, to be read together with what the other sources ask."""

    def __call__(self, case_id: UUID, *, before: int | None, after: int | None) -> Asked: ...


def asked_already(case_id: UUID, *, before: int | None, after: int | None) -> Asked:
    """Of a source that its page has read ahead."""
    return {}


@dataclass(frozen=True)
class Source:
    """Entries of one kind. An event of one of the kinds in `changed_by` may alter some that stand there already.

    An entry with a `template` is drawn by it; the template finds the entry as `entry` and the seat as `seat`.
    """

    between: Between
    asks: Ahead
    changed_by: frozenset[str] = frozenset()
