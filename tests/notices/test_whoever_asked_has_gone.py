"""What somebody asked for and was thanked for happens, also when they moved, left or were shut out since."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock, db
from coordination.cases.commands.appointments import book_on
from coordination.cases.commands.protecting import shut_out
from coordination.conversation.commands.posting import post
from coordination.conversation.given import ToPost
from coordination.db import writing
from coordination.identity.commands import workers
from coordination.identity.models import Agency
from coordination.worker import sweeps
from tests.cases import stories

WAYS = ["suspended", "in another team", "in another agency", "shut out"]
SAFE = {"contact_phone": "07700 900123", "safe_to_message": "yes"}


@pytest.fixture(params=WAYS)
def gone(request, world):
    """What becomes of a worker of this team before the machines come to what they asked for."""

    def of(team, worker, story):
        over_them = world.worker(team, "administrator", "governance", name="Ada Example")
        with writing(over_them) as session:
            if request.param == "suspended":
                workers.suspend(session, worker.agency_id, worker.id)
            elif request.param == "in another team":
                workers.place(session, worker.agency_id, worker.id, [])
            elif request.param == "in another agency":
                elsewhere = session.scalars(select(Agency.id).where(Agency.id != worker.agency_id).limit(1)).one()
                workers.move_away(session, worker.agency_id, worker.id, elsewhere)
            else:
                shut_out(session, over_them, story.reference, worker.reference, "knows them", once=uuid4().hex)

    return of


def told(machine, story, kind):
    rows = machine.sql(
        "select distinct w.name from notice n join worker w on w.id = n.worker_id where n.case_id = %s and n.kind = %s",
        story.case_id,
        kind,
    )
    return {row.name for row in rows}


def test_the_team_hears_of_a_referral_whose_sender_has_gone(machine, world, gone):
    story = stories.referred(world)
    gone(stories.PRISON, story.nurse, story)
    machine.work()
    assert "Sam Example" in told(machine, story, "hand-over.asked")


def test_whoever_a_message_names_hears_of_it_when_its_writer_has_gone(machine, world, gone):
    story = stories.accepted(world)
    kim = story.others["key-worker"]
    machine.quiet()
    with writing(story.spoc) as session:
        post(session, story.spoc, story.reference, ToPost("Please ring.", mentions=(kim.reference,)), once=uuid4().hex)
    gone(stories.CONTACT, story.spoc, story)
    machine.work()
    assert told(machine, story, "mentioned") == {kim.name}


def test_a_request_runs_out_by_its_clock_when_whoever_made_it_has_gone(machine, world, gone, clock_at):
    clock_at("2026-11-18T10:30")  # a Wednesday
    story = stories.referred(world, date(2027, 1, 12))
    world.worker(stories.CONTACT, "triage", name="Sal Example")
    story.move(story.spoc, "redirect", redirected_to=stories.OTHER_CONTACT, redirect_reason="The address is in E17.")
    machine.work()
    gone(stories.CONTACT, story.spoc, story)
    clock_at("2026-11-23T08:00")
    db.connect(machine.database.url("worker"))
    sweeps.sweep()
    machine.work()
    assert story.stage() == "submitted", "it is with the team again that had passed it on"


def test_somebody_is_reminded_of_an_appointment_whose_booker_has_gone(machine, world, by_notify, gone, clock_at):
    story = stories.released(world, clock.today(), SAFE)
    with writing(story.spoc) as session:
        book_on(
            session,
            story.spoc,
            story.reference,
            once=uuid4().hex,
            warnings=(),
            kind="treatment",
            starts_at=clock.as_moment("2026-11-20T10:00"),
            place="The clinic",
            mode="in-person",
            with_whom="A drug worker",
            told_how=None,
        )
    world.worker(stories.CONTACT, "triage", name="Sal Example")
    machine.quiet()
    gone(stories.CONTACT, story.spoc, story)
    clock_at("2026-11-19T10:00")
    machine.beat("remind_residents")
    assert len([way for way, _ in by_notify.asked if way == "sms"]) == 1


def test_whoever_takes_their_place_does_not_read_with_the_rights_of_the_one_who_has_gone(machine, world, database):
    """What a request may see is written by the database: whoever asks for a job cannot say that they held more."""
    story = stories.referred(world)
    stranger = world.worker(stories.RECOVERY)
    with writing(stranger) as session:
        session.connection().exec_driver_sql(
            "insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at, stood) values (uuidv7(), "
            "'tell_of_event', '{}', 'default', %s, %s, %s, (jsonb_build_object('holders', array[%s::text])))",
            (stranger.id, clock.now(), clock.now(), str(world.team_id(stories.CONTACT))),
        )
    row = machine.sql("select id, stood from outbox where worker_id = %s", stranger.id)[0]
    assert {*row.stood["holders"]} == {str(one) for one in stranger.holders}
    db.connect(database.url("worker"))
    with writing(db.NOBODY) as session:
        session.connection().exec_driver_sql("select enter_job(%s)", (row.id,))
        seen = session.connection().exec_driver_sql("select count(*) from case_file where id = %s", (story.case_id,))
        assert seen.scalar_one() == 0
    db.connect(database.url("app"))
