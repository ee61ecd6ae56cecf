"""Requests that nobody answers go back to who asked, and a day that has come opens what it calls for."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.cases.models import HandOver, Participant
from coordination.db import connect, writing
from coordination.jobs.commands import later
from coordination.queues.models import Clock, Task
from coordination.worker import sweeps
from tests.cases import stories
from tests.machines.test_the_sweep import as_machines, as_pages, rows
from tests.machines.test_the_sweep import work_off as work_off_once


@pytest.fixture(autouse=True)
def pages(database):
    connect(database.url("app"))


def work_off(world):
    """Also what a job asks for."""
    for _ in range(4):
        work_off_once(world)


def sweep_at(world, database, clock_at, moment):
    clock_at(moment)
    as_machines(database)
    sweeps.sweep()
    work_off(world)
    as_pages(database)


def notices(world, case_id):
    return rows(
        world,
        "select w.name, n.sentence from notice n join worker w on w.id = n.worker_id where n.case_id = %s",
        case_id,
    )


def test_a_redirect_that_the_other_area_never_answers_comes_back(world, database, clock_at):
    clock_at("2026-11-18T10:30")  # a Wednesday
    story = stories.referred(world, date(2027, 1, 12))
    there = world.worker(stories.OTHER_CONTACT, "triage", name="Wes Example")
    story.move(story.spoc, "redirect", redirected_to=stories.OTHER_CONTACT, redirect_reason="The address is in E17.")
    sweep_at(world, database, clock_at, "2026-11-20T12:00")
    assert story.stage() == "redirected", "a working day is left"
    sweep_at(world, database, clock_at, "2026-11-23T08:00")
    assert story.stage() == "submitted"
    with world.keeper() as session:
        ended = session.scalars(
            select(HandOver).where(HandOver.case_id == story.case_id, HandOver.kind == "redirect")
        ).one()
        assert (ended.answer, ended.whose_no) == ("expired", None)
        assert session.scalars(
            select(Participant.until_at).where(
                Participant.case_id == story.case_id, Participant.holder == world.team_id(stories.OTHER_CONTACT)
            )
        ).one(), "whoever never answered sees the preview no more"
        kinds = set(session.scalars(select(Task.kind).where(Task.case_id == story.case_id, Task.done_at.is_(None))))
        assert "decide" in kinds
        assert "answer-redirect" not in kinds
    assert rows(
        world, "select count(*) from event where case_id = %s and kind = 'hand-over.expired'", story.case_id
    ) == [(1,)]
    told = notices(world, story.case_id)
    assert any(name == "Nia Example" and "ran out without an answer" in said for name, said in told), (
        "the first sender hears"
    )
    assert any(name == "Sam Example" and "did not answer in time" in said for name, said in told)
    assert any(name == "Wes Example" and "no longer yours" in said for name, said in told)
    assert there.name == "Wes Example"
    sweep_at(world, database, clock_at, "2026-11-24T08:00")
    assert rows(
        world, "select count(*) from event where case_id = %s and kind = 'hand-over.expired'", story.case_id
    ) == [(1,)]


def test_an_answer_in_time_never_runs_out(world, database, clock_at):
    clock_at("2026-11-18T10:30")
    story = stories.referred(world, date(2027, 1, 12))
    there = world.worker(stories.OTHER_CONTACT, "triage", name="Wyn Example")
    story.move(story.spoc, "redirect", redirected_to=stories.OTHER_CONTACT, redirect_reason="The address is in E17.")
    story.move(there, "other_area_accepts")
    sweep_at(world, database, clock_at, "2026-12-01T08:00")
    with world.keeper() as session:
        answers = session.scalars(select(HandOver.answer).where(HandOver.case_id == story.case_id)).all()
    assert sorted(answers) == ["accepted", "redirected"]


def test_a_prompt_that_only_the_day_brings_opens_its_task(world, database, clock_at):
    clock_at("2026-07-01T09:00")
    story = stories.accepted(
        world, date(2026, 8, 20), {"on_ost": "yes", "last_dose_at": None, "bridging_prescription": "no"}
    )

    def tasks():
        with world.keeper() as session:
            return sorted(session.scalars(select(Task.kind).where(Task.case_id == story.case_id)))

    before = tasks()
    assert "ost-cover" not in before
    for day in ("2026-08-14", "2026-08-15"):
        clock_at(f"{day}T05:15")
        as_machines(database)
        with world.keeper() as session:
            later(session, None, "look_for_prompts")
        work_off(world)
        as_pages(database)
        assert tasks().count("ost-cover") == 1, "opened once, on the day a week before, with no move by anybody"
    assert isinstance(clock.now(), datetime)
    with world.keeper() as session:
        assert session.scalars(select(Clock.id).where(Clock.case_id == story.case_id, Clock.rule == "cover")).one()
    with writing(story.spoc):
        pass


def test_help_that_nobody_promises_is_the_asker_s_again_and_the_helper_sees_no_more(world, database, clock_at):
    clock_at("2026-11-18T10:30")  # a Wednesday
    story = stories.accepted(world)
    asker, asked_team = story.spoc, "hav-probation"
    story.move(asker, "ask_for_help", help_from=asked_team, help_wanted="A place to stay for the first week.")
    with world.keeper() as session:
        asked = session.scalars(
            select(HandOver).where(HandOver.case_id == story.case_id, HandOver.kind == "help")
        ).one()
        hand_over_id, stage = asked.id, story.stage()
    sweep_at(world, database, clock_at, "2026-11-20T10:00")
    with world.keeper() as session:
        assert session.get_one(HandOver, hand_over_id).answer is None, "the two working days are not over"
    sweep_at(world, database, clock_at, "2026-11-27T09:00")
    with world.keeper() as session:
        ended = session.get_one(HandOver, hand_over_id)
        assert (ended.answer, ended.whose_no) == ("expired", None)
        assert story.stage() == stage, "the case goes on where it was"
        waiting = session.scalars(
            select(Task.kind).where(Task.hand_over_id == hand_over_id, Task.done_at.is_(None))
        ).all()
        assert waiting == []
        preview = session.scalars(
            select(Participant).where(
                Participant.case_id == story.case_id,
                Participant.holder == world.team_id(asked_team),
                Participant.sees == "preview",
                Participant.until_at.is_(None),
            )
        ).all()
        assert preview == []
    told = [said for name, said in notices(world, story.case_id) if name == asker.name]
    assert any("It is yours again" in said for said in told)
