"""Slots: one job a slot however many beats run, caught up once, by the clock on the wall in London."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from coordination import db
from coordination.db import NOBODY, writing
from coordination.jobs.beat import Regular, ask_for_slots
from coordination.referrals.commands.drafting import begin
from coordination.worker import run
from coordination.worker.timetable import TIMETABLE
from workflows.local_time import LONDON

HOURLY = (Regular("clear_sessions", "20 * * * *"),)


@pytest.fixture(autouse=True)
def as_machines(world, database):
    db.connect(database.url("worker"))


def asked_for(world, job="clear_sessions"):
    with world.keeper() as session:
        return (
            session.connection()
            .exec_driver_sql("select ids->>'slot' from outbox where job = %s order by asked_at", (job,))
            .scalars()
            .all()
        )


def beat_once(timetable=HOURLY):
    with writing(NOBODY) as session:
        return ask_for_slots(session, timetable)


def do_all(world):
    with world.keeper() as session:
        waiting = session.connection().exec_driver_sql("select id from outbox where done_at is null").scalars().all()
    for row_id in waiting:
        run(str(row_id))


def test_three_beats_give_one_job_a_slot(world, clock_at):
    before = len(asked_for(world))
    for hour in range(4):
        clock_at(f"2026-05-04T{9 + hour:02d}:21")
        threads = [threading.Thread(target=beat_once) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        do_all(world)
    assert len(asked_for(world)) - before == 4


def test_of_slots_missed_while_every_beat_was_down_the_last_is_caught_up_once(world, clock_at):
    clock_at("2026-05-05T09:21")
    beat_once()
    do_all(world)
    before = len(asked_for(world))
    clock_at("2026-05-06T17:45")
    assert beat_once() == ["clear_sessions"]
    assert beat_once() == []
    assert len(asked_for(world)) - before == 1
    assert asked_for(world)[-1] == datetime(2026, 5, 6, 16, 20, tzinfo=UTC).isoformat()


def test_what_is_not_done_since_an_earlier_slot_is_rung_for_again_and_does_not_pile_up(world, clock_at):
    clock_at("2026-05-07T09:21")
    beat_once()
    before = asked_for(world)
    with world.keeper() as session:
        session.connection().exec_driver_sql(
            "update outbox set failures = 9, ring_at = ring_at + interval '1 hour' where done_at is null"
        )
    now = clock_at("2026-05-07T10:21")
    assert beat_once() == ["clear_sessions"]
    assert asked_for(world) == before
    with world.keeper() as session:
        rings = session.connection().exec_driver_sql("select ring_at from outbox where done_at is null").scalars().all()
    assert rings == [now]
    do_all(world)
    clock_at("2026-05-07T11:21")
    assert beat_once() == ["clear_sessions"]
    assert len(asked_for(world)) == len(before) + 1


def test_a_slot_in_the_hour_that_spring_leaves_out_comes_at_its_end():
    half_past_one = Regular("x", "30 1 * * *")
    assert half_past_one.last_slot(datetime(2026, 3, 29, 1, 5, tzinfo=UTC)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("regular", TIMETABLE, ids=lambda regular: regular.job)
def test_around_both_clock_changes_no_slot_of_ours_is_left_out_or_repeated(regular, change):
    first = datetime.fromisoformat(change).replace(tzinfo=LONDON) - timedelta(days=2)
    end = first + timedelta(days=5)
    minute, hour = regular.when.split()[:2]
    # at least twice between two slots
    step = timedelta(minutes=5 if minute.startswith("*/") else 30 if hour == "*" else 240)
    slots, moment = set(), first.astimezone(UTC)
    while moment < end.astimezone(UTC):
        moment += step
        slots.add(regular.last_slot(moment))
    inside = [slot.astimezone(LONDON) for slot in slots if first <= slot < end]
    assert {slot.date() for slot in inside} == {(first + timedelta(days=day)).date() for day in range(5)}
    if hour != "*":
        assert len({slot.time() for slot in inside}) == 1
        assert len(inside) == 5
    else:
        in_an_hour = 60 // int(minute[2:]) if minute.startswith("*/") else 1
        assert len(inside) == in_an_hour * (5 * 24 + (-1 if change == "2026-03-29" else 1))


def test_an_agreement_ends_after_its_last_day_and_not_before(world, clock_at):
    with world.keeper() as session:
        agreement_id = (
            session.connection()
            .exec_driver_sql(
                "update agreement set until_date = '2026-06-30' where id = (select min(id::text)::uuid from agreement) "
                "returning id"
            )
            .scalar_one()
        )

    def ended():
        with world.keeper() as session:
            return (
                session.connection()
                .exec_driver_sql("select ended_at is not null from agreement where id = %s", (agreement_id,))
                .scalar_one()
            )

    for moment, over in (("2026-06-30T23:50", False), ("2026-07-01T00:06", True)):
        clock_at(moment)
        beat_once((Regular("end_agreements", "5 0 * * *"), Regular("end_agreements", "40 23 * * *")))
        work_off(world)
        assert ended() is over


def test_ended_sessions_are_cleared_away_and_open_ones_stay(world, clock_at, database):
    start = clock_at("2026-08-03T09:00")
    db.connect(database.url("app"))
    worker = world.worker("hav-treatment-contact")
    db.connect(database.url("worker"))

    def sessions():
        with world.keeper() as session:
            return (
                session.connection()
                .exec_driver_sql("select count(*) from acting where worker_id = %s and kind = 'sign_in'", (worker.id,))
                .scalar_one()
            )

    for later, left in ((timedelta(hours=2), 1), (timedelta(hours=14), 0)):
        clock_at(start + later)
        beat_once()
        work_off(world)
        assert sessions() == left


def test_a_draft_is_spoken_of_once_then_warned_of_and_then_cleared_away(world, clock_at, database):
    start = clock_at("2026-09-01T09:00")
    db.connect(database.url("app"))
    worker = world.worker("hmp-pentonville-release")
    with writing(worker) as session:
        reference = begin(session, worker, "prison-release", once=uuid4().hex)
    db.connect(database.url("worker"))
    seen = []
    for day in (1, *range(80, 95)):
        clock_at(start + timedelta(days=day, hours=1))
        beat_once((Regular("expire_drafts", "10 * * * *"),))
        work_off(world)
        with world.keeper() as session:
            connection = session.connection()
            ended = connection.exec_driver_sql("select ended_as from draft where reference = %s", (reference,))
            notices = connection.exec_driver_sql("select count(*) from notice where worker_id = %s", (worker.id,))
            seen.append((ended.scalar_one(), notices.scalar_one()))
    assert seen[0] == (None, 0)
    assert seen[1] == (None, 1)
    assert (None, 2) in seen
    assert seen[-1] == ("expired", 2)


def work_off(world):
    for _ in range(3):
        with world.keeper() as session:
            waiting = (
                session.connection()
                .exec_driver_sql("select id from outbox where done_at is null order by id")
                .scalars()
                .all()
            )
        for row_id in waiting:
            run(str(row_id))
    with world.keeper() as session:
        failed = session.connection().exec_driver_sql("select job, failed_as from outbox where done_at is null").all()
    assert failed == []
