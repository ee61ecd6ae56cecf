"""Counting by the words of a definition: what a `Count` says, worked out over milestones. No kind is known by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from workflows.measures.rates import Period, Rate
from workflows.vocabulary import Count, Pathway
from workflows.working_days import WorkingDays


class Written(Protocol):
    """A milestone as it is kept: of which case, of which kind, on which day, and what goes along."""

    case_id: Any
    kind: str
    on_date: date
    attributes: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """What a count came to: a number, and a rate where it is a share of something."""

    count: Count
    number: int
    rate: Rate | None = None


def all_counts(pathway: Pathway, written: Sequence[Written], period: Period, today: date, **more: Any) -> list[Found]:
    """Every count of a kind in a period, in the order of its definition. What else may be given is as of `counted`."""
    return [counted(pathway, each.code, written, period, today, **more) for each in pathway.counts]


def counted(
    pathway: Pathway,
    code: str,
    written: Sequence[Written],
    period: Period,
    today: date,
    *,
    settings: Mapping[str, Any] | None = None,
    person: Callable[[Any], Any] | None = None,
) -> Found:
    """One count in a period. `settings` take the place of the definition's own values. `person` says of a case whom it
    is about, for what counts a person once; without it every case is about somebody else. KeyError names the code."""
    count = next((each for each in pathway.counts if each.code == code), None)
    if count is None:
        raise KeyError(code)
    whose = person or (lambda case: case)
    chosen = _chosen(count, written, period, whose)
    if count.reaches is not None:
        return _reaching(count, chosen, written, today, _last_day(count, settings or {}), whose)
    if count.of is not None:
        among = counted(pathway, count.of, written, period, today, settings=settings, person=person)
        return Found(
            count, len(chosen), Rate(len(chosen), among.number, among.count.label[0].lower() + among.count.label[1:])
        )
    return Found(count, len(chosen))


def _chosen(count: Count, written: Iterable[Written], period: Period, whose: Callable[[Any], Any]) -> list[Written]:
    every = list(written)
    left_out = {each.case_id for each in every if each.kind == count.unless} if count.unless else set()
    found = sorted(
        (
            each
            for each in every
            if each.kind == count.milestone
            and each.on_date in period
            and each.case_id not in left_out
            and all(_held(each, name) & set(values) for name, values in count.where.items())
            and not any(_held(each, name) & set(values) for name, values in count.leaving_out.items())
        ),
        key=lambda each: each.on_date,
    )
    if count.each == "milestone":
        return found
    once: dict[Any, Written] = {}
    for each in found:
        once.setdefault(whose(each.case_id) if count.each == "person" else each.case_id, each)
    return list(once.values())


def _reaching(
    count: Count,
    chosen: Sequence[Written],
    written: Sequence[Written],
    today: date,
    last_day: Callable[[date], date | None],
    whose: Callable[[Any], Any],
) -> Found:
    key = whose if count.each == "person" else (lambda case: case)
    reached: dict[Any, list[date]] = {}
    for each in written:
        if each.kind == count.reaches:
            reached.setdefault(key(each.case_id), []).append(each.on_date)
    done = pending = 0
    for each in chosen:
        last = last_day(each.on_date)
        if any(each.on_date <= day <= (last or date.max) for day in reached.get(key(each.case_id), ())):
            done += 1
        elif last is not None and today <= last:
            pending += 1
    of = count.label[0].lower() + count.label[1:]
    return Found(count, done, Rate(done, len(chosen) - pending, of, pending))


def _last_day(count: Count, settings: Mapping[str, Any]) -> Callable[[date], date | None]:
    """The last day on which it counts, from the day of the milestone; None where there is none."""
    changed = settings.get(count.setting) if count.setting else None
    if count.within_working_days is not None:
        working = count.within_working_days if changed is None else int(changed)
        calendar = WorkingDays.england_and_wales()
        return lambda day: calendar.add(day, working)
    days = count.within_days if changed is None else int(changed)
    return lambda day: None if days is None else day + timedelta(days=days)


def _held(each: Written, name: str) -> set[str]:
    """The values of an attribute, which may be several."""
    value = each.attributes.get(name)
    if value is None:
        return set()
    return {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
