"""Which days the calendar of releases shows, what it is narrowed to, and how people stand in its weeks and months."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from coordination.cases.queries.releases import Release
from workflows import readiness
from workflows.dates_in_words import MONTHS
from workflows.truth import months_on

# Without a month the list and the board look so far ahead, from this week on: as far as a panel plans.
WEEKS_AHEAD = 12
MONTHS_TO_CHOOSE = range(-6, 13)
LEFT = "left"
STANDINGS = {
    readiness.NOT_READY: "Not ready",
    readiness.READY: "Ready",
    readiness.UNSEEN: "You may not see whether",
    LEFT: "Left prison",
}
# These columns stand on the board in every week, the others where somebody stands in one of them.
ALWAYS = (readiness.NOT_READY, readiness.READY)
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Narrowing:
    """The filters that are on, by the names that they have in the address; empty means that one is off."""

    month: str = ""
    place: str = ""
    of: str = ""
    ready: str = ""

    @property
    def address(self) -> dict[str, Any]:
        """Everything that has to stand in the address to see this again."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}

    def with_month(self, month: date) -> dict[str, Any]:
        """The address of the same in another month."""
        return replace(self, month=month_code(month)).address

    def without(self, name: str) -> dict[str, Any]:
        """The address with this filter off."""
        return {other: value for other, value in self.address.items() if other != name}


@dataclass(frozen=True)
class Day:
    """One day of a month's table, with those who leave on it."""

    on: date
    releases: tuple[Release, ...]
    in_month: bool


@dataclass(frozen=True)
class Week:
    """One week of the board: by how they stand, those who leave in it."""

    monday: date
    columns: Mapping[str, tuple[Release, ...]]


def narrowing(sent: Mapping[str, str], places: Collection[str], holders: Collection[str]) -> Narrowing:
    """What an address asks for. What cannot be meant is left out: the page then shows more, never an error."""

    def among(name: str, known: Collection[str]) -> str:
        return value if (value := sent.get(name, "")) in known else ""

    month = sent.get("month", "")
    return Narrowing(
        month=month if month_of(month) else "",
        place=among("place", places),
        of=among("of", holders),
        ready=among("ready", STANDINGS),
    )


def month_of(code: str) -> date | None:
    """The first day of a month out of an address, such as 2026-11; None for anything else."""
    try:
        found = date.fromisoformat(f"{code}-01")
    except ValueError:
        return None
    # months before and after which nobody looks, so that counting on from them cannot fail
    return found if len(code) == len("2026-11") and 1900 < found.year < 2200 else None


def month_code(month: date) -> str:
    """A month as it stands in an address."""
    return f"{month.year}-{month.month:02d}"


def month_words(month: date) -> str:
    """November 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def days_ahead(today: date) -> tuple[date, date]:
    """The days that the list and the board show without a month: from this week's Monday on."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + WEEKS_AHEAD * WEEK


def days_of_month(month: date) -> tuple[date, date]:
    """The first day of a month, and of the next one."""
    return month, months_on(month, 1)


def months_to_choose(today: date, chosen: str) -> dict[str, str]:
    """The months that the page offers, and the one that is chosen already."""
    here = today.replace(day=1)
    offered = {months_from(here, number) for number in MONTHS_TO_CHOOSE}
    now = month_of(chosen)
    return {month_code(each): month_words(each) for each in sorted(offered | ({now} if now else set()))}


def months_from(month: date, number: int) -> date:
    """The first day of the month that is so many after this one, or before it."""
    years, place = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, place + 1, 1)


def standing_of(release: Release) -> str:
    """Under which of these words somebody stands."""
    if release.left:
        return LEFT
    return readiness.READY if release.standing == readiness.AS_FAR_AS_SEEN else release.standing


def by_week(releases: Iterable[Release]) -> list[Week]:
    """Those with a day, by the week of it, in the same columns in every week."""
    found: dict[date, list[Release]] = {}
    standing = set(ALWAYS)
    for release in releases:
        if release.day is not None:
            found.setdefault(release.day - timedelta(days=release.day.weekday()), []).append(release)
            standing.add(standing_of(release))
    columns = [code for code in STANDINGS if code in standing]
    return [
        Week(monday, {code: tuple(each for each in here if standing_of(each) == code) for code in columns})
        for monday, here in sorted(found.items())
    ]


def table_of(month: date, releases: Sequence[Release]) -> list[list[Day]]:
    """A month as weeks of seven days from Monday to Sunday, with those who leave on each."""
    first, after = days_of_month(month)
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day < after:
        weeks.append(
            [
                Day(on, tuple(each for each in releases if each.day == on), first <= on < after)
                for on in (day + number * DAY for number in range(7))
            ]
        )
        day += WEEK
    return weeks
