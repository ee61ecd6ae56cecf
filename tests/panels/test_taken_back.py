"""What was done to an agenda or a meeting by mistake is taken back, with what stood there and what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from coordination import clock
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.panels.commands import minuting, planning, running
from coordination.panels.commands.calling_off import CALLED_OFF, call_off
from coordination.panels.commands.listing import add
from coordination.panels.commands.taking_off import put_back, take_off
from coordination.panels.queries.mine import my_updates
from tests.cases import stories
from tests.panels import meetings
from tests.panels.meetings import listed, once, sitting


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-11-16T09:45"):
        yield


@pytest.fixture(scope="module")
def sit(world: Any) -> meetings.Sitting:
    """Three cases on a published agenda."""
    with clock.at("2026-11-16T09:30"):
        made = sitting(world)
        for place in range(3):
            listed(made, 20 + place, surname=f"Example{'abc'[place]}")
        made.plan()
        made.publish()
    return made


def order(sit: meetings.Sitting) -> list[str]:
    return [one.case_reference for one in sit.seen_by(sit.chair).listed]


def owed(worker: Any) -> list[str]:
    with reading(worker) as session:
        return sorted(one.case_reference for one in my_updates(session, worker))


def takes_off(sit: meetings.Sitting, story: stories.Story, because: str = "") -> None:
    with writing(sit.chair) as session:
        take_off(session, sit.chair, sit.meeting, sit.item(story).reference, sit.row().version, because=because)


def puts_back(sit: meetings.Sitting, story: stories.Story) -> None:
    with writing(sit.chair) as session:
        put_back(session, sit.chair, sit.meeting, sit.item(story).reference, sit.row().version)


def presses(client: Any, address: str, button: str, **sent: Any) -> Any:
    return client.post(address, data={"once": uuid4().hex, button: button, **sent})


def test_a_case_that_is_taken_off_goes_back_to_where_it_stood(sit, browser_of):
    story, before = sit.cases[1], sit.item(sit.cases[1])
    was, asked = order(sit), owed(sit.deputy)
    takes_off(sit, story)
    assert story.reference not in order(sit) and story.reference not in owed(sit.deputy)
    with writing(sit.chair) as session:
        assert planning.fill(session, sit.chair, sit.meeting, sit.row().version) == 0, "it does not come by itself"
    with pytest.raises(Invalid, match="taken off this agenda. Put it back there"), writing(sit.chair) as session:
        add(session, sit.chair, sit.meeting, story.reference, [], seen=sit.row().version, once=once())
    client, page = browser_of(sit.chair), f"/panels/meetings/{sit.meeting}"
    assert "Taken off" in client.get(page).text
    assert "Taken off" not in browser_of(sit.housing).get(page).text
    seen = sit.row().version
    assert presses(client, page, "back", item=before.reference, seen=seen).status_code == 303
    assert presses(client, page, "back", item=before.reference, seen=seen).status_code == 409
    after = sit.item(story)
    assert order(sit) == was
    assert owed(sit.deputy) == asked
    assert (after.reasons, after.updates, after.state) == (before.reasons, before.updates, "listed")


def test_what_is_put_off_or_decided_to_be_put_off_is_put_back(sit):
    story = sit.cases[1]
    takes_off(sit, story, because="Housing cannot come.")
    puts_back(sit, story)
    assert (sit.item(story).state, sit.item(story).put_off_because) == ("listed", "")
    with pytest.raises(MovedOn):
        puts_back(sit, story)


def test_a_meeting_that_is_opened_again_asks_again_for_what_nobody_told(sit, browser_of):
    first, second, third = sit.cases
    sit.begin(sit.deputy, sit.housing)
    sit.decide(first, "deferred", reason="By mistake.")
    puts_back(sit, first)
    assert sit.item(first).decision is None
    asked = owed(sit.deputy)
    takes_off(sit, second)
    assert not sit.item(second).on_table
    left = owed(sit.deputy)
    sit.end()
    assert owed(sit.deputy) == []
    with writing(sit.chair) as session:
        running.reopen(session, sit.chair, sit.meeting)
    assert owed(sit.deputy) == left, "what was let off before the meeting was closed stays so"
    puts_back(sit, second)
    assert owed(sit.deputy) == asked
    sit.tells(sit.deputy, third, "Told after it was opened again.")
    assert third.reference not in owed(sit.deputy)


def test_what_an_agency_tells_in_the_meeting_is_heard_at_once(sit, browser_of):
    story, live = sit.cases[0], f"/panels/meetings/{sit.meeting}/changed"
    client = browser_of(sit.housing)
    mark = client.get(live).json
    with psycopg.connect(sit.world.database.url("worker"), autocommit=True) as hears:
        hears.execute("listen live")
        sit.tells(sit.deputy, story, "Zq is told in the meeting.")
        heard = {one.payload for one in hears.notifies(timeout=60, stop_after=1)}
        heard |= {one.payload for one in hears.notifies(timeout=0)}
    assert f"meeting:{sit.row().id}" in heard
    assert client.get(live).json != mark
    assert "Zq is told" in browser_of(sit.chair).get(f"/panels/meetings/{sit.meeting}/live").text


def test_a_meeting_that_nobody_opens_is_called_off_and_its_cases_come_next(sit, browser_of, does_jobs_here):
    begun = sit.meeting
    with pytest.raises(NotAllowed, match="has been opened"), writing(sit.chair) as session:
        call_off(session, sit.chair, begun, "Nobody can come.", seen=sit.row().version, once=once())
    sit.end()
    with writing(sit.chair) as session:
        minuting.make_minutes(session, sit.chair, begun, note="", seen=0, once=once())
    sit.plan(9)
    sit.publish()
    page = f"/panels/meetings/{sit.meeting}"
    with clock.at("2026-11-27T12:00"):
        late = browser_of(sit.world.sign_in(sit.chair.id)).get(page).text
    assert "nobody has opened it" in late
    client = browser_of(sit.chair)
    assert browser_of(sit.housing).get(f"{page}/call-off").status_code == 403
    assert "Write why it is called off." in presses(client, f"{page}/call-off", "call_off").text
    sent = presses(client, f"{page}/call-off", "call_off", why="The hall is shut.", seen=sit.row().version)
    assert sent.status_code == 303
    said = browser_of(sit.housing).get(page).text
    assert "The hall is shut." in said and "called off" in said
    assert {one.put_off_because for one in sit.seen_by(sit.chair).listed} == {CALLED_OFF}
    assert owed(sit.deputy) == []
    with pytest.raises(NotAllowed, match="called off"):
        sit.begin()
    with pytest.raises(NotAllowed, match="called off"), writing(sit.chair) as session:
        minuting.make_minutes(session, sit.chair, sit.meeting, note="", seen=0, once=once())
    assert "called off" in browser_of(sit.housing).get(f"{page}/live").text
    assert "Called off" in client.get(f"/panels/{meetings.PANEL}").text
    sit.plan(11)
    assert {one.because for one in sit.seen_by(sit.chair).listed} == {"carried"}
