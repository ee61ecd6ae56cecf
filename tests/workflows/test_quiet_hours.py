"""Quiet hours begin once and end once, also in the nights in which a clock is put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from workflows.quiet_hours import quiet_ends

HOURS = [*(time(hour, minute) for hour in range(4) for minute in (0, 30)), time(7), time(12), time(20), time(23)]
NIGHTS = {
    "the clocks go back": datetime(2026, 10, 24, 12, tzinfo=UTC),
    "the clocks go forward": datetime(2027, 3, 27, 12, tzinfo=UTC),
    "a usual night": datetime(2026, 11, 18, 12, tzinfo=UTC),
}


def test_quiet_hours_over_midnight_end_on_the_next_morning():
    assert quiet_ends(datetime(2026, 11, 18, 22, 30, tzinfo=UTC), time(20), time(7)) == datetime(
        2026, 11, 19, 7, tzinfo=UTC
    )
    assert quiet_ends(datetime(2026, 11, 19, 7, tzinfo=UTC), time(20), time(7)) is None


def test_in_the_hour_that_comes_twice_quiet_hours_that_have_ended_are_over():
    first, second = datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    end = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert quiet_ends(first, time(20), time(1, 30)) == end
    assert quiet_ends(second, time(20), time(1, 30)) is None


def test_in_the_hour_that_comes_twice_quiet_hours_that_have_begun_go_on():
    assert quiet_ends(datetime(2026, 10, 25, 1, 15, tzinfo=UTC), time(1, 30), time(7)) == datetime(
        2026, 10, 25, 7, tzinfo=UTC
    )


@pytest.mark.parametrize("night", NIGHTS)
def test_an_end_always_lies_ahead_and_is_the_end(night):
    for since in HOURS:
        for until in HOURS:
            stretches, quiet_before = 0, False
            for quarter in range(24 * 4):
                now = NIGHTS[night] + timedelta(minutes=15 * quarter)
                ends = quiet_ends(now, since, until)
                if ends is not None:
                    assert ends > now, (now, since, until)
                    follows = quiet_ends(ends, since, until)
                    assert follows is None or follows - ends > timedelta(hours=20), (now, since, until)
                stretches += ends is not None and not quiet_before
                quiet_before = ends is not None
            assert stretches <= 2, "from one noon to the next they begin once, or go on from before and begin once"
