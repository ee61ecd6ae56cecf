"""An urgent alert stands above every page until a person answers, and goes round the cover rota until one does."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select

from coordination import clock, db, jobs
from coordination.db import writing
from coordination.identity.models import Team
from coordination.notifications.alerting import tell_of_alert
from coordination.notifications.commands import acknowledge
from coordination.notifications.recipients import on_duty
from coordination.queues.commands.alerting import raise_alert
from coordination.queues.queries.alerted import in_turn
from coordination.worker import sweeps
from coordination.worker.doors import enter
from coordination.worker.known import JOBS
from tests.at_once import begun
from tests.patience import PATIENCE
from workflows.cover_rota import turns

BECAUSE = "A child may be at risk. Read the answers about children now."


@pytest.fixture
def raised(story, machine, world, monkeypatch):
    """An alert for the receiving team, which is on the case; its rota names two teams beside it."""
    monkeypatch.delenv("COORDINATION_SMTP")
    opened = story.refer()
    machine.quiet()
    machine.force("delete from notice")
    machine.force("delete from alert")
    team = world.team_id("hav-treatment-contact")
    with writing(story.referrer) as session:
        first = raise_alert(session, story.referrer.id, opened.case_id, team, BECAUSE)
        assert raise_alert(session, story.referrer.id, opened.case_id, team, BECAUSE) == first
    machine.work()
    return opened


def sweep(machine):
    db.connect(machine.database.url("worker"))
    sweeps.sweep()
    machine.work()


def happened(machine, case_id: UUID) -> list[str]:
    rows = machine.sql("select kind from event where case_id = %s and kind like 'alert.%%' order by seq", case_id)
    return [row.kind for row in rows]


def test_it_stands_above_every_page_and_reading_everything_does_not_take_it_away(story, raised, client_of):
    client = client_of(story.triage)
    assert BECAUSE in client.get("/today").html
    assert raised.reference in client.page.html
    client.get("/notices")
    client.submit("Mark all as read")
    reference = client.page.soup.select_one(".notices__item")["id"].removeprefix("notice-")
    token = client.page.soup.find("input", {"name": "csrf_token"})["value"]
    client.post(f"/notices/{reference}/read", {"csrf_token": token})
    assert BECAUSE in client.get("/today").html


def test_one_person_answers_for_everybody_and_the_log_says_who(story, raised, client_of, machine, clock_at):
    client = client_of(story.triage)
    client.get("/notices")
    client.submit("I have seen this")
    machine.work()
    assert raised.reference not in client_of(story.lead).get("/account/notices").html
    assert happened(machine, raised.case_id) == ["alert.raised", "alert.acknowledged"]
    (answered,) = machine.sql(
        "select on_behalf_of_id from event where case_id = %s and kind = 'alert.acknowledged'", raised.case_id
    )
    assert answered.on_behalf_of_id == story.triage.id
    clock_at("2026-11-18T13:00")
    sweep(machine)
    assert happened(machine, raised.case_id) == ["alert.raised", "alert.acknowledged"]


def test_unanswered_it_goes_round_the_rota_and_cover_reads_whom_to_ring_but_not_the_case(
    story, raised, client_of, machine, world, clock_at
):
    covers = world.worker("hav-recovery", name="Cora Cover")
    last = world.worker("hav-treatment-safeguarding", name="Sam Safeguarding")
    told = "select w.name from notice n join worker w on w.id = n.worker_id where n.kind = 'alert' and n.about like %s"
    (alert,) = machine.sql("select id from alert where case_id = %s", raised.case_id)

    def at_step(step: int) -> set[str]:
        return {row.name for row in machine.sql(told, f"{alert.id} {step}")}

    clock_at("2026-11-18T12:14")
    sweep(machine)
    assert happened(machine, raised.case_id) == ["alert.raised"]
    clock_at("2026-11-18T12:15")
    sweep(machine)
    sweep(machine)
    clock_at("2026-11-18T12:30")
    sweep(machine)
    assert happened(machine, raised.case_id) == ["alert.raised", "alert.passed-on", "alert.passed-on"]
    turns = [at_step(1), at_step(2)]
    # 5 January began the first team's week; it is that team's turn again in an even week since
    assert {covers.name} <= turns[0] | turns[1] and {last.name} <= turns[0] | turns[1]
    assert not turns[0] & turns[1]
    client = client_of(world.sign_in(covers.id))
    page = client.get("/notices")
    assert "An urgent alert waits for" in page.text
    assert raised.reference not in page.html
    assert BECAUSE not in page.html
    clock_at("2026-11-18T12:45")
    sweep(machine)
    assert {covers.name, last.name, story.triage.name} <= at_step(3), "everybody in turn is told again"
    client.get("/notices")
    client.submit("I have seen this")
    machine.work()
    assert happened(machine, raised.case_id)[-1] == "alert.acknowledged"
    assert raised.reference not in client_of(world.sign_in(story.triage.id)).get("/account/notices").html


def test_who_answers_while_the_next_in_turn_are_being_told_answers_for_them_too(
    story, raised, machine, world, clock_at
):
    covers = world.worker("hav-recovery", name="Cora Cover"), world.worker("hav-treatment-safeguarding")
    clock_at("2026-11-18T12:15")
    db.connect(machine.database.url("worker"))
    sweeps.sweep()
    (row,) = machine.sql("select id from outbox where job = 'tell_of_alert' and done_at is null")
    (seen,) = machine.sql("select reference from notice where kind = 'alert' and worker_id = %s", story.triage.id)

    def answer():
        with writing(story.triage) as session:
            acknowledge(session, story.triage.id, seen.reference)

    with writing(db.NOBODY) as session:
        asked = jobs.take(session, row.id)
        enter(session, asked, JOBS[asked.job])
        tell_of_alert(session, asked)
        db.connect(machine.database.url("app"))
        answered = begun(world, answer)
    answered.result(timeout=PATIENCE)
    told = machine.sql("select worker_id, acknowledged_at from notice where kind = 'alert'")
    assert {one.worker_id for one in told} & {cover.id for cover in covers}, "the next in turn were told"
    assert all(one.acknowledged_at for one in told), "an alert that was answered stands above nobody's pages"


def test_whoever_raised_it_does_not_answer_it_for_the_others_unless_they_are_alone(story, raised, machine, world):
    def heard():
        machine.force("delete from notice")
        machine.force("delete from alert")
        with writing(story.triage) as session:
            raise_alert(session, story.triage.id, raised.case_id, world.team_id("hav-treatment-contact"), BECAUSE)
        machine.work()
        return {row.worker_id for row in machine.sql("select worker_id from notice where kind = 'alert'")}

    others = heard()
    assert story.lead.id in others
    assert story.triage.id not in others, "they know, and would press it away before anybody else has heard"
    machine.force("update worker set suspended_at = %s where id <> %s", clock.now(), story.triage.id)
    try:
        assert heard() == {story.triage.id}, "somebody is always told"
    finally:
        machine.force("update worker set suspended_at = null where suspended_at is not null")


def test_an_alert_whose_rota_cannot_be_read_holds_up_no_other(story, raised, machine, world, clock_at):
    spoilt = world.team_id("hav-probation")
    machine.force("update team set duty = duty || %s::jsonb where id = %s", '{"cover": {"starts": "soon"}}', spoilt)
    with writing(story.referrer) as session:
        raise_alert(session, story.referrer.id, raised.case_id, spoilt, BECAUSE)
    machine.force("update alert set rings_at = raised_at where team_id = %s", spoilt)
    machine.work()
    clock_at("2026-11-18T12:15")
    sweep(machine)
    assert happened(machine, raised.case_id) == ["alert.raised", "alert.raised", "alert.passed-on"]
    assert machine.sql("select step from alert where team_id = %s", spoilt)[0].step == 0


def test_it_is_not_left_for_its_turn_with_a_team_that_nobody_is_in_any_more(story, raised, machine, world, clock_at):
    teams = {
        "hav-recovery": world.worker("hav-recovery", name="Lena Left"),
        "hav-treatment-safeguarding": world.worker("hav-treatment-safeguarding", name="Hal Here"),
    }
    clock_at("2026-11-18T12:15")
    with world.keeper() as session:
        team = session.get_one(Team, world.team_id("hav-treatment-contact"))
        first = next(each.code for each in in_turn(session, team, clock.now()) if each.code in teams)
    # everybody in the team whose turn it is has left
    machine.force("update worker set suspended_at = %s where id in (select worker_id from post p join team t "
                  "on t.id = p.team_id where t.code = %s)", clock.now(), first)  # fmt: skip
    sweep(machine)
    told = "select w.name from notice n join worker w on w.id = n.worker_id where n.kind = 'alert' and n.about like %s"
    (alert,) = machine.sql("select id, step from alert where case_id = %s", raised.case_id)
    after = next(worker.name for code, worker in teams.items() if code != first)
    heard = {row.name for row in machine.sql(told, f"{alert.id} {alert.step}")}
    assert after in heard, "the next in turn hears at once"
    machine.force("update worker set suspended_at = null where suspended_at is not null")


def test_an_alert_for_a_team_that_nobody_is_in_starts_with_the_first_in_turn_who_has_people(
    story, raised, machine, world, clock_at
):
    covers = world.worker("hav-recovery", name="Cora Covers").id, world.worker("hav-treatment-safeguarding").id
    machine.force("delete from notice")
    machine.force("delete from alert")
    team = world.team_id("hav-treatment-contact")
    machine.force("update worker set suspended_at = %s where id in (select worker_id from post where team_id = %s)",
                  clock.now(), team)  # fmt: skip
    try:
        with writing(story.referrer) as session:
            raise_alert(session, story.referrer.id, raised.case_id, team, BECAUSE)
        machine.work()
        heard = {row.worker_id for row in machine.sql("select worker_id from notice where kind = 'alert'")}
        assert heard & set(covers), "nobody waits a quarter of an hour for a team without anybody"
        assert not set(covers) <= heard, "the others in turn wait for their own turn"
        assert happened(machine, raised.case_id)[-2:] == ["alert.raised", "alert.passed-over"]
        clock_at("2026-11-18T12:15")
        sweep(machine)
        heard = {row.worker_id for row in machine.sql("select worker_id from notice where kind = 'alert'")}
        assert set(covers) <= heard
    finally:
        machine.force("update worker set suspended_at = null where suspended_at is not null")


def test_an_alert_waits_with_its_own_team_when_nobody_at_all_is_there(story, raised, machine, world, clock_at):
    machine.force("delete from notice")
    machine.force("delete from alert")
    team = world.team_id("hav-treatment-contact")
    machine.force("update worker set suspended_at = %s where id <> %s", clock.now(), story.referrer.id)
    try:
        with writing(story.referrer) as session:
            raise_alert(session, story.referrer.id, raised.case_id, team, BECAUSE)
        machine.work()
        (alert,) = machine.sql("select step, rings_at from alert where team_id = %s", team)
        assert (alert.step, alert.rings_at) == (0, clock_at("2026-11-18T12:15")), "somebody may be placed there"
        assert happened(machine, raised.case_id)[-1] == "alert.raised"
    finally:
        machine.force("update worker set suspended_at = null where suspended_at is not null")


def test_a_reminder_to_whoever_is_on_duty_passes_over_a_team_that_nobody_is_in_any_more(story, raised, machine, world):
    teams = {
        "hav-recovery": world.worker("hav-recovery", name="Lena Left").id,
        "hav-treatment-safeguarding": world.worker("hav-treatment-safeguarding", name="Hal Here").id,
    }
    with world.keeper() as session:
        team = session.get_one(Team, world.team_id("hav-treatment-contact"))
        order = [code for code in turns(team.duty["cover"], clock.today()) if code in teams]
    machine.force("update worker set suspended_at = %s where id in (select worker_id from post p join team t "
                  "on t.id = p.team_id where t.code = %s)", clock.now(), order[0])  # fmt: skip
    with world.keeper() as session:
        job = jobs.later(session, story.triage.id, "tell_of_event", case_id=raised.case_id, event_id=raised.case_id)
    db.connect(machine.database.url("worker"))
    try:
        with writing(db.NOBODY) as session:
            session.execute(select(func.enter_job(job)))
            told = on_duty(session, raised.case_id, world.team_id("hav-treatment-contact"))
    finally:
        db.connect(machine.database.url("app"))
    assert teams[order[1]] in told
    machine.force("update worker set suspended_at = null where suspended_at is not null")


def test_whoever_left_every_team_it_goes_to_does_not_answer_it_for_those_who_stayed(
    story, raised, machine, world
) -> None:
    """They clear their own page; the alert waits for the team, as it would if they had not been told."""
    machine.force("update post set until_at = now() where worker_id = %s", story.triage.id)
    [own] = machine.sql("select reference from notice where kind = 'alert' and worker_id = %s", story.triage.id)
    with writing(story.triage) as session:
        acknowledge(session, story.triage.id, own.reference)
    [alert] = machine.sql("select acknowledged_at from alert")
    assert alert.acknowledged_at is None
    [told] = machine.sql("select acknowledged_at from notice where reference = %s", own.reference)
    assert told.acknowledged_at is not None
