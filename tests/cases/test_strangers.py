"""What somebody who sees the product for the first time stumbles over: finding, being told, whom to ring."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.db import reading
from coordination.identity.models import Team
from coordination.queues.models import Task
from coordination.web.filters import weekday_date
from tests.cases import stories
from workflows.opening_hours import hours_in_words

WEEK = [["09:00:00", "17:00:00"]] * 5 + [["10:00:00", "13:00:00"], None]


def test_a_case_is_found_however_its_reference_was_heard(world, browser_of):
    story = stories.referred(world)
    browser = browser_of(story.spoc)
    for typed in (story.reference.lower(), story.reference.replace("-", " "), story.reference.replace("-", "").lower()):
        assert f'href="/cases/{story.reference}"' in browser.get("/search", query_string={"q": typed}).text, typed


def test_the_case_says_what_was_done_and_nothing_that_was_not(world, browser_of):
    story = stories.referred(world)
    story.move(story.spoc, "accept")
    browser = browser_of(story.spoc)
    sent = browser.post(
        f"/cases/{story.reference}/contact",
        data={"once": uuid4().hex, "how": "call", "outcome": "no-answer", "note": ""},
    )
    assert sent.status_code == 303, sent.text
    assert "The attempt to reach them is written down." in browser.get(sent.location).text
    assert "govuk-notification-banner" not in browser.get(f"/cases/{story.reference}?done=whatever").text


def test_a_key_worker_hands_back_what_waits_for_another_team(world, browser_of):
    story = stories.referred(world)
    story.move(story.spoc, "accept")
    kim = story.key_worker()
    with reading(kim) as session:
        mine = session.execute(
            select(Task.reference, Team.name)
            .join(Team, Team.id == Task.team_id)
            .where(Task.holder_id == kim.id, Task.done_at.is_(None))
        ).first()
    assert mine is not None, "what is the key worker's to do is theirs from the moment they are named"
    sent = browser_of(kim).post(f"/tasks/{mine.reference}/hand-back", data={"once": uuid4().hex})
    assert sent.status_code == 303, sent.text
    assert f">{kim.reference}<" not in browser_of(story.spoc).get(f"/cases/{story.reference}").text, "a name, no code"
    assert f"It waits in the queue of {mine.name}" in browser_of(kim).get(sent.location).text


def test_whoever_takes_part_can_be_rung(world, browser_of):
    story = stories.referred(world)
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").text
    assert 'href="tel:' in page and "Monday" in page and "When they are closed" in page


def test_help_keeps_the_bar_and_names_the_partnership(world, browser_of, app):
    worker = world.worker(stories.PRISON)
    page = browser_of(worker).get("/help").text
    assert 'href="/today"' in page and "Havering partnership office" in page
    assert 'href="/today"' in browser_of(worker).get("/no-such-page").text
    stranger = app.test_client().get("/help").text
    assert "partnership office" not in stranger and 'href="/today"' not in stranger


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (WEEK, "Monday to Friday 9am to 5pm, Saturday 10am to 1pm"),
        ([["00:00:00", "23:59:59.999999"]] * 7, "At any time"),
        ([], ""),
    ],
)
def test_opening_hours_are_said_as_people_say_them(days, said):
    assert hours_in_words(days) == said


def test_a_date_of_another_year_says_its_year():
    assert weekday_date(clock.now()) == "Wed 18 Nov"
    assert weekday_date(clock.now() - timedelta(days=365)) == "Tue 18 Nov 2025"
