"""What the words for comparing mean."""

from typing import Any

from workflows import dated


def age_on(each: Any, known: Any, whole_years: Any) -> bool | None:
    """Whether the age is reached on that day; None while either day is not known."""
    born, on = known.day(each.born), known.day(each.on)
    return None if born is None or on is None else whole_years(born, on) >= each.at_least


def working_days_after(each: Any, known: Any) -> bool | None:
    """Whether enough working days lie between; None while either day is not known."""
    first, then = known.day(each.first), known.day(each.then)
    if first is None or then is None:
        return None
    return bool(then >= known.working_days.add(first, known.days(each.working_days, each.setting)))


def less(each: Any, known: Any) -> bool | None:
    """Whether the one number is smaller than the other; None while either is not known."""
    smaller, larger = known.value(each.smaller), known.value(each.larger)
    if smaller is None or larger is None:
        return None
    return float(smaller) < float(larger)


def listed_on(each: Any, known: Any) -> bool | None:
    """Whether the entry stood in its dated list on that day; None while the entry or the day is not known."""
    item = each.item if isinstance(each.item, str) else known.value(each.item)
    day = known.day(each.on)
    return None if item is None or day is None else dated.listed(each.table, str(item), day)
