"""Every action of both partnerships' delivery plans, read once from the data files beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = {"havering": "havering.toml", "waltham-forest": "waltham_forest.toml"}
# The board of Havering asks every lead for an update each quarter, whatever the row of the action says; the framework
# of Waltham Forest names no cadence, so that the same one is our proposal there.
ASKED_EVERY = "quarterly"
STATUSES: dict[str, tuple[str, str]] = {
    "not-started": ("Not started", "grey"),
    "on-track": ("On track", "green"),
    "at-risk": ("At risk", "yellow"),
    "off-track": ("Off track", "red"),
    "done": ("Done", "blue"),
    "stopped": ("Stopped", "grey"),
}
# Of these nothing more is asked.
ENDED = ("done", "stopped")


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action: what is to be done, by whom and when, and the measures that tell whether it works."""

    code: str
    partnership: str
    theme: str
    theme_title: str
    row: int
    priority: str
    what: str
    due_said_as: str
    cadence: str
    group: str
    number: str = ""
    resources: str = ""
    timescale: str = ""
    due: date | None = None
    key_organisations: tuple[str, ...] = ()
    lead: str = ""
    measures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    # from which day on it is in the plan, where that is known
    since: date | None = None

    def is_late(self, today: date, status: str | None) -> bool:
        """Whether its day has passed and nobody has said that it is over."""
        return self.due is not None and self.due < today and status not in ENDED


@cache
def of_partnership(partnership: str) -> tuple[Action, ...]:
    """The actions of one plan, in its order; none for a partnership without a plan."""
    if partnership not in FILES:
        return ()
    told = tomllib.loads((HERE / FILES[partnership]).read_text())
    return tuple(_action(told["partnership"], row) for row in told["action"])


@cache
def everything() -> dict[str, Action]:
    """The actions of all plans by their codes."""
    return {action.code: action for partnership in FILES for action in of_partnership(partnership)}


def _action(partnership: str, row: dict[str, Any]) -> Action:
    listed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Action(partnership=partnership, **listed)
