"""When a deadline is due, and the sentence that explains it. Pure: what time it is comes in as a value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from workflows.clock_words import Dated, because, clause, counted
from workflows.dates_in_words import by_when, in_full, length
from workflows.local_time import END_OF_DAY, day_of, local, moment_of, moment_on
from workflows.pauses import StoodStill, Wait, stood_still
from workflows.vocabulary import Bound, Clock, Condition, Direction, Unit
from workflows.working_days import WorkingDays

NEVER_STILL = StoodStill()
TODAY = Bound(origin="started", length=0, unit="days")
Holds = Callable[[Condition], bool | None]


@dataclass(frozen=True, kw_only=True)
class Due:
    """A deadline worked out once, to be stored with its sentence.

    `at` is UTC, or None while there is no date or while it stands still (unless a latest moment gives one).
    `length` and `unit` are those that were used; `setting` names the setting that gave the length. `warning` stands
    beside a date past the known holidays.
    """

    at: datetime | None
    sentence: str
    length: int
    unit: Unit
    setting: str | None = None
    standing_still_since: datetime | None = None
    warning: str | None = None


@dataclass(frozen=True)
class _Evaluation:
    """One clock with everything that bears on it."""

    clock: Clock
    origins: Mapping[str, Dated | None]
    started: datetime
    labels: Mapping[str, str]
    calendar: WorkingDays


@dataclass(frozen=True)
class _Point:
    """A moment and the words for why it is that one; no moment while the deadline stands still."""

    at: datetime | None
    why: str
    still_since: datetime | None = None


def due(
    clock: Clock,
    *,
    origins: Mapping[str, Dated | None],
    started: datetime,
    calendar: WorkingDays,
    settings: Mapping[str, int | str] | None = None,
    holds: Holds | None = None,
    paused: Sequence[Wait] = (),
    labels: Mapping[str, str] | None = None,
) -> Due:
    """Work the clock out.

    `started` is when the clock was set (also the origin "started"). `settings` are the values valid on the case's own
    date. `holds` says whether a condition holds now; without it no shorter length applies. `paused` are the waits of
    the kinds that the clock names. `labels` are the pathway's words for its origins, as they follow “after”.
    """
    here = _Evaluation(clock, {"started": started, **origins}, started, labels or {}, calendar)
    count, unit, setting, reason = _chosen_length(clock, settings or {}, holds)
    try:
        point = _point(here, count, unit, reason, paused)
    except OverflowError:
        # The calendar ends in the year 9999; a mistyped year must not stop the page on which it can be corrected.
        point = _Point(None, f"no date, because the year {clause(clock.origin, here.labels)} cannot be right")
    return Due(
        at=point.at,
        sentence=_sentence(clock, point),
        length=count,
        unit=unit,
        setting=setting,
        standing_still_since=point.still_since,
        warning=calendar.beyond(day_of(point.at)) if point.at else None,
    )


def _point(here: _Evaluation, count: int, unit: Unit, reason: str, paused: Sequence[Wait]) -> _Point:
    value = here.origins.get(here.clock.origin)
    if value is None:
        return _while_unknown(here)
    point = _from_origin(here, value, count, unit, reason, paused)
    # What was past from the start is not held back by `earliest`: on short notice the short notice decides.
    return _not_past(here, point if _is_past(here, point) else _within_bounds(here, point))


def _chosen_length(
    clock: Clock, settings: Mapping[str, int | str], holds: Holds | None
) -> tuple[int, Unit, str | None, str]:
    for shorter in clock.shorter:
        if holds is not None and holds(shorter.when) is True:
            if shorter.setting is not None and shorter.setting in settings:
                return int(settings[shorter.setting]), shorter.unit, shorter.setting, because(shorter.say)
            return shorter.length, shorter.unit, None, because(shorter.say)
    if clock.setting is not None and clock.setting in settings:
        return int(settings[clock.setting]), clock.unit, clock.setting, ""
    return clock.length, clock.unit, None, ""


def _while_unknown(here: _Evaluation) -> _Point:
    when = f"when {clause(here.clock.origin, here.labels)}"
    point = _bound_point(here, here.clock.while_unknown)
    if point is None:
        return _Point(None, f"no date until it is known {when}")
    return _Point(point.at, f"{point.why}, while it is not known {when}")


def _from_origin(
    here: _Evaluation, value: Dated, count: int, unit: Unit, reason: str, paused: Sequence[Wait]
) -> _Point:
    clock = here.clock
    at_time = time.fromisoformat(clock.time_of_day) if clock.time_of_day else END_OF_DAY

    def unrolled(still: StoodStill) -> datetime:
        return _moment(value, count, unit, clock.direction, at_time, here.calendar, still)

    def due_with(still: StoodStill) -> datetime:
        return _rolled(clock, unrolled(still), here.calendar)

    still = NEVER_STILL
    if clock.pauses:
        # Counted from the origin on, so a date that lies ahead, such as a release, does not wait because we wait.
        still = stood_still(paused, began=moment_of(value), unit=unit, calendar=here.calendar, due_with=due_with)
    at = due_with(still)
    why = [counted(clock, count, unit, value, here.labels)]
    if reason:
        why.append(reason)
    if still:
        why.append(f"and {_said(still, unit)} more for the time it stood still")
    if at != unrolled(still):
        why.append(f"moved to the {clock.on_working_day} working day")
    return _Point(None if still.since else at, ", ".join(why), still.since)


def _moment(
    value: Dated,
    count: int,
    unit: Unit,
    direction: Direction,
    at_time: time,
    calendar: WorkingDays,
    still: StoodStill = NEVER_STILL,
) -> datetime:
    """So long after or before: hours on the clock of the world, days by the calendar in London."""
    sign = 1 if direction == "after" else -1
    if unit == "hours":
        return moment_of(value) + timedelta(hours=sign * count) + still.time
    day, steps = day_of(value), sign * count + still.days
    return moment_on(calendar.add(day, steps) if unit == "working-days" else day + timedelta(days=steps), at_time)


def _rolled(clock: Clock, at: datetime, calendar: WorkingDays) -> datetime:
    day = day_of(at)
    if clock.on_working_day == "no" or calendar.is_working_day(day):
        return at
    roll = calendar.next_or_same if clock.on_working_day == "next" else calendar.previous_or_same
    return moment_on(roll(day), local(at).time())


def _within_bounds(here: _Evaluation, point: _Point) -> _Point:
    earliest, latest = _bound_point(here, here.clock.earliest), _bound_point(here, here.clock.latest)
    if earliest and point.at and point.at < _at(earliest):
        point = _Point(earliest.at, f"{point.why}, but not before {earliest.why}")
    # The latest moment wins over everything, also over standing still.
    if latest and (point.at is None or _at(latest) < point.at):
        point = _Point(latest.at, f"{point.why}, but no later than {latest.why}", point.still_since)
    return point


def _is_past(here: _Evaluation, point: _Point) -> bool:
    return here.clock.when_past is not None and point.at is not None and point.at < here.started


def _not_past(here: _Evaluation, point: _Point) -> _Point:
    if point.at is None or not _is_past(here, point):
        return point
    instead = _bound_point(here, here.clock.when_past)
    if instead is None or _at(instead) < here.started:
        # A deadline worked out again long after its own substitute has passed must still be one that can be kept.
        instead = _Point(moment_on(day_of(here.started)), counted(TODAY, 0, "days", here.started, here.labels))
    latest = _bound_point(here, here.clock.latest)
    if latest and here.started <= _at(latest) < _at(instead):
        instead = latest
    return _Point(instead.at, f"{instead.why}, because {in_full(day_of(point.at))} ({point.why}) had already passed")


def _bound_point(here: _Evaluation, bound: Bound | None) -> _Point | None:
    value = here.origins.get(bound.origin) if bound else None
    if bound is None or value is None:
        return None
    at = _moment(value, bound.length, bound.unit, bound.direction, END_OF_DAY, here.calendar)
    return _Point(at, counted(bound, bound.length, bound.unit, value, here.labels))


def _at(point: _Point) -> datetime:
    assert point.at is not None, "a bound always has a moment"
    return point.at


def _said(still: StoodStill, unit: Unit) -> str:
    if unit != "hours":
        return length(still.days, unit)
    hours, minutes = divmod(int(still.time.total_seconds()) // 60, 60)
    parts = [length(hours, "hours")] if hours else []
    if minutes:
        parts.append(f"{minutes} minute{'' if minutes == 1 else 's'}")
    return " and ".join(parts) or "under a minute"


def _sentence(clock: Clock, point: _Point) -> str:
    if point.at is None and point.still_since:
        return f"{clock.label}: stands still since {in_full(day_of(point.still_since))}. It is {point.why}."
    if point.at is None:
        return f"{clock.label}: {point.why}."
    return f"{clock.label} {by_when(point.at)}: {point.why}."
