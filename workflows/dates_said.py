"""Dates as people type them into a form: “12/3/26”, “12 March”, “next Friday”. Day before month, always."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from workflows.dates_in_words import MONTHS, WEEKDAYS, in_full
from workflows.readings import Reading

Leaning = Literal["past", "future", "nearest"]
YEARS = range(1900, 2101)
ASK = "Enter a date, for example 27 March 2026 or 27/3/2026."

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS).lower() + "|sept"
_WEEKDAY = "|".join(
    f"{name[:3]}(?:{rest})?"
    for name, rest in zip(WEEKDAYS, ("day", "s|sday", "nesday", "r|rs|rsday", "day", "urday", "day"), strict=True)
).lower()
_NUMBERS = {
    word: n
    for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1)
} | {"a": 1, "an": 1}
_COUNT = "[0-9]{1,3}|" + "|".join(_NUMBERS)

_IN_FIGURES = re.compile(r"([0-9]{1,2})[ /.-]([0-9]{1,2})[ /.-]([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_MONTH = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? ?({_MONTH})(?: ([0-9]{{4}}|[0-9]{{2}}))?")
_MONTH_DAY = re.compile(rf"({_MONTH}) ([0-9]{{1,2}})(?:st|nd|rd|th)?(?: ([0-9]{{4}}))?")
_ON_WEEKDAY = re.compile(rf"(?:(this|next|last) )?({_WEEKDAY})")
_LEADING_WEEKDAY = re.compile(rf"({_WEEKDAY}) (?:the )?(?=[0-9]|{_MONTH})")
# “on the 3rd”, “born 3/4/88”: words before the day that say nothing about which day it is
_LEADING_WORDS = re.compile(r"^(?:(?:on|born|dob|date of birth|from|since|by)[: ]+)+(?=\S)")
_SPACED = re.compile(r"(?<=[0-9]) ?([/.-]) ?(?=[0-9])")
_DAY_ALONE = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})")
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})")
_DAYS_OF_THE_YEAR = (
    dict.fromkeys(("christmas eve", "xmas eve"), (24, 12))
    | dict.fromkeys(("christmas", "christmas day", "xmas", "xmas day"), (25, 12))
    | {"boxing day": (26, 12)}
    | dict.fromkeys(("new year's eve", "new years eve"), (31, 12))
    | dict.fromkeys(("new year's day", "new years day"), (1, 1))
)
_UNIT = "day|week|fortnight|month"
_IN_DAYS = re.compile(rf"in ({_COUNT}) ({_UNIT})(?:s|'s|s')?(?: time)?")
_FROM_NOW = re.compile(rf"({_COUNT}) ({_UNIT})s? from (?:now|today)")
_DAYS_AGO = re.compile(rf"({_COUNT}) ({_UNIT})s? ago")
# “a week today”, “two weeks tomorrow”, “a week on Friday”; without a number as well, as “Friday week” has none
_WEEKS_AFTER = re.compile(rf"(?:({_COUNT}) )?(week|fortnight)s? (?:on )?(today|tomorrow|{_WEEKDAY})")
_WEEK_AFTER = re.compile(rf"(today|tomorrow|{_WEEKDAY}) (week|fortnight)")
_TOMORROW = (
    "tomorrow",
    "tmrw",
    "tmw",
    "tmr",
    "tmorrow",
    "tomoz",
    "tomorow",
    "tommorow",
    "tommorrow",
    "2moro",
    "2morrow",
)
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_NEAR = (
    dict.fromkeys(("today", "2day", "tonight", "this morning", "this afternoon", "this evening"), 0)
    | dict.fromkeys(("yesterday", "yday", "last night"), -1)
    | dict.fromkeys(_TOMORROW, 1)
    | dict.fromkeys(("day after tomorrow", "the day after tomorrow"), 2)
    | dict.fromkeys(("day before yesterday", "the day before yesterday"), -2)
)


def read_date(text: str, today: date, leaning: Leaning = "nearest") -> Reading[date]:
    """The date that was meant, or a sentence that says what to do.

    `leaning` settles a date without a full year: a date of birth leans to the past, an appointment to the future.
    Whatever had to be filled in, or hangs on today, is said back as a warning so that a slip is seen.
    """
    said = " ".join(text.lower().replace(",", " ").replace("’", "'").strip(" .!?").split())
    said = _SPACED.sub(r"\1", _LEADING_WORDS.sub("", said))
    relative = _relative(said, today)
    if relative is not None:
        return _said_back(relative) if relative.year in YEARS else Reading(problem=ASK)
    weekday = None
    if named := _LEADING_WEEKDAY.match(said):
        weekday, said = _weekday(named.group(1)), said[named.end() :]
    reading = _calendar_date(said, today, leaning)
    if reading.value is not None and weekday is not None and reading.value.weekday() != weekday:
        return Reading(problem=f"{in_full(reading.value)} is not a {WEEKDAYS[weekday]}. Check the day and the date.")
    return reading


def _calendar_date(said: str, today: date, leaning: Leaning) -> Reading[date]:
    if found := _ISO.fullmatch(said):
        return _checked(int(found[3]), int(found[2]), int(found[1]))
    if found := _RUN_TOGETHER.fullmatch(said):
        together = _checked(int(found[1]), int(found[2]), int(found[3]))
        return _said_back(together.value) if together.value else together
    if found := _DAY_ALONE.fullmatch(said):
        return _of_a_month_near(int(found[1]), today, leaning)
    if found := _DAY_AND_MONTH.fullmatch(said):
        return _without_year(int(found[1]), int(found[2]), today, leaning)
    if said in _DAYS_OF_THE_YEAR:
        return _without_year(*_DAYS_OF_THE_YEAR[said], today, leaning)
    if found := _IN_FIGURES.fullmatch(said):
        day, month, year = int(found[1]), int(found[2]), found[3]
    elif found := _DAY_MONTH.fullmatch(said):
        day, month, year = int(found[1]), _month(found[2]), found[3]
    elif found := _MONTH_DAY.fullmatch(said):
        day, month, year = int(found[2]), _month(found[1]), found[3]
    else:
        return Reading(problem=ASK)
    if year is None:
        return _without_year(day, month, today, leaning)
    if len(year) == 4:
        return _checked(day, month, int(year))
    return _with_short_year(day, month, int(year), today, leaning)


def _checked(day: int, month: int, year: int) -> Reading[date]:
    if not 1 <= month <= 12:
        return Reading(problem=f"There is no month {month}. Write the day first, then the month, such as 27/3/2026.")
    if year not in YEARS:
        return Reading(problem=f"Enter a year from {YEARS[0]} to {YEARS[-1]}.")
    try:
        return Reading(date(year, month, day))
    except ValueError:
        return Reading(problem=f"There is no {day} {MONTHS[month - 1]} {year}. Check the day and the month.")


def _with_short_year(day: int, month: int, short: int, today: date, leaning: Leaning) -> Reading[date]:
    century = today.year - today.year % 100
    this, before = _checked(day, month, century + short), _checked(day, month, century - 100 + short)
    not_yet = leaning == "past" and this.value is not None and this.value > today
    too_far = leaning == "nearest" and century + short > today.year + 50
    if not_yet or too_far:
        this = before
    return _said_back(this.value) if this.value else this


def _of_a_month_near(day: int, today: date, leaning: Leaning) -> Reading[date]:
    """The nearest such day of a month, before today or after it as the question leans."""
    months = [divmod(today.year * 12 + today.month - 1 + away, 12) for away in range(-2, 3)]
    dates = [found.value for year, month in months if (found := _checked(day, month + 1, year)).value is not None]
    return _nearest([each for each in dates if each], today, leaning) or Reading(problem=ASK)


def _nearest(dates: list[date], today: date, leaning: Leaning) -> Reading[date] | None:
    if leaning == "past":
        dates = [found for found in dates if found <= today]
    elif leaning == "future":
        dates = [found for found in dates if found >= today]
    return _said_back(min(dates, key=lambda found: abs(found - today))) if dates else None


def _without_year(day: int, month: int, today: date, leaning: Leaning) -> Reading[date]:
    years = [_checked(day, month, year) for year in range(today.year - 4, today.year + 5)]
    dates = [reading.value for reading in years if reading.value is not None]
    # 29 February may lie further off than these years; a year settles it.
    no = Reading[date](problem=f"{ASK} Add the year." if _exists(day, month) else str(years[4].problem))
    return _nearest(dates, today, leaning) or no


def _exists(day: int, month: int) -> bool:
    return _checked(day, month, 2000).value is not None


def _relative(said: str, today: date) -> date | None:
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if found := _IN_DAYS.fullmatch(said) or _FROM_NOW.fullmatch(said):
        return _away(today, _number(found[1]), found[2])
    if found := _DAYS_AGO.fullmatch(said):
        return _away(today, -_number(found[1]), found[2])
    if found := _WEEKS_AFTER.fullmatch(said):
        return _away(_named(found[3], today), _number(found[1] or "a"), found[2])
    if found := _WEEK_AFTER.fullmatch(said):
        return _away(_named(found[1], today), 1, found[2])
    if found := _ON_WEEKDAY.fullmatch(said):
        return _on_weekday(found[1], _weekday(found[2]), today)
    return None


def the_sooner_next(text: str, today: date) -> date | None:
    """The day that some mean by “next Friday” where others mean the one after it; None where all mean the same."""
    found = _ON_WEEKDAY.fullmatch(" ".join(text.lower().split()))
    if found is None or found[1] != "next":
        return None
    sooner = _on_weekday(None, _weekday(found[2]), today)
    return sooner if today < sooner < _on_weekday("next", _weekday(found[2]), today) else None


def _on_weekday(which: str | None, weekday: int, today: date) -> date:
    """A bare name or “this” is the next one to come; “next” and “last” are in the week after and the week before."""
    monday = today - timedelta(days=today.weekday())
    if which == "next":
        return monday + timedelta(days=7 + weekday)
    if which == "last":
        return monday + timedelta(days=weekday - 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _named(day: str, today: date) -> date:
    return today + timedelta(days=_NEAR[day]) if day in _NEAR else _on_weekday(None, _weekday(day), today)


def _number(count: str) -> int:
    return _NUMBERS.get(count) or int(count)


def _away(day: date, number: int, unit: str) -> date:
    """So many days, weeks or months after a day, or before it. A month ends where the other one has no such day."""
    if unit != "month":
        return day + timedelta(days=number * _DAYS[unit])
    years, month = divmod(day.month - 1 + number, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _weekday(name: str) -> int:
    return [day[:3].lower() for day in WEEKDAYS].index(name[:3])


def _month(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3]) + 1


def _said_back(value: date) -> Reading[date]:
    return Reading(value, warning=f"We took this as {in_full(value)}.")
