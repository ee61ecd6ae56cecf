"""What somebody does not read is not worked out as if it were not there: deadlines, and what queues say of a case."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from sqlalchemy import select, update

from coordination import clock
from coordination.cases.commands.correcting import correct
from coordination.cases.models import Answer
from coordination.cases.queries import answer_mark
from coordination.db import writing
from coordination.queues.models import Clock, Task
from coordination.sharing.models import Agreement
from tests.cases import stories
from tests.cases.any_kind import SENDER, sent
from workflows import pathways


def put_right(story, worker, field, value):
    with story.world.keeper() as session:
        found = session.scalars(
            select(Answer.id).where(
                Answer.case_id == story.case_id, Answer.field == field, Answer.superseded_at.is_(None)
            )
        ).one_or_none()
    with writing(worker) as session:
        correct(
            session,
            worker,
            story.reference,
            field,
            0,
            value,
            seen=answer_mark(found) if found else "",
            once=uuid4().hex,
        )


def deadlines(story):
    """Every running deadline with its day, its words and whether anybody is told of it."""
    with story.world.keeper() as session:
        rows = session.scalars(select(Clock).where(Clock.case_id == story.case_id, Clock.stopped_at.is_(None)))
        return {row.rule: (row.due_at, row.sentence, bool(row.rings)) for row in rows}


def said_in_queues(story):
    """What queues say of each open task's case: its risk, its date and the words over it, its area."""
    with story.world.keeper() as session:
        rows = session.scalars(select(Task).where(Task.case_id == story.case_id, Task.done_at.is_(None)))
        return {row.kind: (row.risk, row.key_date, row.key_date_label, row.area) for row in rows}


def test_the_council_that_does_not_read_of_custody_moves_no_date_of_release(world, clock_at):
    clock_at("2026-11-17T10:30")
    story = stories.accepted(
        world, date(2026, 12, 15), {"consent_housing": "yes", "accommodation": "no-fixed-abode", "risk_staff": "high"}
    )
    housing = world.worker("hav-housing-options", name="Hope Example")
    before, there = deadlines(story), said_in_queues(story)
    assert before["confirm-release"][0] is not None
    put_right(story, housing, "accommodation", "hostel")
    assert deadlines(story) == before
    assert said_in_queues(story) == there


def test_a_prison_that_does_not_read_the_risks_takes_none_out_of_the_queue(world, clock_at):
    clock_at("2026-11-17T10:30")
    story = stories.accepted(world, date(2026, 12, 15), {"risk_staff": "high"})
    there = said_in_queues(story)
    put_right(story, story.nurse, "surname", "Kestrel")
    assert said_in_queues(story) == there


def test_a_colleague_of_the_sender_who_answers_makes_no_decision_before_an_eviction_later(world, clock_at):
    """They do not read of the debts, and their answer lets the deadline run on."""
    clock_at("2026-11-18T09:30")
    case = sent(world, pathways.newest("debt-support"), eviction_on="2026-11-23")
    before = deadlines(case)["decide"]
    case.move(case.lead, "ask_for_more", information_wanted="Who is the landlord?")
    clock_at("2026-11-18T09:40")
    case.move(world.worker(SENDER, name="Wyn Example"), "send_more", information_given="The council.")
    after = deadlines(case)["decide"]
    assert (after[0].date(), after[1]) == (before[0].date(), before[1])


def test_a_day_that_an_ended_agreement_keeps_back_is_not_unknown(world, clock_at):
    """Governance switches off what probation reads of custody; probation corrects an address."""
    clock_at("2026-11-17T10:30")
    story = stories.accepted(world, date(2026, 12, 15), {"consent_housing": "yes", "accommodation": "no-fixed-abode"})
    probation = world.worker("hav-probation", name="Pat Example")
    before, there = deadlines(story), said_in_queues(story)
    with world.keeper() as session:
        of_custody = (Agreement.taker_id == probation.agency_id, Agreement.category == "custody")
        session.execute(update(Agreement).where(*of_custody).values(ended_at=clock.now()))
    put_right(story, probation, "accommodation", "hostel")
    assert deadlines(story) == before
    assert said_in_queues(story) == there
