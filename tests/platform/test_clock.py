"""One clock for everything, and it only moves where it may."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordination import clock


def test_the_day_is_the_day_in_london(clock_at):
    clock_at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2026, 7, 1)
    clock_at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2026, 12, 31)


def test_a_moment_without_a_zone_is_read_as_london(clock_at):
    assert clock_at("2026-07-01T09:00") == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    assert clock.now() == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def test_time_goes_on_when_it_is_let_go():
    with clock.at("2020-01-01T00:00"):
        assert clock.now().year == 2020
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moved_clock_is_seen_by_whoever_reads_the_file(tmp_path):
    file = tmp_path / "clock.json"
    clock.move_to(clock.machine_now() + timedelta(days=3), file)
    first = clock.moment_by(file)
    clock.move_to(first + timedelta(hours=4), file)
    moved = clock.moment_by(file) - first
    assert timedelta(hours=4) <= moved < timedelta(hours=4, seconds=10)


def test_the_clock_does_not_go_back(tmp_path):
    file = tmp_path / "clock.json"
    clock.move_to(clock.machine_now() + timedelta(days=3), file)
    with pytest.raises(ValueError, match="only moves forwards"):
        clock.move_to(clock.machine_now() + timedelta(days=2), file)
