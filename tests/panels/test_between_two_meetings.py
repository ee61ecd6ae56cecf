"""Between two meetings: the panel is done with a case, somebody dies or leaves their job, and whoever owes an action
has to know what it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from coordination import clock
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn
from coordination.identity.commands.workers import suspend
from coordination.panels.commands import minuting, planning
from coordination.panels.commands.running import FINISHED_BEFORE
from coordination.panels.commands.taking_off import FINISHED, put_back, take_off
from coordination.panels.queries.figures import figures
from coordination.panels.queries.mine import my_updates
from coordination.panels.queries.minutes import minutes
from coordination.panels.queries.seats import get_meeting, get_panel
from tests.cases import stories
from tests.panels import meetings
from tests.panels.meetings import PANEL, listed, once, sitting


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-11-16T09:45"):
        yield


@pytest.fixture(scope="module")
def panel(world: Any) -> meetings.Sitting:
    with clock.at("2026-11-16T09:40"):
        return sitting(world)


@pytest.fixture
def sit(panel: meetings.Sitting) -> Iterator[meetings.Sitting]:
    """Two meetings whose agendas are published, with the same two cases on both; the first of them is looked at."""
    panel.cases.clear()
    listed(panel, 20, surname="Examplea")
    listed(panel, 24, surname="Exampleb")
    first = panel.plan(2)
    panel.publish()
    later = panel.plan(16)
    panel.publish()
    panel.meeting, panel.later = first, later  # type: ignore[attr-defined]
    yield panel
    for reference in (first, later):
        panel.meeting = reference
        row = panel.row()
        if row.began_at is not None and row.ended_at is None:
            panel.end()
    for story in panel.cases:
        if not (story.stage() or "").startswith("closed"):
            dies(story)


def dies(story: stories.Story) -> None:
    day = clock.today().isoformat()
    story.move(story.spoc, "record_death", died_on=day, death_told_by="The hospital (example)")


def owed(worker: Any) -> list[tuple[str, str]]:
    with reading(worker) as session:
        return sorted((one.case_reference, one.panel) for one in my_updates(session, worker))


def fills(sit: meetings.Sitting) -> None:
    with writing(sit.chair) as session:
        planning.fill(session, sit.chair, sit.meeting, sit.row().version)


def test_a_case_that_the_panel_is_done_with_waits_at_no_later_meeting(sit, browser_of):
    done, waits = sit.cases
    sit.begin(sit.deputy, sit.housing)
    sit.decide(done, "engaged")
    sit.decide(waits)
    sit.end()
    sit.meeting = sit.later
    name = "Havering resettlement panel"
    assert owed(sit.housing) == [(waits.reference, name)], "nobody owes an update about a case that is off the list"
    page = f"/panels/meetings/{sit.meeting}"
    agenda = browser_of(sit.chair).get(page).text
    assert "Off the panel’s list since Monday 16 November 2026" in agenda
    assert "About 6 of 90 minutes" in agenda, "only the other takes time"
    assert name in browser_of(sit.housing).get("/panels").text
    sit.begin(sit.deputy, sit.housing)
    assert sit.item(waits).on_table and sit.item(done).is_over
    item = sit.item(done)
    shown = browser_of(sit.chair).get(f"{page}/items/{item.reference}").text
    assert "off the panel’s list since" in shown and 'name="decide"' not in shown
    for decision in ("plan-agreed", "deferred"):
        with pytest.raises(Invalid, match="off the panel’s list since Monday 16 November 2026"):
            sit.decide(done, decision)
    sit.decide(waits)
    left = browser_of(sit.chair).get(f"{page}/close").text
    assert done.reference not in left
    sit.end()
    assert sit.item(done).put_off_because == FINISHED_BEFORE
    sit.plan(30)
    assert done.reference not in [one.case_reference for one in sit.seen_by(sit.chair).items]


def test_what_leaves_the_list_on_the_page_of_the_case_is_seen_when_the_agenda_is_brought_up_to_date(sit):
    off, _ = sit.cases
    sit.meeting = sit.later
    before = owed(sit.housing)
    off.move(off.spoc, "finish_at_panel", panel_finished_reason="engaged")
    fills(sit)
    mine = [reference for reference, _ in owed(sit.housing)]
    assert mine.count(off.reference) == [reference for reference, _ in before].count(off.reference) - 1
    off.move(off.spoc, "list_again")
    fills(sit)
    assert owed(sit.housing) == before, "it is on the list again, and so it is asked again"
    with writing(sit.chair) as session:
        take_off(session, sit.chair, sit.meeting, sit.item(off).reference, sit.row().version)
    off.move(off.spoc, "finish_at_panel", panel_finished_reason="engaged")
    with writing(sit.chair) as session, pytest.raises(Invalid, match=FINISHED):
        put_back(session, sit.chair, sit.meeting, sit.item(off).reference, sit.row().version)


def test_what_nobody_did_because_somebody_died_is_never_said_to_be_done(sit, browser_of):
    dead, alive = sit.cases
    with reading(sit.chair) as session:
        before = figures(session, get_panel(session, sit.chair, PANEL))
    sit.begin(sit.deputy, sit.housing)
    due = clock.today() + timedelta(days=9)
    sit.act(dead, sit.housing, "Find a room", due)
    sit.decide(dead, "plan-agreed-with-actions")
    sit.decide(alive)
    sit.end()
    dies(dead)
    with writing(sit.chair) as session:
        minuting.make_minutes(session, sit.chair, sit.meeting, note="", seen=0, once=once())
    with reading(sit.chair) as session:
        found = minutes(session, get_meeting(session, sit.meeting))
        after = figures(session, get_panel(session, sit.chair, PANEL))
    assert found is not None
    said = " ".join(text for one in found.cases if one.reference == dead.reference for _, text in one.rows)
    assert "Find a room" in said and "No longer needed." in said and "Done." not in said
    assert (after.in_time, after.late_done) == (before.in_time, before.late_done), "nobody did it"
    assert after.not_needed == before.not_needed + 1
    assert "ended with the case before anybody did" in browser_of(sit.chair).get(f"/panels/{PANEL}/figures").text


def test_on_the_page_of_somebody_who_has_died_no_step_of_a_panel_is_offered(sit, browser_of):
    dead, _ = sit.cases
    sit.begin(sit.deputy, sit.housing)
    sit.decide(dead)
    dies(dead)
    page = browser_of(dead.spoc).get(f"/cases/{dead.reference}").text
    assert "/moves/record_panel_review" not in page and "/moves/finish_at_panel" not in page
    assert "/moves/list_again" not in page
    with pytest.raises(MovedOn, match="no panel looks at it any more"):
        dead.move(dead.spoc, "list_again")


def test_nothing_urges_anybody_on_about_somebody_who_has_died(sit, browser_of):
    dead, alive = sit.cases
    sit.tells(sit.housing, alive, "A room is found.")
    dies(dead)
    page = browser_of(sit.chair).get(f"/panels/meetings/{sit.meeting}").text
    item = page[page.index(f'id="item-{sit.item(dead).reference}"') :].split("</li>\n<li", 1)[0].split("</ol>", 1)[0]
    assert "to release" not in item and "Name no longer shown" in item and "No name shared with you" not in item
    assert "What agencies told (0 of 4)" in item, "nobody told anything, and it is not said that they did"
    assert f"{len(sit.item(alive).updates) - 1} updates missing" in page, "of the other case alone"


def test_days_are_counted_to_the_day_on_which_a_late_meeting_is_held(sit):
    story, _ = sit.cases
    assert "18 days to release" in " ".join(sit.item(story).reasons)
    with clock.at("2026-12-01T10:00"):
        assert "5 days to release" in " ".join(sit.item(story).reasons), "the meeting of 18 November was never opened"
        fills(sit)
        assert not sit.seen_by(sit.chair).moved


def test_whoever_has_an_action_reads_what_it_is_without_sitting_on_the_panel(sit, browser_of):
    story, _ = sit.cases
    key_worker = story.others["key-worker"]
    sit.begin(sit.deputy, sit.housing)
    due = clock.today() + timedelta(days=3)
    sit.act(story, key_worker, "Ring the hostel about a room", due)
    sit.act(story, key_worker, "Ask for the prescription", due)
    page = browser_of(key_worker).get(f"/cases/{story.reference}").text
    mine = page[page.index("What is asked of you") :]
    mine = mine[: mine.index("</section>")]
    assert "Ring the hostel about a room" in mine and "Ask for the prescription" in mine
    beside = page[page.index("What panels decided") :]
    assert "Ring the hostel about a room" in beside


def test_an_action_whose_owner_has_left_is_said_to_be_with_nobody(sit, world, browser_of):
    story, _ = sit.cases
    key_worker = story.others["key-worker"]
    sit.begin(sit.deputy, sit.housing)
    sit.act(story, key_worker, "Ring the hostel about a room", clock.today() + timedelta(days=3))
    sit.decide(story, "plan-agreed-with-actions")
    assert "Nobody has it now" not in browser_of(sit.chair).get(f"/panels/meetings/{sit.later}").text
    administrator = world.worker(stories.RECOVERY, "administrator", name="Ada Administrator")
    with writing(administrator) as session:
        suspend(session, administrator.agency_id, key_worker.id)
    page = browser_of(sit.chair).get(f"/panels/meetings/{sit.later}").text
    assert "Nobody has it now: it waits in their team’s queue." in page
