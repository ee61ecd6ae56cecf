"""Days and times of day as people type them, put into the boxes that the form has for them."""

from __future__ import annotations

import re
from datetime import date, time

from coordination.forms.chat.meanings import AskAgain, AskBack, Offer
from coordination.web.fields.dates import read_time, write_time
from workflows.dates_in_words import MONTHS, in_full
from workflows.dates_said import Leaning, read_date, the_sooner_next

DAY_BOXES = ("day", "month", "year")
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
MONTH_AND_YEAR = re.compile(rf"(?i)({_MONTH}|[0-9]{{1,2}}(?=[ /.-]))[ /.,-]*([0-9]{{4}})|([0-9]{{4}})")
_PART = r"(?:half (?:past )?|quarter (?:past|to) )[0-9]{1,2}(?:\s*[ap]m)?"
_FIGURES = r"[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\.?|[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2}\s*o'?clock"
_OF_THE_SERVICES = r"[0-9]{4}\s*h(?:ou)?rs"
_TIME = rf"(?:(?:{_FIGURES}|{_OF_THE_SERVICES}|midday|noon|midnight|{_PART})(?:\s?ish)?|[0-9]{{1,2}}\s?ish)"
DAY_THEN_TIME = re.compile(rf"(?i)(.*?)(?:[\s,]+(?:at|@)\s*(\S.*)|[\s,]+({_TIME}))")
TIME_THEN_DAY = re.compile(rf"(?i)(?:at\s+)?({_TIME})[\s,]+(?:on\s+)?(.*)")
ROUGHLY = re.compile(r"(?i)\b(?:about|around|roughly|approximately|approx|ish)\b|~|(?<=[0-9m])ish\b")
PART_OF_AN_HOUR = re.compile(r"(?i)(half|quarter)( past| to)? ([0-9]{1,2})\s*([ap]m)?")
OF_THE_SERVICES = re.compile(rf"(?i){_OF_THE_SERVICES}")
BARE_HOUR = re.compile(r"(?i)([0-9]{1,2})(?:\s*o'?clock)?")
NO_HALF = re.compile(r"([1-9]|1[01])[:.]([0-9]{2})")
BOTH = "Give the day and the time together, like 20 November 2026 at 9:15am."

Parts = dict[str, str]


def day(text: str, today: date, leaning: Leaning) -> Parts | AskBack | AskAgain:
    """The boxes of a date. What had to be filled in, or hangs on today, is said back in full."""
    said = ROUGHLY.sub(" ", text).strip()
    reading = read_date(said, today, leaning)
    if reading.value is None:
        if part := MONTH_AND_YEAR.fullmatch(said.strip()):
            # a day that nobody gave is not made up: the boxes say which of them is missing
            return {"day": "", "month": part[1] or "", "year": part[2] or part[3]}
        return AskAgain(reading.problem or "")
    if sooner := the_sooner_next(said, today):
        return AskBack(
            "Which day is that?",
            tuple(Offer(in_full(each), _exact(each)) for each in (sooner, reading.value)),
        )
    if reading.warning or said != text.strip():
        return AskBack(f"{in_full(reading.value)}. Is that right?", (_yes(reading.value),))
    return _boxes(reading.value)


def time_of_day(text: str) -> str | AskBack | AskAgain:
    """What stands in the box of a time. Half of a day that was left open is asked for."""
    said = ROUGHLY.sub(" ", text).replace("’", "'").strip()
    said = re.sub(r"(?i)^at\s+", "", said)
    if (found := PART_OF_AN_HOUR.fullmatch(said)) and (part := _part_of_an_hour(found)):
        hour, minute, half = part
        if not half:
            return _which_half(hour, minute)
        said = f"{hour}:{minute:02}{half}"
    if OF_THE_SERVICES.fullmatch(said):
        said = said[:4]
    if found := NO_HALF.fullmatch(said):
        return _which_half(int(found[1]), int(found[2]))
    if (found := BARE_HOUR.fullmatch(said)) and int(found[1]) < 24:
        return _which_half(int(found[1]), 0)
    try:
        read = read_time(said)
    except ValueError as wrong:
        return AskAgain(str(wrong))
    if said != text.strip() and ROUGHLY.search(text):
        return AskBack(f"{write_time(read)}. Is that right?", (Offer("Yes, that is right", write_time(read)),))
    return write_time(read)


def day_and_time(text: str, today: date, leaning: Leaning) -> Parts | AskBack | AskAgain:
    """The boxes of a date with its time."""
    said = text.strip()
    if found := DAY_THEN_TIME.fullmatch(said):
        on, at = found[1], found[2] or found[3]
    elif found := TIME_THEN_DAY.fullmatch(said):
        on, at = found[2], found[1]
    else:
        return AskAgain(BOTH)
    which_day, which_time = day(on, today, leaning), time_of_day(at)
    if isinstance(which_day, AskAgain):
        return which_day
    if isinstance(which_time, AskAgain):
        return which_time
    if isinstance(which_day, dict) and isinstance(which_time, str):
        return {**which_day, "time": which_time}
    if isinstance(which_day, dict) and _in_words(which_day) is None:
        return {**which_day, "time": ""}
    days = [offer.reply for offer in which_day.offers] if isinstance(which_day, AskBack) else [_in_words(which_day)]
    times = [offer.reply for offer in which_time.offers] if isinstance(which_time, AskBack) else [which_time]
    offers = tuple(
        Offer(f"{in_full(meant)} at {each}", f"{_exact(meant)} at {each}")
        for meant in [read_date(full, today).value for full in days if full]
        for each in times
        if meant is not None
    )
    return AskBack("Is this right?" if len(offers) == 1 else "Which of these is right?", offers)


def _part_of_an_hour(found: re.Match[str]) -> tuple[int, int, str] | None:
    """Hour, minutes and half of the day of “half past 2” or “quarter to 4pm”; None for what nobody says."""
    part, way, hour, half = found[1].lower(), (found[2] or "").strip().lower(), int(found[3]), (found[4] or "").lower()
    if not 1 <= hour <= 12 or (part == "half" and way == "to") or (part == "quarter" and not way):
        return None
    if way != "to":
        return hour, 30 if part == "half" else 15, half
    if hour == 12 and half:
        half = "am" if half == "pm" else "pm"
    return hour - 1 or 12, 45, half


def _which_half(hour: int, minute: int) -> AskBack:
    if hour in (0, *range(13, 24)):
        exact = write_time(time(hour, minute))
        return AskBack(f"{exact}. Is that right?", (Offer("Yes, that is right", exact),))
    halves = [f"{hour}:{minute:02}{half}" for half in ("am", "pm")]
    return AskBack("Morning or afternoon?", tuple(Offer(each, each) for each in halves))


def _boxes(value: date) -> Parts:
    return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}


def _yes(value: date) -> Offer:
    return Offer("Yes, that is right", _exact(value))


def _exact(value: date) -> str:
    """A date as a reply that is read without asking back."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _in_words(parts: Parts) -> str | None:
    """The boxes as a reply that is read without asking back; None where one of them is empty."""
    if not all(parts.get(box) for box in DAY_BOXES):
        return None
    return f"{parts['day']} {MONTHS[int(parts['month']) - 1]} {parts['year']}"
