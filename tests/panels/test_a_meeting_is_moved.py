"""A meeting that cannot be held on its day is moved: its agenda and what agencies told stay as they are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.notifications.models import Notice
from coordination.panels.commands.moving import move
from coordination.panels.queries.mine import my_updates
from coordination.queues.models import Clock, Task
from tests.machines.test_the_sweep import as_machines, as_pages, work_off
from tests.panels import meetings
from tests.panels.meetings import listed, once, sitting
from workflows.local_time import LONDON, day_of, local


@pytest.fixture
def sit(world: Any, clock_at: Any) -> meetings.Sitting:
    """Two cases on a published agenda for Monday 23 November; probation has told what is new of the first."""
    clock_at("2026-11-16T09:30")
    made = sitting(world)
    for place in range(2):
        listed(made, 40 + place, surname=f"Moved{'ab'[place]}")
    made.plan()
    made.publish()
    made.tells(made.deputy, made.cases[0], "Zq is told already.")
    return made


def moves(sit: meetings.Sitting, to: str, place: str = "Town hall and by video", **more: Any) -> None:
    with writing(sit.chair) as session:
        move(
            session, sit.chair, sit.meeting, starts_at=datetime.fromisoformat(to).replace(tzinfo=LONDON), place=place,
            seen=more.get("seen", sit.row().version), once=once(),
        )  # fmt: skip


def owed(sit: meetings.Sitting, worker: Any) -> dict[str, tuple[Any, Any, Any]]:
    """By case: the day on the agency's own list, that of its queue, and that of the reminder."""
    with reading(worker) as session:
        days = {one.case_reference: one.due_at for one in my_updates(session, worker)}
    with sit.world.keeper() as session:
        found = session.execute(
            select(Task.reference, Task.case_reference, Task.due_at, Clock.due_at)
            .join(Clock, Clock.id == Task.clock_id)
            .where(Task.asks.like("Tell the%"), Task.done_at.is_(None), Task.team_id.in_(worker.team_ids))
        ).all()
    ours = {story.reference for story in sit.cases} & set(days)
    return {row[1]: (days[row[1]], row[2], row[3]) for row in found if row[1] in ours}


def test_what_was_told_stays_and_the_rest_is_owed_by_the_new_day(sit, database, does_jobs_here):
    second = sit.cases[1].reference
    before = owed(sit, sit.deputy)
    assert set(before) == {second}
    order = [one.case_reference for one in sit.seen_by(sit.chair).listed]
    moves(sit, "2026-11-30T14:00", "Room 4")
    meeting = sit.row()
    assert (meeting.starts_at, meeting.place) == (datetime(2026, 11, 30, 14, tzinfo=LONDON), "Room 4")
    after = owed(sit, sit.deputy)[second]
    assert {day_of(one) for one in after} == {day_of(meeting.updates_due_at)} and after > before[second]
    assert len(set(after)) == 1
    assert [one.case_reference for one in sit.seen_by(sit.chair).listed] == order
    told = next(one for one in sit.item(sit.cases[0]).updates if one.body)
    assert (told.body, told.late) == ("Zq is told already.", False)
    as_machines(database)
    work_off(sit.world)
    as_pages(database)
    with sit.world.keeper() as session:
        notices = select(Notice.sentence).where(Notice.worker_id == sit.housing.id)
        said = session.scalars(notices).all()
        assert any("meets at another time or place: 2pm on Monday 30 November 2026" in one for one in said), said


def test_moved_to_tomorrow_nobody_is_late_before_they_hear_of_it(sit):
    moves(sit, "2026-11-17T09:00")
    (days,) = owed(sit, sit.deputy).values()
    assert len(set(days)) == 1 and days[0] >= clock.now()


def test_who_was_second_is_told_and_what_makes_no_sense_is_refused(sit, browser_of):
    seen = sit.row().version
    with pytest.raises(Invalid, match="already"):
        moves(sit, local(sit.row().starts_at).strftime("%Y-%m-%dT%H:%M"))
    with pytest.raises(Invalid, match="still to come"):
        moves(sit, "2026-11-13T10:00")
    moves(sit, "2026-11-24T10:00")
    with pytest.raises(MovedOn):
        moves(sit, "2026-11-25T10:00", seen=seen)
    page = f"/panels/meetings/{sit.meeting}"
    assert browser_of(sit.housing).get(f"{page}/move").status_code == 403
    sit.begin()
    with pytest.raises(NotAllowed, match="has been opened"):
        moves(sit, "2026-11-26T10:00")
    assert "Move the meeting" not in browser_of(sit.chair).get(page).text


def test_the_page_asks_when_and_where_and_says_what_is_missing(sit, browser_of):
    client, page = browser_of(sit.chair), f"/panels/meetings/{sit.meeting}"
    assert f"{page}/move" in client.get(page).text
    assert "If it is held today instead" in client.get(f"{page}/live").text
    asked = client.get(f"{page}/move").text
    assert 'value="Town hall and by video"' in asked and 'value="23"' in asked
    sent = {"once": once(), "seen": sit.row().version, "move": "move", "place": ""}
    empty = client.post(f"{page}/move", data=sent)
    assert empty.status_code == 422 and "Enter where it meets." in empty.text
    day = {"starts_at-day": "1", "starts_at-month": "12", "starts_at-year": "2026", "starts_at-time": "10:30"}
    assert client.post(f"{page}/move", data={**sent, **day, "place": "By video"}).status_code == 303
    assert "Tuesday 1 December 2026" in client.get(page).text
