"""Closing a meeting is asked twice, with what is left to do, and can be taken back until something rests on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.db import reading, writing
from coordination.errors import MovedOn
from coordination.identity.models import Worker
from coordination.panels.commands import attending, minuting, running
from coordination.panels.queries.closing import Closing, closing
from coordination.panels.queries.seats import get_meeting, table_of
from tests.panels import meetings
from tests.panels.meetings import listed, once, sitting


@pytest.fixture(autouse=True)
def held_time() -> Any:
    with clock.at("2026-11-16T09:45"):
        yield


@pytest.fixture(scope="module")
def sit(world: Any) -> meetings.Sitting:
    """An open meeting: one case not decided, one decided with actions of which none was given, one whose action is
    with somebody who has gone."""
    with clock.at("2026-11-16T09:30"):
        made = sitting(world)
        for place in range(3):
            listed(made, 20 + place, surname=f"Example{'abc'[place]}")
        made.plan(1)
        made.publish()
        made.begin(made.deputy, made.housing)
        _, second, third = made.cases
        made.decide(second, "plan-agreed-with-actions")
        made.decide(third)
        made.act(third, made.housing, "Find a room", clock.today() + timedelta(days=3))
    return made


def left(sit: meetings.Sitting) -> Closing:
    with reading(sit.chair) as session:
        meeting = get_meeting(session, sit.meeting)
        return closing(session, sit.chair, table_of(session, sit.chair, meeting), meeting)


def test_what_is_left_to_do_is_named_before_the_second_press(sit, browser_of):
    first, second, third = sit.cases
    with sit.world.keeper() as session:
        who = session.scalars(select(Worker).where(Worker.id == sit.housing.id)).one()
        who.suspended_at = clock.now()
    with writing(sit.deputy) as session:
        attending.leave_table(session, sit.deputy, sit.meeting)
    found = left(sit)
    assert [one.case_reference for one in found.undecided] == [first.reference]
    assert [one.case_reference for one in found.without_actions] == [second.reference]
    assert [(one.case_reference, act.text) for one, act in found.without_owner] == [(third.reference, "Find a room")]
    assert "Probation Service" in found.here.lacks
    page = browser_of(sit.chair).get(f"/panels/meetings/{sit.meeting}/close").text
    for said in (first.reference, second.reference, "Find a room", "There is no quorum", "goes to the next agenda"):
        assert said in page
    with sit.world.keeper() as session:
        session.get(Worker, sit.housing.id).suspended_at = None
    assert left(sit).without_owner == ()
    assert browser_of(sit.housing).get(f"/panels/meetings/{sit.meeting}/close").status_code == 403


def test_what_is_often_agreed_is_chosen_and_anything_else_is_written(sit, browser_of):
    third = sit.cases[2]
    place = f"/panels/meetings/{sit.meeting}/items/{sit.item(third).reference}"
    day = clock.today() + timedelta(days=4)
    due = {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}
    sent = {"once": uuid4().hex, "act": "act", "owner": sit.housing.reference, **due}
    client = browser_of(sit.chair)
    assert "Write what is to be done." in client.post(place, data=sent).text
    assert client.post(place, data={**sent, "often": "Give naloxone on the day of release"}).status_code == 303
    assert "Give naloxone on the day of release" in [one.text for one in sit.item(third).actions]


def test_closed_by_mistake_it_is_opened_again_until_something_rests_on_it(sit, browser_of):
    first = sit.cases[0]
    client, live = browser_of(sit.chair), f"/panels/meetings/{sit.meeting}/live"
    sent = client.post(f"/panels/meetings/{sit.meeting}/close", data={"once": uuid4().hex, "end": "end"})
    assert sent.location.endswith("/minutes")
    assert sit.item(first).put_off_because == running.NOT_REACHED
    assert "Open this meeting again" in client.get(live).text
    assert client.post(live, data={"once": uuid4().hex, "reopen": "reopen"}).status_code == 303
    assert (sit.row().ended_at, sit.item(first).state, sit.item(first).on_table) == (None, "listed", True)
    assert sit.item(sit.cases[1]).state == "done"
    sit.end()
    with writing(sit.chair) as session:
        minuting.make_minutes(session, sit.chair, sit.meeting, note="", seen=0, once=once())
    assert "Open this meeting again" not in client.get(live).text
    with pytest.raises(MovedOn, match="stays closed"), writing(sit.chair) as session:
        running.reopen(session, sit.chair, sit.meeting)
