"""What a list is narrowed to, and where in it a page begins. Read from an address, so nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, false

from coordination import clock
from coordination.access import SignedIn
from coordination.queues.models import Task
from workflows.local_time import day_of, moment_on

DUE = {"late": "Late", "today": "Today", "week": "In the next 7 days", "later": "Later than that"}
NOBODY, ME = "nobody", "me"
LONGEST = 100


@dataclass(frozen=True)
class Narrowing:
    """The filters that are on, by the names that they have in the address; empty means that one is off."""

    pathway: str = ""
    risk: str = ""
    due: str = ""
    held: str = ""
    area: str = ""
    q: str = ""
    after: str = ""
    before: str = ""

    @property
    def on(self) -> dict[str, str]:
        """The filters that are on, search included, without the place in the list."""
        return {name: value for name, value in self.address.items() if name not in ("after", "before")}

    @property
    def address(self) -> dict[str, str]:
        """Everything that has to stand in the address to see this again."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}

    def without(self, *names: str) -> dict[str, str]:
        """The address with these filters off, from the first page on."""
        return replace(self, after="", before="", **dict.fromkeys(names, "")).address


def narrowing(sent: Mapping[str, str]) -> Narrowing:
    """What an address asks for. What cannot be meant is left out: the page then shows more, never an error."""
    read = {one.name: _tidy(sent.get(one.name, "")) for one in fields(Narrowing)}
    if read["due"] not in DUE:
        read["due"] = ""
    if read["after"]:
        read["before"] = ""
    return Narrowing(**read)


# A filter by name, with the parameters that it needs: a statement is written once for each set of names, not each time.
FILTERS: dict[str, ColumnElement[bool]] = {
    "pathway": Task.pathway == bindparam("pathway"),
    "risk": Task.risk == bindparam("risk"),
    "area": Task.area == bindparam("area"),
    "late": Task.due_at < bindparam("now"),
    "today": and_(Task.due_at >= bindparam("now"), Task.due_at <= bindparam("tonight")),
    "week": and_(Task.due_at > bindparam("tonight"), Task.due_at <= bindparam("in_a_week")),
    "later": Task.due_at > bindparam("in_a_week"),
    "nobody": Task.holder_id.is_(None),
    "holder": Task.holder_id == bindparam("holder"),
    "nothing": false(),
}


def filters(asked: Narrowing, worker: SignedIn, colleagues: Mapping[str, UUID]) -> dict[str, dict[str, Any]]:
    """The filters that are on, each with its parameters; the search is not among them.

    Colleagues are chosen by reference; somebody who is not in the team holds nothing of its.
    """
    found: dict[str, dict[str, Any]] = {
        name: {name: value} for name in ("pathway", "risk", "area") if (value := getattr(asked, name))
    }
    if asked.due:
        found[asked.due] = moments()
    if asked.held == NOBODY:
        found["nobody"] = {}
    elif asked.held:
        holder = worker.id if asked.held == ME else colleagues.get(asked.held)
        found["holder" if holder else "nothing"] = {"holder": holder}
    return found


def moments() -> dict[str, datetime]:
    """The moments that lists are cut at."""
    now = clock.now()
    return {"now": now, "tonight": end_of_today(now), "in_a_week": end_of_today(now + timedelta(days=7))}


def end_of_today(now: datetime) -> datetime:
    """The last moment that counts as today in England."""
    return moment_on(day_of(now), time(23, 59, 59, 999999))


def _tidy(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()[:LONGEST]
