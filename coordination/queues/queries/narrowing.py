"""What a list is narrowed to, and where in it a page begins. Read from an address, so nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, false

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


def conditions(asked: Narrowing, worker: SignedIn) -> list[ColumnElement[bool]]:
    """The filters as conditions on the task; the search is not among them."""
    found: list[ColumnElement[bool]] = []
    if asked.pathway:
        found.append(Task.pathway == asked.pathway)
    if asked.risk:
        found.append(Task.risk == asked.risk)
    if asked.area:
        found.append(Task.area == asked.area)
    if asked.due:
        found.append(_due(asked.due, clock.now()))
    if asked.held == NOBODY:
        found.append(Task.holder_id.is_(None))
    elif asked.held == ME:
        found.append(Task.holder_id == worker.id)
    return found


def held_by(worker_ids: Mapping[str, object], asked: Narrowing) -> list[ColumnElement[bool]]:
    """The condition for a colleague chosen by reference; somebody who is not in the team holds nothing of its."""
    if asked.held in ("", NOBODY, ME):
        return []
    holder = worker_ids.get(asked.held)
    return [Task.holder_id == holder if holder else false()]


def end_of_today(now: datetime) -> datetime:
    """The last moment that counts as today in England."""
    return moment_on(day_of(now), time(23, 59, 59, 999999))


def _due(code: str, now: datetime) -> ColumnElement[bool]:
    today, week = end_of_today(now), end_of_today(now + timedelta(days=7))
    if code == "late":
        return Task.due_at < now
    if code == "today":
        return and_(Task.due_at >= now, Task.due_at <= today)
    if code == "week":
        return and_(Task.due_at > today, Task.due_at <= week)
    return Task.due_at > week


def _tidy(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()[:LONGEST]
