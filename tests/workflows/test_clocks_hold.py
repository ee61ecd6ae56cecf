"""What is true of every deadline, whatever the dates."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.clocks import due
from workflows.local_time import day_of, is_end_of_day
from workflows.vocabulary import Bound, Clock
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 900 * 24 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
UNITS = st.sampled_from(["hours", "days", "working-days"])
LENGTHS = st.integers(0, 40)
MINUTES = st.integers(0, 20_000)


def rule(**words):
    return Clock(**({"code": "c", "label": "Do it", "origin": "submitted", "pauses": ("info",)} | words))


def at(clock, origin, **more):
    return due(clock, origins={"submitted": origin}, started=origin, calendar=CALENDAR, **more).at


@given(MOMENTS, LENGTHS, UNITS)
def test_never_due_before_its_origin_and_longer_is_never_sooner(origin, length, unit):
    shorter, longer = at(rule(length=length, unit=unit), origin), at(rule(length=length + 1, unit=unit), origin)
    assert origin <= shorter < longer


@given(MOMENTS, st.integers(0, 300))
def test_hours_are_hours_across_both_changes_of_the_clocks(origin, length):
    assert at(rule(length=length, unit="hours"), origin) - origin == timedelta(hours=length)


@given(MOMENTS, LENGTHS, st.sampled_from(["days", "working-days"]))
def test_days_end_when_the_local_day_ends(origin, length, unit):
    moment = at(rule(length=length, unit=unit), origin)
    assert is_end_of_day(moment)
    assert day_of(moment + timedelta(seconds=1)) == day_of(moment) + timedelta(days=1)


@given(MOMENTS, LENGTHS, UNITS, st.sampled_from(["next", "previous"]))
def test_it_lands_on_a_working_day_where_it_must(origin, length, unit, roll):
    moment = at(rule(length=length, unit=unit, on_working_day=roll), origin)
    assert CALENDAR.is_working_day(day_of(moment))
    plain = at(rule(length=length, unit=unit), origin)
    assert day_of(plain) <= day_of(moment) if roll == "next" else day_of(moment) <= day_of(plain)


@given(MOMENTS, LENGTHS, UNITS, st.lists(st.tuples(MINUTES, MINUTES), max_size=4), MINUTES)
def test_waiting_longer_never_brings_a_deadline_forward(origin, length, unit, pieces, more):
    waits = [(origin + timedelta(minutes=a), origin + timedelta(minutes=a + b)) for a, b in pieces]
    clock = rule(length=length, unit=unit)
    without, with_waits = at(clock, origin), at(clock, origin, paused=waits)
    assert without <= with_waits
    if waits:
        longer = [*waits[:-1], (waits[-1][0], waits[-1][1] + timedelta(minutes=more))]
        assert with_waits <= at(clock, origin, paused=longer)


@given(MOMENTS, LENGTHS, UNITS, st.lists(st.tuples(MINUTES, MINUTES), min_size=1, max_size=4))
def test_the_order_and_the_overlap_of_waits_do_not_matter(origin, length, unit, pieces):
    waits = [(origin + timedelta(minutes=a), origin + timedelta(minutes=a + b)) for a, b in pieces]
    clock = rule(length=length, unit=unit)
    assert at(clock, origin, paused=waits) == at(clock, origin, paused=[*reversed(waits), waits[0]])


@given(MOMENTS, LENGTHS, UNITS, st.integers(0, 60), st.integers(0, 60))
def test_bounds_hold_and_the_latest_wins(origin, length, unit, earliest, latest):
    clock = rule(
        length=length,
        unit=unit,
        earliest=Bound(origin="submitted", length=earliest, unit="days"),
        latest=Bound(origin="submitted", length=latest, unit="days"),
    )
    moment = at(clock, origin)
    assert day_of(moment) <= day_of(origin) + timedelta(days=latest)
    assert day_of(moment) >= day_of(origin) + timedelta(days=min(earliest, latest))


@given(MOMENTS, st.integers(1, 40), st.sampled_from(["days", "working-days"]))
def test_what_had_passed_is_due_after_it_began(origin, length, unit):
    clock = rule(length=length, unit=unit, direction="before", when_past=Bound(origin="started", length=1))
    worked_out = due(clock, origins={"submitted": origin}, started=origin, calendar=CALENDAR)
    assert worked_out.at > origin
    assert "had already passed" in worked_out.sentence
