"""Working out whether a condition holds: yes, no, or cannot be told yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from workflows import comparisons, shapes
from workflows import vocabulary as words
from workflows.local_time import LONDON
from workflows.telling_who import KINDS, found_in


class Calendar(Protocol):
    """Which days are working days. `workflows.working_days.WorkingDays` is one."""

    def is_working_day(self, day: date) -> bool: ...

    def add(self, day: date, count: int) -> date: ...


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that a condition may read: answers and facts by code, today, settings, scores and the working days.

    `facts` holds dated events and facts under their codes, as ISO text, under "made:CODE" how often a move was made,
    and under "history:CODE" every value of a fact, oldest first. `bands` holds the band of each score. `reads` are the
    categories that whoever asks reads; None where nothing is kept from them.
    """

    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    today: date
    settings: Mapping[str, Any] = field(default_factory=dict)
    bands: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar | None = None
    reads: frozenset[str] | None = None

    def value(self, source: words.Source) -> Any:
        """What the source holds, None when nothing was given."""
        found = self.answers.get(source.field) if isinstance(source, words.AnswerTo) else self.facts.get(source.kind)
        return None if found in ("", [], ()) else found

    def day(self, source: words.Source) -> date | None:
        """The local day of a date or time given, None when there is none."""
        return local_day(self.value(source))

    def origin(self, code: str) -> date | None:
        """The local day of a dated event or fact, None while it has no date."""
        return local_day(self.facts.get(code))

    def days(self, written: int | None, setting: str | None) -> int:
        """The length that holds: the setting's value where one is named and known, else what was written."""
        if setting is not None and setting in self.settings:
            return int(self.settings[setting])
        return written or 0

    @property
    def working_days(self) -> Calendar:
        """The calendar; LookupError where a condition counts working days and none was given."""
        if self.calendar is None:
            raise LookupError("This condition counts working days: pass a calendar.")
        return self.calendar


def moment(value: Any) -> datetime | None:
    """A date or time, given as ISO text or as itself, as a local time without zone; None when it is neither."""
    if isinstance(value, datetime):
        return value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    try:
        return moment(datetime.fromisoformat(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def local_day(value: Any) -> date | None:
    """The local day of a date or time, None when it is neither."""
    found = moment(value)
    return found.date() if found else None


def whole_years(born: date, on: date) -> int:
    """Age in whole years; somebody born on 29 February has their birthday on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_on(day: date, months: int) -> date:
    """The same day so many calendar months on; where that month has no such day, the first of the one after."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years, month + 2, 1)  # no month without such a day is a December


def years_on(value: Any, years: int) -> Any:
    """The same day so many years later, as ISO text; without years, or where it is no day, the value as it is."""
    day = local_day(value) if years else None
    return months_on(day, 12 * years).isoformat() if day else value


def truth(condition: words.Condition, known: Known) -> bool | None:
    """True, False, or None while something that the condition reads has not been given."""
    return RULES[type(condition)](condition, known)


def _all_of(each: Any, known: Known) -> bool | None:
    found = [truth(condition, known) for condition in each.conditions]
    return False if False in found else None if None in found else True


def _any_of(each: Any, known: Known) -> bool | None:
    found = [truth(condition, known) for condition in each.conditions]
    return True if True in found else None if None in found else False


def _not(each: Any, known: Known) -> bool | None:
    found = truth(each.condition, known)
    return None if found is None else not found


def rows_of(known: Known, topics: Sequence[str]) -> list[Known]:
    """What is known of each row of these topics, which are about the same people in the same order."""
    lists = [known.answers.get(topic) or [] for topic in topics]
    found = []
    for place in range(max(map(len, lists), default=0)):
        of_row = {code: said for rows in lists if place < len(rows) for code, said in rows[place].items()}
        found.append(replace(known, answers={**known.answers, **of_row}))
    return found


def _any_row(each: Any, known: Known) -> bool | None:
    found = [truth(each.condition, row) for row in rows_of(known, each.of)]
    return True if True in found else None if None in found else False


def _every_row(each: Any, known: Known) -> bool | None:
    found = [truth(each.condition, row) for row in rows_of(known, each.of)]
    return False if False in found else None if None in found or not found else True


def _since(each: Any, day: date, known: Known) -> bool:
    if each.working_days is None:
        return known.today >= day + timedelta(days=known.days(each.days, each.setting))
    return known.today >= known.working_days.add(day, known.days(each.working_days, each.setting))


def _of_value(rule: Callable[[Any, Any], bool]) -> Callable[[Any, Known], bool | None]:
    def found(each: Any, known: Known) -> bool | None:
        value = known.value(each.source)
        return None if value is None else rule(each, value)

    return found


def _of_day(rule: Callable[[Any, date, Known], bool]) -> Callable[[Any, Known], bool | None]:
    def found(each: Any, known: Known) -> bool | None:
        day = known.day(each.source)
        return None if day is None else rule(each, day, known)

    return found


def _of_origin(rule: Callable[[Any, date, Known], bool]) -> Callable[[Any, Known], bool | None]:
    def found(each: Any, known: Known) -> bool | None:
        day = known.origin(each.origin)
        return None if day is None else rule(each, day, known)

    return found


def _ticked(value: Any) -> set[Any]:
    return set(value) if isinstance(value, list | tuple) else {value}


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def _age(each: Any, known: Known) -> bool | None:
    born = known.day(each.born)
    return None if born is None else whole_years(born, known.origin(each.origin) or known.today) >= each.at_least


def _last_were(each: Any, known: Known) -> bool | None:
    history = known.facts.get(f"history:{each.fact}", ())
    newest = history[-each.times :]
    return len(newest) == each.times and all(value in each.values for value in newest)


def _within_months(each: Any, known: Known) -> bool | None:
    first, last = known.day(each.first), known.day(each.last)
    return None if first is None or last is None else last < months_on(first, known.days(each.months, each.setting))


def _in_force_on(each: Any, known: Known) -> bool | None:
    since, day = local_day(known.settings.get(each.setting) or None), known.day(each.source)
    if since is None:
        return False
    return None if day is None else day >= since


def _further_than(each: Any, known: Known) -> bool | None:
    first, then = known.day(each.first), known.origin(each.origin)
    if first is None or then is None:
        return None
    return then > first + timedelta(days=known.days(each.days, each.setting))


def _in_order(each: Any, known: Known) -> bool | None:
    earlier, later = moment(known.value(each.earlier)), moment(known.value(each.later))
    if earlier is None or later is None:
        return None
    if each.days:
        return earlier.date() <= later.date() + timedelta(days=each.days)
    both_timed = all("T" in str(known.value(source)) for source in (each.earlier, each.later))
    return earlier <= later if both_timed else earlier.date() <= later.date()


def _apart(each: Any, known: Known) -> bool | None:
    one, other = moment(known.value(each.one)), moment(known.value(each.other))
    return None if one is None or other is None else abs(one - other) >= timedelta(minutes=each.minutes)


def _within(each: Any, day: date, known: Known) -> bool:
    if each.working_days is None:
        return day <= known.today + timedelta(days=known.days(each.days, each.setting))
    return day <= known.working_days.add(known.today, known.days(each.working_days, each.setting))


def _suggested_earlier(each: Any, day: date, known: Known) -> bool:
    open_on = known.working_days.is_working_day
    return not open_on(day) or not open_on(day + timedelta(days=1))


RULES: dict[type[words.Condition], Callable[[Any, Known], bool | None]] = {
    words.Always: lambda each, known: True,
    words.AllOf: _all_of,
    words.AnyOf: _any_of,
    words.Not: _not,
    words.AnyRow: _any_row,
    words.EveryRow: _every_row,
    words.Answered: lambda each, known: known.value(each.source) is not None,
    words.Is: _of_value(lambda each, value: value == each.value),
    words.AnyIs: _of_value(lambda each, value: value in each.values),
    words.Has: _of_value(lambda each, value: each.value in _ticked(value)),
    words.HasAny: _of_value(lambda each, value: bool(_ticked(value) & set(each.values))),
    words.NotBoth: _of_value(lambda each, value: not {each.one, each.other} <= _ticked(value)),
    words.AtLeast: _of_value(lambda each, value: _number(value) >= each.number),
    words.AtMost: _of_value(lambda each, value: _number(value) <= each.number),
    words.Shaped: _of_value(lambda each, value: shapes.fits(each.shape, value)),
    words.Unknown: lambda each, known: known.origin(each.origin) is None,
    words.Before: _of_origin(
        lambda each, day, known: known.today <= day - timedelta(days=known.days(each.days, each.setting))
    ),
    words.After: _of_origin(
        lambda each, day, known: known.today > day + timedelta(days=known.days(each.days, each.setting))
    ),
    words.Since: _of_origin(_since),
    words.Within: _of_origin(_within),
    words.SuggestedEarlier: _of_origin(_suggested_earlier),
    words.MadeAtLeast: lambda each, known: int(known.facts.get(f"made:{each.move}", 0)) >= each.times,
    words.LastWere: _last_were,
    words.Written: lambda each, known: (
        None
        if (said := known.value(each.source)) is None
        else len(str(said).strip()) >= known.days(each.characters, each.setting)
    ),
    words.HoldsNo: _of_value(
        lambda each, value: not (found_in(str(value)) & (KINDS if each.kind == "anything" else {each.kind}))
    ),
    words.SettingIs: lambda each, known: (
        known.settings[each.setting] == each.value if each.setting in known.settings else None
    ),
    words.FurtherThan: _further_than,
    words.WithinMonths: _within_months,
    words.InForceOn: _in_force_on,
    words.AgeAt: _age,
    words.AgeOn: lambda each, known: comparisons.age_on(each, known, whole_years),
    words.WorkingDaysAfter: comparisons.working_days_after,
    words.Less: comparisons.less,
    words.ListedOn: comparisons.listed_on,
    words.InOrder: _in_order,
    words.Apart: _apart,
    words.NotInFuture: _of_day(lambda each, day, known: day <= known.today),
    words.NotInPast: _of_day(lambda each, day, known: day >= known.today),
    words.NotBeforeOrigin: lambda each, known: (
        None
        if (day := known.day(each.source)) is None or (start := known.origin(each.origin)) is None
        else day >= start
    ),
    words.OnWorkingDay: _of_day(lambda each, day, known: known.working_days.is_working_day(day)),
    words.BandIs: lambda each, known: known.bands[each.score] == each.band if each.score in known.bands else None,
}
