"""The self-assessment of continuity of care: its areas and statements, read once from the data file beside this one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "statements.toml"
# The measure that tells whether it helps.
MEASURE = "prison-continuity-of-care"
# How far a statement is true, the lowest first; the colour of its tag only repeats the words.
NOT_KNOWN = "not-known"
RATINGS: dict[str, tuple[str, str]] = {
    "not-in-place": ("Not in place", "red"),
    "partly": ("Partly in place", "yellow"),
    "fully": ("Fully in place", "green"),
    NOT_KNOWN: ("Not known", "grey"),
}
ORDER = ("not-in-place", "partly", "fully")
# What is rated so is a gap: it can become an action of the delivery plan.
GAPS = frozenset({"not-in-place", "partly", NOT_KNOWN})


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement that partners rate together, and what to look at before they do."""

    code: str
    say: str
    look_for: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Area:
    """Some statements under a heading."""

    code: str
    title: str
    about: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """All statements as they were asked at one time, where they come from, and how sure their wording is."""

    code: str
    mark: str
    source: str
    areas: tuple[Area, ...]

    @property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its code, in the order of the areas."""
        return {each.code: each for area in self.areas for each in area.statements}


@cache
def newest() -> Edition:
    """The statements that a round opened now asks."""
    return read(tomllib.loads(FILE.read_text()))


def read(told: dict[str, Any]) -> Edition:
    """An edition out of its file."""
    return Edition(code=told["edition"], mark=told["mark"], source=told["source"], areas=areas_in(told["area"]))


def areas_in(told: Iterable[Mapping[str, Any]]) -> tuple[Area, ...]:
    """Areas out of plain values: of the file, or of a round, which keeps what it asked in its own words."""
    return tuple(
        Area(
            code=area["code"],
            title=area["title"],
            about=area["about"],
            statements=tuple(
                Statement(area=area["code"], code=row["code"], say=row["say"], look_for=row["look_for"])
                for row in area["statement"]
            ),
        )
        for area in told
    )


def plain(areas: Iterable[Area]) -> list[dict[str, Any]]:
    """The same areas as plain values, for a round to keep."""
    return [
        {
            "code": area.code,
            "title": area.title,
            "about": area.about,
            "statement": [{"code": each.code, "say": each.say, "look_for": each.look_for} for each in area.statements],
        }
        for area in areas
    ]


def statements_in(told: Iterable[Mapping[str, Any]]) -> dict[str, Statement]:
    """Every statement of plain values by its code."""
    return {each.code: each for area in areas_in(told) for each in area.statements}


def changed(before: str | None, now: str | None) -> str:
    """How a rating has changed from one round to the next, in a word; empty where the two cannot be compared."""
    if before not in ORDER or now not in ORDER:
        return ""
    step = ORDER.index(now) - ORDER.index(before)
    return "Better" if step > 0 else "Worse" if step < 0 else "The same"


def faults(edition: Edition) -> Iterator[str]:
    """What would be wrong with an edition: each a sentence that names the statement."""
    codes = Counter(each.code for area in edition.areas for each in area.statements)
    yield from (f"There are {n} statements called “{code}”." for code, n in codes.items() if n > 1)
    yield from (f"The area “{area.code}” has no statement." for area in edition.areas if not area.statements)
    for area in edition.areas:
        for each in area.statements:
            if not each.say.endswith(".") or not each.look_for.endswith("."):
                yield f"“{each.code}” is not a sentence."
