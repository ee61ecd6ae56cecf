"""Which days are bank holidays in England and Wales: published dates, and the standing rules beyond them."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@cache
def published() -> frozenset[date]:
    """The dates that GOV.UK has published, from the copy that ships with the package (no network)."""
    # Without use_cached_holidays the package asks the network first and can hang for ten seconds;
    # without a division it leaves out Easter Monday and the August holiday.
    source = BankHolidays(use_cached_holidays=True)
    return frozenset(day["date"] for day in source.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


@cache
def by_standing_rules(year: int) -> frozenset[date]:
    """The eight holidays that come round every year, worked out; one-off holidays cannot be foreseen."""
    easter = easter_sunday(year)
    movable = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    return frozenset(
        movable | _with_substitutes([date(year, 1, 1)]) | _with_substitutes([date(year, 12, 25), date(year, 12, 26)])
    )


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the Meeus/Jones/Butcher reckoning)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _with_substitutes(days: Iterable[date]) -> set[date]:
    # A holiday at the weekend is kept on the next weekday that is not one already:
    # when Christmas is a Sunday, Boxing Day keeps the Monday and Christmas takes the Tuesday.
    wanted = list(days)
    kept = {day for day in wanted if day.weekday() < 5}
    for day in wanted:
        if day.weekday() >= 5:
            substitute = day
            while substitute.weekday() >= 5 or substitute in kept:
                substitute += timedelta(days=1)
            kept.add(substitute)
    return kept


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
