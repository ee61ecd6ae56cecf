"""Lists that the law changes from one day to the next: what stands in them, from which day and until which.

Each list is a file of rows beside this one. A row without a first day is not in force: it is kept so that the day alone
has to be entered once it is known. Rows are ended and never taken out, because older records name them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry: in the list from `since` up to the day before `until`. Without `since` it is not in force."""

    code: str
    label: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it stands in the list on this day."""
        return self.since is not None and self.since <= day and (self.until is None or day < self.until)


@cache
def rows(table: str) -> tuple[Row, ...]:
    """The rows of a list, in the order of its file. LookupError names a list that there is not."""
    path = HERE / f"{table}.toml"
    if not path.is_file():
        raise LookupError(f"There is no dated list called {table}.")
    return tuple(_row(said) for said in tomllib.loads(path.read_text())["row"])


def listed(table: str, code: str, day: date) -> bool:
    """Whether an entry stands in the list on a day."""
    return any(row.code == code and row.holds_on(day) for row in rows(table))


def _row(said: Mapping[str, object]) -> Row:
    unknown = set(said) - {"code", "label", "since", "until"}
    if unknown:
        raise ValueError(f"A dated list says something that no row has: {', '.join(sorted(unknown))}.")
    since, until = said.get("since"), said.get("until")
    return Row(
        code=str(said["code"]),
        label=str(said["label"]),
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
    )
