"""A team that nobody is left in: its agency hears of it every day, and what is late there reaches somebody else."""

from __future__ import annotations

from datetime import timedelta

from coordination import clock, db
from coordination.db import NOBODY, writing
from coordination.jobs.beat import Regular, ask_for_slots
from coordination.worker import sweeps

LOOK = (Regular("look_for_teams_without_people", "40 * * * *"),)


def look(machine):
    db.connect(machine.database.url("worker"))
    with writing(NOBODY) as session:
        ask_for_slots(session, LOOK)
    machine.work()


def everybody_leaves(machine, world, team="hav-treatment-contact"):
    machine.force(
        "update post set until_at = %s where team_id = %s and until_at is null", clock.now(), world.team_id(team)
    )


def test_its_administrator_is_told_once_a_day_while_work_waits(story, machine, world, clock_at, client_of):
    administrator = world.worker("hav-recovery", "administrator", name="Ada Administrator")
    elsewhere = world.worker("hav-probation", "administrator", name="Otto Administrator")
    now = clock_at("2026-11-18T11:00")
    story.refer()
    look(machine)
    assert told(machine) == [], "somebody is there"
    everybody_leaves(machine, world)
    for hours, times in ((1, 1), (2, 1), (25, 2)):
        clock_at(now + timedelta(hours=hours))
        look(machine)
        assert [name for name, _ in told(machine)] == ["Ada Administrator"] * times
    page = client_of(world.sign_in(administrator.id)).get("/notices")
    assert "nobody is in that team" in page.text
    assert "/workers" in page.html
    assert "nobody is in that team" not in client_of(world.sign_in(elsewhere.id)).get("/notices").text


def test_what_is_late_there_is_told_to_whoever_else_is_on_the_case(story, machine, world, clock_at):
    now = clock_at("2026-11-23T10:00")
    opened = story.refer()
    machine.work()
    everybody_leaves(machine, world)
    clock_at(now + timedelta(days=1, hours=15))
    db.connect(machine.database.url("worker"))
    sweeps.sweep()
    machine.work()
    late = machine.sql(
        "select w.name, n.sentence from notice n join worker w on w.id = n.worker_id where n.case_id = %s "
        "and n.kind like 'deadline%%' and n.sentence like '%%nobody is left%%'",
        opened.case_id,
    )
    assert story.referrer.name in {row.name for row in late}


def told(machine):
    return [
        (row.name, row.sentence)
        for row in machine.sql(
            "select w.name, n.sentence from notice n join worker w on w.id = n.worker_id "
            "where n.kind = 'team-without-people' order by n.at"
        )
    ]
