"""What nobody plans for: a case is closed, a day moves, somebody leaves, it strikes twelve, minutes are put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from coordination import clock, db
from coordination.audit.models import Event
from coordination.cases.commands.protecting import shut_out
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn
from coordination.identity.models import Worker
from coordination.panels.commands import attending, minuting, planning, running
from coordination.panels.commands.deciding import declare_interest
from coordination.panels.commands.members import give_seat
from coordination.panels.commands.running import CLOSED_BEFORE
from coordination.panels.queries.closing import closing
from coordination.panels.queries.minutes import MinutesShown, minutes
from coordination.panels.queries.ranking import candidates
from coordination.panels.queries.seats import get_meeting, get_panel, table_of
from tests.cases import stories
from tests.panels import meetings
from tests.panels.meetings import PANEL, listed, once, sitting


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-11-16T09:45"):
        yield


@pytest.fixture(scope="module")
def panel(world: Any) -> meetings.Sitting:
    """A panel without any case yet."""
    with clock.at("2026-11-16T09:40"):
        return sitting(world)


@pytest.fixture
def sit(panel: meetings.Sitting) -> Iterator[meetings.Sitting]:
    """A published agenda with two cases of this test's own first; those of other tests are closed by now."""
    panel.cases.clear()
    listed(panel, 20, surname="Examplea")
    listed(panel, 24, surname="Exampleb")
    panel.plan(2)
    panel.publish()
    yield panel
    row = panel.row()
    if row.began_at is not None and row.ended_at is None:
        panel.end()
    for story in panel.cases:
        if (story.stage() or "").startswith("closed"):
            continue
        dies(story)


def dies(story: stories.Story) -> None:
    day = clock.today().isoformat()
    story.move(story.spoc, "record_death", died_on=day, death_told_by="The hospital (example)")


def read_by(sit: meetings.Sitting, worker: Any, meeting: str, revision: int | None = None) -> MinutesShown:
    with reading(worker) as session:
        found = minutes(session, get_meeting(session, meeting), revision)
    assert found is not None
    return found


def words(found: MinutesShown, story: stories.Story) -> str:
    return " ".join(f"{label} {said}" for one in found.cases if one.reference == story.reference
                    for label, said in one.rows)  # fmt: skip


def makes_minutes(sit: meetings.Sitting, worker: Any, note: str = "", seen: int = 0) -> None:
    with writing(worker) as session:
        minuting.make_minutes(session, worker, sit.meeting, note=note, seen=seen, once=once())


def test_a_case_that_is_closed_before_the_meeting_is_not_decided_and_does_not_come_again(sit, browser_of):
    dead, alive = sit.cases
    dies(dead)
    sit.begin(sit.deputy, sit.housing)
    assert sit.item(alive).on_table, "the first that is still open"
    item = sit.item(dead)
    assert item.closed_on == clock.today()
    with pytest.raises(Invalid, match="closed on .*nothing left to decide"):
        sit.decide(dead, "deferred")
    with pytest.raises(Invalid, match="nothing left to decide"):
        sit.act(dead, sit.housing, "Find a room", clock.today() + timedelta(days=2))
    page = browser_of(sit.chair).get(f"/panels/meetings/{sit.meeting}/items/{item.reference}").text
    assert "nothing left to decide" in page and 'name="decide"' not in page
    with reading(sit.chair) as session:
        meeting = get_meeting(session, sit.meeting)
        left = closing(session, sit.chair, table_of(session, sit.chair, meeting), meeting)
    assert dead.reference not in [one.case_reference for one in left.undecided]
    sit.end()
    assert sit.item(dead).put_off_because == CLOSED_BEFORE
    sit.plan(9)
    assert dead.reference not in [one.case_reference for one in sit.seen_by(sit.chair).items]


def test_a_day_that_moves_before_the_meeting_is_counted_anew_and_the_chair_is_told(sit, browser_of):
    story = sit.cases[0]
    page = f"/panels/meetings/{sit.meeting}"
    assert "A date has moved" not in browser_of(sit.chair).get(page).text
    story.move(
        story.spoc, "change_release_date", release_date_kind="confirmed", release_date_source="prison",
        release_date_confidence="confirmed", planned_release_date=(clock.today() + timedelta(days=1)).isoformat(),
    )  # fmt: skip
    assert sit.item(story).reasons == ("1 day after release on the day of the meeting",)
    assert "A date has moved" in browser_of(sit.chair).get(page).text
    assert "A date has moved" not in browser_of(sit.housing).get(page).text
    with writing(sit.chair) as session:
        planning.fill(session, sit.chair, sit.meeting, sit.row().version)
    assert "A date has moved" not in browser_of(sit.chair).get(page).text


def test_a_review_is_on_a_working_day_and_brings_the_case_back_by_itself(sit):
    story, other = sit.cases
    sit.begin(sit.deputy, sit.housing)
    for day, why in ((date(2026, 12, 25), "is a bank holiday. The next working day is Tuesday 29 December 2026"),
                     (date(2026, 12, 5), "is at a weekend. The next working day is Monday 7 December 2026"),
                     (date(2026, 11, 16), "still to come")):  # fmt: skip
        with pytest.raises(Invalid, match=why):
            sit.decide(story, review_on=day)
    sit.decide(story, review_on=date(2026, 12, 7))
    sit.decide(other)
    sit.end()

    def waits(day: date) -> dict[str, str]:
        with reading(sit.chair) as session:
            table = get_panel(session, sit.chair, PANEL)
            return {one.reference: one.because for one in candidates(session, table.panel, table.kind, day)}

    assert waits(date(2026, 12, 6)) == {}
    assert waits(date(2026, 12, 7)) == {story.reference: "again"}


def test_whoever_is_shut_out_of_a_case_finds_it_on_no_page_of_the_panel(sit, browser_of):
    story = sit.cases[0]
    with writing(story.spoc) as session:
        shut_out(session, story.spoc, story.reference, sit.deputy.reference, "Knows them.", once=uuid4().hex)
    assert story.reference not in [one.case_reference for one in sit.seen_by(sit.deputy).items]
    assert sit.seen_by(sit.deputy).hidden == 1
    sit.begin(sit.deputy, sit.housing)
    client = browser_of(sit.deputy)
    for page in ("", "/board", "/live"):
        assert story.reference not in client.get(f"/panels/meetings/{sit.meeting}{page}").text
    with reading(sit.deputy) as session:
        table = get_panel(session, sit.deputy, PANEL)
        found = candidates(session, table.panel, table.kind, clock.today())
    assert story.reference not in [one.reference for one in found]


def test_a_protected_address_is_never_on_the_screen_of_the_meeting(sit, browser_of):
    hidden = {"domestic_abuse": ["harmed"], "protected_address": "1 Hidden Lane"}
    story = listed(sit, 12, surname="Safe", **hidden)
    with writing(sit.chair) as session:
        planning.fill(session, sit.chair, sit.meeting, sit.row().version)
    sit.begin(sit.deputy, sit.housing)
    item = sit.item(story)
    for who in (sit.chair, sit.deputy, sit.housing):
        page = browser_of(who).get(f"/panels/meetings/{sit.meeting}/items/{item.reference}").text
        assert story.reference in page and "Hidden Lane" not in page
    sit.decide(story)
    sit.end()
    makes_minutes(sit, sit.chair)
    assert "Hidden Lane" not in words(read_by(sit, sit.chair, sit.meeting), story)


def test_a_meeting_over_midnight_is_one_meeting(sit):
    first, second = sit.cases
    with clock.at("2026-11-18T23:30"):
        sit.begin(sit.deputy, sit.housing)
        sit.decide(first)
    with clock.at("2026-11-19T00:20"):
        sit.decide(second)
        sit.act(second, sit.housing, "Find a room", date(2026, 11, 19))
        sit.end()
        makes_minutes(sit, sit.chair)
    found = read_by(sit, sit.chair, sit.meeting)
    assert dict(found.general)["Length"] == "50 minutes"
    assert "Talked about for 50 minutes" in words(found, second)
    assert "by Thursday 19 November 2026" in words(found, second)


def test_a_stand_in_chairs_where_neither_chair_nor_deputy_can_come(sit, world):
    administrator = world.worker(stories.CONTACT, "administrator", name="Ada Administrator")
    stand_in = world.worker(stories.CONTACT, "frontline", "panel", name="Stan Standin")
    with writing(administrator) as session:
        give_seat(session, administrator, PANEL, stand_in.reference, "deputy", once=once())
    sit.begin(by=stand_in)
    assert sit.row().chaired_by_id == stand_in.id
    with writing(stand_in) as session:
        running.end(session, stand_in, sit.meeting, once=once())
    sit.unseats(stand_in)


def test_whose_account_is_closed_cannot_be_at_the_table(sit, world, browser_of):
    gone = world.worker("hav-housing-options", "frontline", "panel", name="Gus Gone")
    sit.seats(gone)
    with world.keeper() as session:
        session.scalars(select(Worker).where(Worker.id == gone.id)).one().suspended_at = clock.now()
    sit.begin(sit.deputy)
    with pytest.raises(Invalid, match="does not work for .* any more"), writing(sit.chair) as session:
        attending.attend(session, sit.chair, sit.meeting, gone.reference)
    assert "end the seat" in browser_of(sit.chair).get(f"/panels/{PANEL}/members").text
    sit.unseats(gone)


def test_minutes_are_approved_once_and_a_correction_waits_to_be_approved_again(sit, browser_of):
    story = sit.cases[0]
    sit.begin(sit.deputy, sit.housing)
    sit.decide(story)
    sit.end()
    makes_minutes(sit, sit.chair)
    earlier = sit.meeting
    sit.plan(7)
    sit.publish()
    sit.begin(sit.deputy)
    for _ in range(2):
        with writing(sit.chair) as session:
            minuting.approve(session, sit.chair, earlier, revision=1)
    with pytest.raises(MovedOn, match="Cara Chair has approved these minutes already"), writing(sit.deputy) as session:
        minuting.approve(session, sit.deputy, earlier, revision=1)
    with sit.world.keeper() as session:
        told = session.scalars(select(Event).where(Event.kind == "minutes.approved")).all()
    assert len([one for one in told if one.actor_id == sit.chair.id]) == 1
    later, sit.meeting = sit.meeting, earlier
    makes_minutes(sit, sit.chair, note="The town hall, not the library.", seen=1)
    assert read_by(sit, sit.housing, earlier).approved_at is None
    assert read_by(sit, sit.housing, earlier, 1).approved_at is not None
    sit.meeting = later
    assert "wait to be approved" in browser_of(sit.chair).get(f"/panels/meetings/{later}/live").text


def test_a_revision_keeps_what_its_writer_may_not_read_and_nothing_of_later_meetings(sit, world):
    story, known = sit.cases
    with writing(sit.chair) as session:
        declare_interest(session, sit.chair, sit.meeting, sit.item(known).reference, once=once())
    sit.begin(sit.deputy, sit.housing)
    sit.act(story, sit.housing, "Find a room", clock.today() + timedelta(days=2))
    sit.decide(story)
    sit.decide(known, by=sit.deputy, reason="The deputy decided this.")
    sit.end()
    makes_minutes(sit, sit.chair)
    first = read_by(sit, sit.deputy, sit.meeting)
    assert [one.reference for one in first.cases] == [story.reference]
    earlier = sit.meeting
    sit.plan(7)
    sit.publish()
    sit.begin(sit.deputy)
    sit.act(story, sit.housing, "Given at the later meeting", clock.today() + timedelta(days=9))
    later, sit.meeting = sit.meeting, earlier
    makes_minutes(sit, sit.deputy, note="The case of which the chair stepped aside.", seen=1)
    assert words(read_by(sit, sit.chair, earlier), story) == words(read_by(sit, sit.chair, earlier, 1), story)
    assert "Given at the later meeting" not in words(read_by(sit, sit.deputy, earlier), story)
    assert "The deputy decided this." in words(read_by(sit, sit.deputy, earlier), known)
    makes_minutes(sit, sit.chair, note="A name was spelt wrong.", seen=2)
    assert "The deputy decided this." in words(read_by(sit, sit.deputy, earlier), known), "the chair cannot read it"
    assert known.reference not in [one.reference for one in read_by(sit, sit.chair, earlier).cases]
    sit.meeting = later


def test_an_agenda_asks_as_many_statements_for_many_cases_as_for_one(sit, browser_of):
    def asked() -> tuple[int, int]:
        heard: list[str] = []

        def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            heard.append(statement)

        event.listen(db.engine(), "before_cursor_execute", hear)
        try:
            with reading(sit.chair) as session:
                table = get_panel(session, sit.chair, PANEL)
                before = len(heard)
                found = candidates(session, table.panel, table.kind, clock.today())
            weighing = len(heard) - before
            sit.seen_by(sit.chair)
        finally:
            event.remove(db.engine(), "before_cursor_execute", hear)
        assert len(found) >= len(sit.cases)
        return weighing, len(heard)

    few = asked()
    for place in range(2):
        listed(sit, 30 + place, surname=f"More{'ab'[place]}")
    with writing(sit.chair) as session:
        assert planning.fill(session, sit.chair, sit.meeting, sit.row().version) >= 2
    assert asked() == few
    assert few[0] == 4
