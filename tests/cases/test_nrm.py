"""Possible modern slavery through the real commands: the edge cases by their numbers. Everybody is invented."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from coordination.cases.models import Answer, CaseFile, DatedFact, Milestone, PersonOnCase
from coordination.errors import Invalid, NotAllowed
from coordination.queues.models import Task
from tests.cases import exploited
from tests.cases.exploited import ADULT, REFUSES
from workflows.local_time import local


def rows(worry, model, *conditions):
    with worry.world.keeper() as session:
        return session.scalars(select(model).where(model.case_id == worry.case_id, *conditions)).all()


def open_tasks(worry):
    return {task.kind for task in rows(worry, Task, Task.done_at.is_(None))}


def due(worry, kind):
    """The London day on which the open task of this kind is due."""
    (found,) = rows(worry, Task, Task.kind == kind, Task.done_at.is_(None))
    return local(found.due_at).date()


def counted(worry, kind):
    return [row for row in rows(worry, Milestone) if row.kind == kind]


def test_edge_1_a_child_is_not_asked_for_consent_and_safety_comes_first(world, clock_at):
    clock_at("2026-09-14T10:00")
    worry = exploited.taken_up(world)
    assert "conversation" not in open_tasks(worry)
    assert "adult_agrees" not in {row.field for row in rows(worry, Answer)}
    with pytest.raises(Invalid, match="Safety comes before"):
        worry.does("decide_child")
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("decide_notify")
    worry.safe()
    worry.does("decide_child")
    worry.sent()
    assert due(worry, "chase-grounds") == date(2026, 9, 21)
    assert counted(worry, "nrm-submitted")[0].attributes["child"] == "yes"


def test_edge_2_an_adult_consents_and_the_bank_holiday_is_skipped(world, clock_at):
    clock_at("2026-08-27T10:00")
    worry = exploited.taken_up(world, {**ADULT, "first_name": "Sandra"})
    worry.agrees()
    worry.sent()
    assert due(worry, "chase-grounds") == date(2026, 9, 4)


def test_edge_3_an_adult_who_refuses_is_notified_of_without_a_name(world):
    worry = exploited.taken_up(
        world, {**REFUSES, "first_name": "Mark", "where_now": "12 Oak Road", "born": "1985-01-01"}
    )
    worry.does("decide_notify")
    kept = {row.field for row in rows(worry, Answer)}
    assert not kept & {"first_name", "last_name", "born", "where_now", "how_to_contact"}
    assert {"notify_gender", "notify_nationality"} <= kept
    assert [row.name for row in rows(worry, PersonOnCase)] == ["Nobody named"]
    worry.does(
        "record_notified", sent_at="2026-11-18T10:00", sent_for="london-borough-of-havering",
        home_office_reference=exploited.REFERENCE, notify_checked="yes",
    )  # fmt: skip
    assert len(counted(worry, "dtn-submitted")) == 1
    assert not counted(worry, "nrm-submitted")


def test_a_no_in_the_conversation_takes_out_what_told_who_they_are(world):
    worry = exploited.taken_up(
        world, {**ADULT, "first_name": "Mark", "last_name": "Example", "where_now": "With a friend"}
    )
    worry.does("ask_adult")
    worry.does("record_refusal", alone="yes", interpreter="none", refusal_gender="male", refusal_nationality="British")
    left = {row.field for row in rows(worry, Answer)}
    assert not left & {"first_name", "last_name", "born", "where_now"}, "from the history too"
    assert not rows(worry, DatedFact, DatedFact.fact == "turns_18")
    assert [row.name for row in rows(worry, PersonOnCase)] == ["Nobody named"]
    with worry.world.keeper() as session:
        assert session.get(CaseFile, worry.case_id).subject_kind == "nobody-named"
