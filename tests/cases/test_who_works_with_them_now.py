"""Another key worker is named: the one before leaves with all that they read, and leaves nothing undone behind."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination.cases.commands.moving import make_move
from coordination.cases.models import CaseFile, Participant
from coordination.db import writing
from coordination.errors import NotVisible
from coordination.queues.models import Task
from tests.cases import stories
from tests.cases.test_edge_cases import seen_by
from tests.panels import meetings


def named_on(story, reference=None):
    """Who is named for the case at this moment, and for which position."""
    with story.world.keeper() as session:
        rows = (
            select(Participant.position, Participant.holder)
            .join(CaseFile, CaseFile.id == Participant.case_id)
            .where(
                CaseFile.reference == (reference or story.reference),
                Participant.holder_kind == "worker",
                Participant.until_at.is_(None),
            )
        )
        return {(position, holder) for position, holder in session.execute(rows)}


def held(story):
    """Who has which open task by name."""
    with story.world.keeper() as session:
        rows = select(Task.kind, Task.holder_id).where(Task.case_id == story.case_id, Task.done_at.is_(None))
        return {row.kind: row.holder_id for row in session.execute(rows)}


def test_the_earlier_key_worker_leaves_the_case_and_their_work_goes_to_the_new_one(world, browser_of):
    story = stories.accepted(world, date(2026, 12, 15))
    earlier = story.others["key-worker"]
    later = story.key_worker("Lee Example")
    assert named_on(story) == {("key-worker", later.id)}
    with pytest.raises(NotVisible):
        seen_by(earlier, story)
    found = held(story)
    assert (found["pre-release-contact"], found["book-appointment"]) == (later.id, later.id)
    assert "Meet them before release" in browser_of(later).get(f"/cases/{story.reference}").text
    page = browser_of(story.spoc).get(f"/cases/{story.reference}/moves/change_key_worker").text
    assert "until now leaves the case" in page


def test_who_is_of_the_team_goes_on_reading_as_one_of_it_and_has_no_work_of_a_key_worker(world):
    story = stories.referred(world, date(2026, 12, 15))
    story.move(story.spoc, "accept")
    story.move(story.spoc, "name_key_worker", key_worker=story.spoc.reference)
    assert held(story)["book-appointment"] == story.spoc.id
    later = world.worker(stories.RECOVERY, name="Lee Example")
    story.move(story.spoc, "change_key_worker", key_worker=later.reference)
    assert named_on(story) == {("key-worker", later.id)}
    assert held(story)["book-appointment"] == later.id
    assert "spoc" in seen_by(story.spoc, story).now.positions


def test_the_key_worker_who_is_named_again_stays(world):
    story = stories.accepted(world, date(2026, 12, 15))
    same = story.others["key-worker"]
    story.move(story.spoc, "change_key_worker", key_worker=same.reference)
    assert named_on(story) == {("key-worker", same.id)}
    assert held(story)["book-appointment"] == same.id


def test_after_a_recall_the_panel_does_not_read_of_a_release_that_nobody_listed_and_one_key_worker_is_left(
    world, clock_at
):
    clock_at("2026-11-18T10:30")
    sit = meetings.sitting(world)
    story = sit.lists(stories.accepted(world, date(2026, 11, 20)))
    sit.plan(7)
    sit.publish()
    clock_at("2026-11-20T12:00")
    spoc = world.sign_in(story.spoc.id)
    story.move(spoc, "confirm_release", actual_release="2026-11-20T10:00", naloxone="yes")
    recalled = story.move(spoc, "record_recall", returned_on="2026-11-20")
    first = story.others["key-worker"]
    assert named_on(story, recalled.linked_reference) == {("key-worker", first.id)}, "no member of the panel"
    assert sit.item(story).closed_on is not None, "the agenda says that there is nothing left to decide"
    later = world.worker(stories.RECOVERY, name="Lee Example")
    with writing(spoc) as session:
        make_move(session, spoc, recalled.linked_reference, "name_key_worker", {"key_worker": later.reference},
                  once=uuid4().hex)  # fmt: skip
    assert named_on(story, recalled.linked_reference) == {("key-worker", later.id)}
