"""Answers that are a day, a time of day, or both."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from wtforms.utils import unset_value

from coordination import clock
from coordination.web.fields.asked import ODD_CHARACTERS, Asked, odd_characters, tidy
from coordination.web.fields.text import TextField
from workflows.local_time import LONDON

Bound = date | Callable[[], date] | None
Part = Literal["day", "month", "year", "time"]
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
PARTS: tuple[Part, ...] = ("day", "month", "year")


class PartWrong(ValueError):
    """A sentence, and which boxes it is about."""

    def __init__(self, sentence: str, *parts: Part) -> None:
        super().__init__(sentence)
        self.parts = parts


class DateField(Asked):
    """A day, in three boxes named `…-day`, `…-month`, `…-year`. `data` is a date, or None.

    `earliest` and `latest` are days or functions that give one; `too_early` and `too_late` are the sentences for days
    beyond them. `years="past"` reads a year of two figures as one gone by (births), `"near"` as the nearest one.
    """

    draws_as = "date"
    parts: tuple[Part, ...] = PARTS

    def __init__(
        self,
        label: str | None = None,
        *,
        earliest: Bound = None,
        latest: Bound = None,
        too_early: str = "",
        too_late: str = "",
        years: Literal["past", "near"] = "near",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.earliest, self.latest = earliest, latest
        self.too_early, self.too_late = too_early, too_late
        self.years = years
        self.typed: dict[str, str] = {}
        self.wrong_parts: tuple[Part, ...] = ()

    def input_names(self) -> Sequence[str]:
        return [f"{self.name}-{part}" for part in self.parts]

    @property
    def focus_id(self) -> str:
        return f"{self.id}-{(self.wrong_parts or self.parts)[0]}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        # The base class looks for the field's own name; ours arrives in parts.
        super().process(None, data, extra_filters)
        if formdata is None:
            return
        self.raw_data = [tidy(formdata.get(name, "")) for name in self.input_names()]
        self.typed = dict(zip(self.parts, self.raw_data, strict=True))
        self.data = None
        if not any(self.raw_data):
            return
        try:
            if any(odd_characters(text) for text in self.raw_data):
                raise ValueError(ODD_CHARACTERS)
            self.data = self.read()
        except PartWrong as wrong:
            self.wrong_parts = wrong.parts
            self.process_errors.append(str(wrong))
        except ValueError as wrong:
            self.process_errors.append(str(wrong))

    def process_data(self, value: Any) -> None:
        self.data = value
        if value is not None:
            self.typed = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def read(self) -> Any:
        """The day that the boxes name, within the bounds."""
        day = read_date(*(self.typed[part] for part in PARTS), years=self.years)
        self.check_bounds(day)
        return day

    def check_bounds(self, day: date) -> None:
        """Raises ValueError with the question's own sentence when the day is too early or too late."""
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest is not None and day < earliest:
            raise ValueError(self.too_early or f"Give a date on or after {_in_full(earliest)}.")
        if latest is not None and day > latest:
            raise ValueError(self.too_late or f"Give a date on or before {_in_full(latest)}.")


class DateTimeField(DateField):
    """A day and a time of day in England. `data` is the moment, aware and in UTC."""

    draws_as = "date_time"
    parts: tuple[Part, ...] = (*PARTS, "time")

    def process_data(self, value: Any) -> None:
        self.data = value
        if value is not None:
            here = value.astimezone(LONDON)
            super().process_data(here.date())
            self.data = value
            self.typed["time"] = write_time(here.time())

    def read(self) -> datetime:
        day = super().read()
        if not self.typed["time"]:
            raise PartWrong("Give the time too, like 2:30pm.", "time")
        try:
            return moment(day, read_time(self.typed["time"]))
        except ValueError as wrong:
            raise PartWrong(str(wrong), "time") from wrong


class TimeField(TextField):
    """A time of day: 2:30pm, 14:30, 9am, midday. `data` is a time."""

    spell_check = False

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **{"longest": 20, "width": 5, **kwargs})

    def read(self, typed: str) -> time:
        return read_time(typed)

    def write(self, value: time) -> str:
        return write_time(value)


def read_date(day: str, month: str, year: str, *, years: Literal["past", "near"] = "near") -> date:
    """The day that three boxes name. Raises PartWrong with a sentence that says which box is wrong."""
    boxes: dict[Part, str] = {"day": day, "month": month, "year": year}
    absent = [part for part in PARTS if not boxes[part].strip()]
    if absent:
        raise PartWrong(f"The date must include {_listed(absent)}.", *absent)
    number = _figures(day, 2)
    if number is None or not 1 <= number <= 31:
        raise PartWrong("The day must be a number from 1 to 31.", "day")
    of_month = _month(month)
    if of_month is None:
        raise PartWrong("The month must be a number from 1 to 12, or its name.", "month")
    in_year = _year(year, years)
    if in_year is None:
        raise PartWrong("The year must have 4 figures, like 1987.", "year")
    try:
        return date(in_year, of_month, number)
    except ValueError:
        raise PartWrong(f"{MONTHS[of_month - 1].capitalize()} {in_year} has no day {number}.", "day") from None


def read_time(typed: str) -> time:
    """The time of day. Raises ValueError with a sentence."""
    text = re.sub(r"[\s.]+(?=[ap]\.?m)|[\s]+", "", typed.lower()).replace("a.m", "am").replace("p.m", "pm").rstrip(".")
    named = {"midday": time(12), "noon": time(12), "12noon": time(12), "midnight": time(0)}.get(text)
    if named is not None:
        return named
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(am|pm)?", text)
    if not found or (found[2] is None and found[3] is None):
        raise ValueError("Give the time like 2:30pm or 14:30.")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise ValueError("With am or pm the hour is from 1 to 12, like 2:30pm.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("There is no such time. Give it like 2:30pm or 14:30.")
    return time(hour, minute)


def write_time(value: time) -> str:
    """2:30pm"""
    return f"{value.hour % 12 or 12}:{value.minute:02}{'am' if value.hour < 12 else 'pm'}"


def moment(day: date, at: time) -> datetime:
    """That day and time in England, as UTC. In the hour that comes twice in October it is the first of the two.

    Raises ValueError for a time that the clocks jump over in March.
    """
    here = datetime.combine(day, at, LONDON)
    if here.astimezone(UTC).astimezone(LONDON).time() != at:
        raise ValueError("The clocks go forward in that hour, so there is no such time. Give one an hour later.")
    return here.astimezone(UTC)


def _figures(text: str, most: int) -> int | None:
    text = text.strip()
    return int(text) if re.fullmatch(rf"[0-9]{{1,{most}}}", text) else None


def _month(text: str) -> int | None:
    number = _figures(text, 2)
    if number is not None:
        return number if 1 <= number <= 12 else None
    name = text.strip().lower().rstrip(".")
    fits = [place for place, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return {"sept": 9}.get(name, fits[0] if fits else None)


def _year(text: str, years: Literal["past", "near"]) -> int | None:
    number = _figures(text, 4)
    if number is None:
        return None
    if len(text.strip()) == 4:
        return number if 1850 <= number <= 2200 else None
    if len(text.strip()) != 2:
        return None
    this_year = clock.today().year
    full = this_year - this_year % 100 + number
    if years == "past":
        return full if full <= this_year else full - 100
    return full - 100 if full - this_year > 50 else full + 100 if this_year - full >= 50 else full


def _listed(parts: Sequence[str]) -> str:
    words = [f"a {part}" for part in parts]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _in_full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
