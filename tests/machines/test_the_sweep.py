"""Deadlines over a fortnight with a bank holiday in it: each rung told once, whoever and however many sweep."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from coordination.db import NOBODY, connect, writing
from coordination.worker import run, sweeps
from tests.plain_client import app_for
from workflows.local_time import LONDON

# the Wednesday before Easter 2026: Good Friday is 3 April, Easter Monday 6 April
BEFORE_EASTER = "2026-04-01T10:00"


def rows(world, query, *values):
    with world.keeper() as session:
        return session.connection().exec_driver_sql(query, values).all()


def as_machines(database):
    """What follows is done by this process, as the machines' role."""
    connect(database.url("worker"))


def as_pages(database):
    connect(database.url("app"))


def work_off(world):
    for (row_id,) in rows(world, "select id from outbox where done_at is null order by asked_at, id"):
        run(str(row_id))


def sweep_in_parallel(number=2):
    threads = [threading.Thread(target=sweeps.sweep) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def spoil(world, change, *values):
    """Change clocks as no command would."""
    with world.keeper() as session:
        connection = session.connection()
        connection.exec_driver_sql("alter table clock disable trigger user")
        connection.exec_driver_sql(change, values)
        connection.exec_driver_sql("alter table clock enable trigger user")


def reminders(world, case_id, rule="decide"):
    return [
        (detail["tell"], at, detail.get("skipped", False))
        for detail, at in rows(
            world,
            "select d.detail, e.at from event e join event_detail d on d.event_id = e.id "
            "where e.case_id = %s and e.kind = 'clock.reminded' and d.detail->>'rule' = %s order by e.seq",
            case_id,
            rule,
        )
    ]


def told(world, case_id):
    return rows(
        world,
        "select w.name, n.kind from notice n join worker w on w.id = n.worker_id "
        "where n.case_id = %s and n.kind like 'deadline%%' order by n.at, n.kind, w.name",
        case_id,
    )


def test_each_rung_of_a_fortnight_is_told_once_with_two_sweeps_at_a_time(story, database, clock_at):
    world = story.world
    start = clock_at(BEFORE_EASTER)
    as_pages(database)
    opened = story.refer()
    [(due_at, rings)] = rows(
        world, "select due_at, rings from clock where case_id = %s and rule = 'decide'", opened.case_id
    )
    as_machines(database)
    work_off(world)
    moment = start
    while moment < start + timedelta(days=14):
        moment += timedelta(hours=1)
        clock_at(moment)
        sweep_in_parallel()
        work_off(world)
    seen = reminders(world, opened.case_id)
    assert [tell for tell, _, _ in seen] == [tell for _, tell in rings]
    assert not any(skipped for _, _, skipped in seen)
    for (_, at, _), (planned, _) in zip(seen, rings, strict=True):
        assert timedelta() <= at - datetime.fromisoformat(planned) <= timedelta(hours=1)
    # one working day after Wednesday is Thursday; the rung one working day later jumps four days over Easter
    assert due_at.astimezone(LONDON).date().isoformat() == "2026-04-02"
    assert seen[-1][1].astimezone(LONDON).date().isoformat() in ("2026-04-07", "2026-04-08")
    kinds = [kind for _, kind in told(world, opened.case_id)]
    assert "deadline-team-lead" in kinds
    assert "deadline-due-soon" in kinds
    assert len(told(world, opened.case_id)) == len(set(told(world, opened.case_id)))


def test_of_rungs_missed_together_only_the_latest_is_told_and_all_are_recorded(story, database, clock_at):
    world = story.world
    start = clock_at("2026-06-01T10:00")
    as_pages(database)
    opened = story.refer()
    clock_at(start + timedelta(days=10))
    as_machines(database)
    work_off(world)
    sweep_in_parallel(3)
    seen = reminders(world, opened.case_id)
    [(rings,)] = rows(world, "select rings from clock where case_id = %s and rule = 'decide'", opened.case_id)
    assert [tell for tell, _, _ in seen] == [tell for _, tell in rings]
    latest = rings[-1][0]
    assert [skipped for _, _, skipped in seen] == [at != latest for at, _ in rings]
    sweep_in_parallel(3)
    assert reminders(world, opened.case_id) == seen


def test_a_case_that_somebody_is_working_on_is_left_to_the_next_sweep(story, database, clock_at):
    world = story.world
    start = clock_at("2026-06-15T10:00")
    as_pages(database)
    opened = story.refer()
    clock_at(start + timedelta(days=3))
    as_machines(database)
    with world.keeper() as session:
        session.connection().exec_driver_sql("select id from case_file where id = %s for update", (opened.case_id,))
        sweeps.sweep()
        assert reminders(world, opened.case_id) == []
    sweeps.sweep()
    assert reminders(world, opened.case_id)


def test_a_deadline_that_cannot_be_read_holds_up_nobody_else_and_is_said(story, database, clock_at):
    """As if a line of data had been spoilt: the oldest of all, which every sweep comes to first."""
    world = story.world
    start = clock_at("2026-06-22T10:00")
    as_pages(database)
    spoilt, well = story.refer(), story.refer()
    spoil(
        world,
        """update clock set rings_at = started_at, rings = '[["the day after", "team-lead"]]' """
        "where case_id = %s and rule = 'decide'",
        spoilt.case_id,
    )
    clock_at(start + timedelta(days=3))
    as_machines(database)
    sweeps.sweep()
    assert reminders(world, well.case_id)
    assert reminders(world, spoilt.case_id) == []
    assert "not-swept" in app_for(database).test_client().get("/healthz").get_json()["warnings"]["sweep"]


def test_more_spoilt_deadlines_than_a_sweep_reads_at_once_hide_none_behind_them(story, database, clock_at, monkeypatch):
    world = story.world
    start = clock_at("2026-06-24T10:00")
    as_pages(database)
    spoilt, well = [story.refer(), story.refer()], story.refer()
    for one in spoilt:
        spoil(
            world,
            """update clock set rings_at = started_at, rings = '[["the day after", "team-lead"]]' where case_id = %s""",
            one.case_id,
        )
    clock_at(start + timedelta(days=3))
    as_machines(database)
    monkeypatch.setattr(sweeps, "AT_ONCE", 2)
    sweeps.sweep()
    assert reminders(world, well.case_id)


def test_work_that_was_done_meanwhile_is_not_called_overdue(story, database, clock_at):
    world = story.world
    start = clock_at("2026-07-01T10:00")
    as_pages(database)
    opened = story.refer()
    clock_at(start + timedelta(days=3))
    as_machines(database)
    work_off(world)
    sweeps.sweep()
    spoil(world, "update clock set stopped_at = started_at where case_id = %s and stopped_at is null", opened.case_id)
    work_off(world)
    assert told(world, opened.case_id) == []


def test_nobody_without_an_outbox_row_that_names_the_case_learns_who_is_on_it(story, database):
    as_pages(database)
    opened = story.refer()
    as_machines(database)
    with writing(NOBODY) as session:
        asked = session.connection().exec_driver_sql(
            "select count(*) from workers_to_tell(%s, %s, null)", (opened.case_id, [story.referrer.team_ids[0]])
        )
        assert asked.scalar_one() == 0
        assert session.connection().exec_driver_sql("select count(*) from clock").scalar_one() == 0
    with sweeps.sweeping("agreements") as session:
        assert session.connection().exec_driver_sql("select count(*) from clock").scalar_one() == 0
        assert session.connection().exec_driver_sql("select count(*) from agreement").scalar_one() > 0
