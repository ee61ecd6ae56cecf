"""Around a meeting: somebody is missing, leaves, is removed, knows somebody, or writes at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep
from typing import Any

import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.audit.models import Event
from coordination.cases import queries as cases
from coordination.cases.models import Participant
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.panels.commands import attending, planning, running
from coordination.panels.commands.deciding import declare_interest
from coordination.panels.commands.listing import add
from coordination.panels.commands.taking_off import take_off
from coordination.panels.queries.quorum import quorum
from coordination.panels.queries.seats import get_meeting, table_of
from tests.cases import stories
from tests.panels import meetings
from tests.panels.meetings import listed, once, sitting

NOW = "2026-11-16T09:30"


@pytest.fixture(autouse=True)
def held_time() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture(scope="module")
def panel(world: Any) -> meetings.Sitting:
    """A panel without any case yet."""
    with clock.at("2026-11-02T09:00"):
        return sitting(world)


@pytest.fixture
def sit(panel: meetings.Sitting) -> Iterator[meetings.Sitting]:
    """A published agenda with one case of this test's own; other tests' cases are taken off it."""
    panel.cases.clear()
    story = listed(panel, 20)
    panel.plan(2)
    for item in panel.seen_by(panel.chair).items:
        if item.case_reference != story.reference:
            with writing(panel.chair) as session:
                take_off(session, panel.chair, panel.meeting, item.reference, panel.row().version)
    panel.publish()
    yield panel
    row = panel.row()
    if row.began_at is not None and row.ended_at is None:
        panel.end()  # only one meeting of a panel is open at once


def test_the_deputy_opens_the_meeting_when_the_chair_is_not_there(sit):
    with pytest.raises(NotAllowed):
        sit.begin(by=sit.housing)
    sit.begin(sit.housing, by=sit.deputy)
    with reading(sit.deputy) as session:
        meeting = get_meeting(session, sit.meeting)
        here = quorum(session, meeting, table_of(session, sit.deputy, meeting))
    assert meeting.chaired_by_id == sit.deputy.id
    assert here.lacks == ("Change Grow Live Havering",)


def test_quorum_that_is_lost_midway_lets_a_case_be_put_off_and_nothing_else(sit):
    story = sit.cases[0]
    sit.begin(sit.deputy, sit.housing)
    with writing(sit.deputy) as session:
        attending.leave_table(session, sit.deputy, sit.meeting)
    with pytest.raises(Invalid, match="no quorum: Probation Service must be at the table"):
        sit.decide(story)
    assert story.stage("panel") == "panel_listed"
    sit.decide(story, "deferred", reason="Probation had to leave.")
    assert sit.item(story).put_off_because == "Probation had to leave."


def test_of_two_chairs_who_write_at_once_one_wins_and_the_other_is_told(sit):
    story = sit.cases[0]
    sit.begin(sit.deputy, sit.housing)
    both_saw = sit.item(story).version
    sit.decide(story, reason="The chair was first.", seen=both_saw)
    with pytest.raises(MovedOn, match="yours was not kept"):
        sit.decide(story, "no-role", by=sit.deputy, reason="The deputy was second.", seen=both_saw)
    assert sit.item(story).decision.reason == "The chair was first."
    assert story.stage("panel") == "panel_reviewed"


def test_two_who_order_the_agenda_at_once(sit):
    seen = sit.row().version
    with writing(sit.deputy) as session:
        planning.fill(session, sit.deputy, sit.meeting, seen)
    with pytest.raises(MovedOn), writing(sit.chair) as session:
        planning.fill(session, sit.chair, sit.meeting, seen)


def test_a_member_who_is_removed_finds_neither_meeting_nor_case(sit, world):
    story = sit.cases[0]
    leaving = world.worker("hav-housing-options", "frontline", "panel", name="Lea Leaving")
    sit.seats(leaving)
    with reading(leaving) as session:
        assert load(session, leaving, story.reference).reads == {"core", "custody"}
    sit.unseats(leaving)
    for look in (lambda s: get_meeting(s, sit.meeting), lambda s: cases.get(s, story.reference)):
        with pytest.raises(NotVisible), reading(leaving) as session:
            look(session)


def test_whoever_knows_somebody_steps_aside_and_the_case_is_gone_for_them(sit):
    story, item = sit.cases[0], sit.item(sit.cases[0])
    with writing(sit.housing) as session:
        declare_interest(session, sit.housing, sit.meeting, item.reference, once=once())
    assert (sit.seen_by(sit.housing).listed, sit.seen_by(sit.housing).hidden) == ((), 1)
    with pytest.raises(NotVisible), reading(sit.housing) as session:
        cases.get(session, story.reference)
    assert sit.item(story).stepped_aside == ("Hugo Housing",)


def test_a_release_date_that_moves_weighs_the_case_again(sit):
    story = sit.cases[0]
    assert "18 days to release" in sit.item(story).reasons
    soon = clock.today() + timedelta(days=5)
    story.move(
        story.spoc, "change_release_date", release_date_kind="confirmed", release_date_source="prison",
        release_date_confidence="confirmed", planned_release_date=soon.isoformat(),
    )  # fmt: skip
    assert sit.item(story).key_date == soon
    with writing(sit.chair) as session:
        planning.fill(session, sit.chair, sit.meeting, sit.row().version)
    assert "3 days to release" in sit.item(story).reasons
    assert "18 days to release" not in sit.item(story).reasons


def test_who_did_not_agree_is_not_listed_by_the_chair_either(sit, world):
    story = stories.accepted(world, clock.today() + timedelta(days=20), {"consent_panel": "no"})
    with pytest.raises(Invalid, match="They did not agree to share with the panel"), writing(sit.chair) as session:
        add(session, sit.chair, sit.meeting, story.reference, [], seen=sit.row().version, once=once())
    assert story.stage("panel") is None


def test_a_late_paper_is_marked_and_its_agencies_are_asked_at_once(sit, world):
    story = stories.accepted(world, clock.today() + timedelta(days=9))
    with writing(sit.chair) as session:
        add(session, sit.chair, sit.meeting, story.reference, [], seen=sit.row().version, once=once())
    item = sit.item(story)
    assert item.late
    assert {one.agency for one in item.updates} >= {"Change Grow Live Havering", "Probation Service"}
    assert story.stage("panel") == "panel_listed"


def test_only_one_meeting_is_open_and_the_sentence_says_which(sit):
    sit.begin(sit.deputy)
    first = sit.meeting
    listed(sit, 25)
    sit.plan(5)
    sit.publish()
    with pytest.raises(MovedOn, match=r"The meeting of 9:30am on Wednesday 18 November 2026 is still open"):
        sit.begin(by=sit.deputy)
    sit.meeting = first


def test_of_two_who_open_two_meetings_at_one_moment_one_wins(sit):
    first = sit.meeting
    listed(sit, 25)
    second = sit.plan(5)
    sit.publish()
    with ThreadPoolExecutor(1) as beside:
        with writing(sit.deputy) as session:
            running.begin(session, sit.deputy, first)
            other = beside.submit(begins, sit.chair, second)
            wait_until_held_up(sit)
        with pytest.raises(MovedOn, match="opened another meeting of this panel a moment ago"):
            other.result()
    assert sit.row().began_at is None
    sit.meeting = first
    assert sit.row().chaired_by_id == sit.deputy.id


def test_of_two_who_open_or_publish_one_meeting_the_second_is_told(sit):
    sit.begin(by=sit.deputy)
    with pytest.raises(MovedOn, match="Dee Deputy has opened this meeting already"):
        sit.begin()
    sit.begin(by=sit.deputy)  # the same press sent twice
    with pytest.raises(MovedOn), writing(sit.deputy) as session:
        planning.publish(session, sit.deputy, sit.meeting, sit.row().version - 1)
    with pytest.raises(MovedOn, match="published already"), writing(sit.deputy) as session:
        planning.publish(session, sit.deputy, sit.meeting, sit.row().version)


def test_an_ended_seat_ends_the_part_in_a_case_that_the_chair_stepped_aside_from(sit, world):
    story, item = sit.cases[0], sit.item(sit.cases[0])
    leaving = world.worker("hav-housing-options", "frontline", "panel", name="Lou Leaving")
    sit.seats(leaving)
    with writing(sit.chair) as session:
        declare_interest(session, sit.chair, sit.meeting, item.reference, once=once())
    sit.unseats(leaving)
    with pytest.raises(NotVisible), reading(leaving) as session:
        cases.get(session, story.reference)
    with world.keeper() as session:
        parts = session.scalars(select(Participant).where(Participant.holder == leaving.id)).all()
        told = session.scalars(
            select(Event).where(Event.case_id == story.case_id, Event.kind == "participant.left")
        ).all()
    assert [part.case_id for part in parts if part.case_id == story.case_id]
    assert [part for part in parts if part.until_at is None] == []
    assert [event.on_behalf_of_id for event in told] == [sit.chair.id]
    assert sit.item(story, sit.deputy).case_reference == story.reference


def begins(who, meeting):
    with writing(who) as session:
        running.begin(session, who, meeting)


def wait_until_held_up(sit):
    """Until the other transaction waits for this one."""
    with sit.world.keeper() as session:
        for _ in range(200):
            held = session.scalar(text("select count(*) from pg_locks where not granted"))
            if held:
                return
            sleep(0.01)
    raise AssertionError("nobody waits")
