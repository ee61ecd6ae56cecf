"""A panel in a real browser, from the agenda to approved minutes: by keyboard alone, and again without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from coordination import clock, db
from coordination.jobs.models import OutboxRow
from coordination.panels.models import Meeting
from coordination.worker.running import run
from tests.browser import PICTURES
from tests.panels import meetings
from tests.panels.meetings import PANEL, listed, sitting
from tests.plain_client import app_for

AT = "2026-11-23T09:30"


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(AT):
        yield


@pytest.fixture(scope="module")
def panel(world: Any) -> meetings.Sitting:
    """A panel with people on it and no case."""
    with clock.at("2026-11-16T09:00"):
        return sitting(world)


@pytest.fixture
def sit(panel: meetings.Sitting, how_many: Any) -> meetings.Sitting:
    """So many cases that wait for the panel, and a meeting of which nothing is published."""
    panel.cases.clear()
    with clock.at("2026-11-16T09:30"):
        for place in range(how_many(1, 12)):
            listed(panel, 15 + place, surname=f"Example{'abcdefghijkl'[place]}")
        panel.plan(7)
    return panel


class Desk:
    """A browser in which somebody works by keys alone, or by clicks where there is no JavaScript."""

    def __init__(self, page: Any, at: str, barriers: Callable[[Any], list[str]] | None, *, long: bool) -> None:
        self.page, self.at, self.barriers, self.long = page, at, barriers, long

    def go(self, path: str) -> None:
        self.page.goto(self.at + path)

    def press(self, selector: str) -> None:
        """Press a button or follow a link."""
        if self.barriers is None:
            with self.page.expect_navigation():
                self.page.locator(selector).first.click()
        else:
            self._reach(selector)
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """Choose one of several radios."""
        wanted = f"input[name={name}][value={value}]"
        if self.barriers is None:
            self.page.locator(wanted).check()
            return
        self._reach(f"input[name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(12):
            if self.page.evaluate("wanted => document.querySelector(wanted).checked", wanted):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{wanted} cannot be chosen by keys")

    def bring(self, item: str) -> None:
        """Bring a case onto the table, unless it lies there."""
        self.press(f".meeting__items a[href$='/{item}']")
        if self.page.locator("button[name=show]").count():
            self.press("button[name=show]")

    def write(self, name: str, words: str) -> None:
        """Write into a field, or choose from a list by its first letters."""
        selector = f"[name='{name}']"
        if self.barriers is None:
            field = self.page.locator(selector)
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(label=field.locator("option", has_text=words).first.inner_text())
            else:
                field.fill(words)
            return
        self._reach(selector)
        self.page.keyboard.type(words)

    def look(self, name: str, *, always: bool = False) -> None:
        """Nothing stands in anybody's way here. What axe finds is asked of the fullest pages, in a long run of all."""
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            if PICTURES:
                self.page.screenshot(path=Path(PICTURES) / f"{name}_{width}.png", full_page=True)
            if self.barriers is not None:
                if width == 1280 and (always or self.long):
                    assert self.barriers(self.page) == [], name
                assert self.page.evaluate("document.documentElement.scrollWidth") <= width, name
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def _reach(self, selector: str) -> None:
        for _ in range(300):
            if self.page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached with the Tab key")


@pytest.fixture(params=["by keyboard alone", "without JavaScript"])
def desk(
    request: Any, sit: meetings.Sitting, browser: Any, database: Any, served: Any, barriers: Any, how_many: Any
) -> Iterator[Desk]:
    keys = request.param == "by keyboard alone"
    at = served(app_for(database))
    context = browser.new_context(java_script_enabled=keys, viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [
            {
                "name": "coordination_session",
                "value": sit.world.sign_in(sit.chair.id).token,
                "domain": urlsplit(at).hostname,
                "path": "/",
            }
        ]
    )
    # a screen that draws itself anew while somebody presses a key is the other test's
    context.add_init_script("delete window.EventSource")
    yield Desk(context.new_page(), at, barriers if keys else None, long=how_many(0, 1) == 1)
    context.close()


def test_from_published_agenda_to_approved_minutes(sit: meetings.Sitting, desk: Desk, does_jobs_here: None) -> None:
    desk.go("/panels")
    desk.look("panels")
    desk.press(f"a[href='/panels/{PANEL}']")
    desk.look("panel")
    desk.go(f"/panels/meetings/{sit.meeting}")
    desk.press("button[name=publish]")
    desk.look("agenda", always=True)
    for story in sit.cases:
        sit.tells(sit.deputy, story, "The licence is agreed.")
    desk.go(f"/panels/meetings/{sit.meeting}/board")
    desk.look("board", always=True)
    desk.go(f"/panels/meetings/{sit.meeting}/live")
    desk.press("button[name=begin]")
    for one in (sit.deputy, sit.housing):
        desk.press(f"form:has(input[name=item][value='{one.reference}']) button[name=came]")
    expect(desk.page.locator("body")).to_contain_text("Quorum reached")
    desk.look("meeting")
    due = clock.today() + timedelta(days=4)
    for place, story in enumerate(sit.cases):
        desk.go(f"/panels/meetings/{sit.meeting}/live")
        # somebody of an earlier meeting, whose action is not done yet, may come first
        desk.bring(sit.item(story).reference)
        if place == 0:
            desk.press("button[name=decide]")
            expect(desk.page.locator("body")).to_contain_text("Select what the panel decided.")
            desk.look("meeting-nothing-given", always=True)
            desk.go(f"/panels/meetings/{sit.meeting}/live")
            desk.write("text", "Find a room")
            desk.write("owner", "Hugo")
            for part, number in (("day", due.day), ("month", due.month), ("year", due.year)):
                desk.write(f"due_on-{part}", str(number))
            desk.press("button[name=act]")
            desk.look("meeting-item")
        desk.choose("decision", "plan-agreed")
        desk.write("reason", "Everything is on its way.")
        for line in ("treatment_gap", "overdose", "housing", "safeguarding", "engagement"):
            desk.choose(f"panel_{line}", "amber")
            desk.write(f"panel_{line}_reason", "It is being arranged.")
        desk.press("button[name=decide]")
        assert "There is a problem" not in desk.page.content()
    desk.press("a[href$='/close']")
    desk.look("close", always=True)
    desk.press("button[name=end]")
    desk.press("button[name=minutes]")
    desk.look("minutes", always=True)
    words = desk.page.inner_text("main")
    assert words.count("Plan agreed") == len(sit.cases)
    assert "Find a room. Hugo Housing" in words
    assert {story.stage("panel") for story in sit.cases} == {"panel_reviewed"}
    desk.press("button[name=paper]")
    expect(desk.page.locator("main")).to_contain_text("Being made")
    waiting = desk.page.url
    desk.page.goto("about:blank")
    do_print(sit)
    desk.page.goto(waiting)
    expect(desk.page.get_by_role("button", name="Open the PDF")).to_have_count(1)
    is_approved_at_the_next(sit, desk)


def is_approved_at_the_next(sit: meetings.Sitting, desk: Desk) -> None:
    """A case that waits brings another meeting about, at which the minutes of this one are approved."""
    listed(sit, 30, surname="Examplez")
    desk.go(f"/panels/{PANEL}")
    day = clock.today() + timedelta(days=7)
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        desk.write(f"starts_at-{part}", str(number))
    desk.write("starts_at-time", "10am")
    desk.write("place", "Town hall")
    desk.press("form:has([name=place]) button")
    desk.press("button[name=publish]")
    desk.press("a[href$='/live']")
    desk.press("button[name=begin]")
    desk.press(".table-bar a[href$='/minutes']")
    desk.press("button[name=approve]")
    expect(desk.page.locator("main")).to_contain_text("Approved by Cara Chair")
    with sit.world.keeper() as session:
        sit.meeting = session.scalars(select(Meeting.reference).where(Meeting.ended_at.is_(None))).one()
    sit.end()


def test_another_screen_learns_that_the_meeting_moved_on(
    sit: meetings.Sitting, browser: Any, database: Any, served: Any, ears: Any
) -> None:
    """A member's screen hears what the chair did, and throws nothing away that somebody is writing."""
    sit.publish()
    at = served(app_for(database))
    context = browser.new_context()
    token = sit.world.sign_in(sit.housing.id).token
    context.add_cookies(
        [{"name": "coordination_session", "value": token, "domain": urlsplit(at).hostname, "path": "/"}]
    )
    page = context.new_page()
    page.goto(f"{at}/panels/meetings/{sit.meeting}/live")
    expect(page.locator("main")).to_contain_text("Not opened yet")
    # far sooner than it would ask by itself while it hears
    sit.begin(sit.deputy)
    expect(page.get_by_text("No quorum")).to_be_visible()
    context.close()


def do_print(sit: meetings.Sitting) -> None:
    with sit.world.keeper() as session:
        waiting = select(OutboxRow.id).where(OutboxRow.job == "print_minutes", OutboxRow.done_at.is_(None))
        row_id = session.scalars(waiting).one()
    db.connect(sit.world.database.url("worker"))
    try:
        run(str(row_id))
    finally:
        db.connect(sit.world.database.url("app"))
