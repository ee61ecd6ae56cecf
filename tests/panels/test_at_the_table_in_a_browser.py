"""The page of a meeting while it goes on: others press and write, and nobody at the table loses their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coordination import clock
from coordination.access import SignedIn
from coordination.db import writing
from coordination.panels.commands.attending import leave_table
from coordination.web.assets import missing
from tests.panels import meetings
from tests.panels.meetings import listed, sitting
from tests.plain_client import app_for

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")
AT = "2026-11-23T09:30"


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(AT):
        yield


@pytest.fixture(scope="module")
def sit(world: Any) -> meetings.Sitting:
    """A published agenda with two cases; the meeting is not open yet."""
    with clock.at(clock.as_moment(AT) - timedelta(days=7)):
        made = sitting(world)
        for days in (15, 16):
            listed(made, days)
        made.plan(7)
    with clock.at(AT):
        made.publish()
    return made


@pytest.fixture
def opened(sit: meetings.Sitting, browser: Any, database: Any, served: Any, ears: Any) -> Iterator[Callable[..., Page]]:
    """The page of the meeting as somebody has it open."""
    at = served(app_for(database))
    contexts = []

    def open_page(worker: SignedIn) -> Page:
        context = browser.new_context(base_url=at, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        token = sit.world.sign_in(worker.id).token
        context.add_cookies([{"name": "coordination_session", "value": token, "url": at}])
        page = context.new_page()
        page.goto(f"/panels/meetings/{sit.meeting}/live")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_whoever_works_by_keyboard_stays_where_they_were_while_others_press(
    sit: meetings.Sitting, opened: Callable[..., Page]
) -> None:
    page = opened(sit.housing)
    second = page.locator(".meeting__items a").nth(1)
    second.focus()
    sit.begin(sit.deputy)
    expect(page.get_by_text("No quorum")).to_be_visible()
    expect(second).to_be_focused()

    came = page.get_by_role("button", name="I am here, and I accept this statement")
    came.focus()
    with writing(sit.deputy) as session:
        leave_table(session, sit.deputy, sit.meeting)
    expect(page.locator(".at-table")).to_contain_text("Left")
    expect(came).to_be_focused()


def test_each_rating_of_a_case_can_be_read(sit: meetings.Sitting, opened: Callable[..., Page]) -> None:
    if sit.row().began_at is None:
        sit.begin()
    page = opened(sit.chair)
    labels = page.locator(".ratings .govuk-radios__label")
    expect(labels.first).to_be_visible()
    for number, label in enumerate(labels.all()):
        lines = label.evaluate("one => one.getClientRects()[0].height / parseFloat(getComputedStyle(one).lineHeight)")
        assert lines < 2, f"{label.inner_text()} ({number}) is broken into {lines:.0f} lines"
