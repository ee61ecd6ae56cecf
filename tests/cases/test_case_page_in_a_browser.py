"""The page of a case in a real browser: no accessibility fault that axe can see, at a desk and on a phone."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from coordination.conversation.commands.posting import post
from coordination.conversation.given import ToPost
from coordination.db import writing
from coordination.web.assets import missing
from tests.cases import stories

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def preview(world, clock_at):
    story = stories.referred(world)
    return story, story.spoc


def accepted(world, clock_at):
    story = stories.accepted(world)
    return story, story.spoc


def late(world, clock_at):
    story = stories.referred(world)
    clock_at("2026-11-26T09:00")
    return story, world.sign_in(story.spoc.id)


def ended(world, clock_at):
    clock_at("2026-11-18T09:00")
    story = stories.released(world, date(2026, 11, 18))
    story.move(story.spoc, "record_death", died_on="2026-11-18", death_told_by="The hospital (example)")
    return story, story.spoc


def nothing_shared(world, clock_at):
    story = stories.accepted(world)
    return story, world.worker("hav-probation", name="Pat Example")


STATES = [preview, accepted, late, ended, nothing_shared]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_case_can_be_read_by_anybody(world, app, served, browser, sound, clock_at, state):
    story, worker = state(world, clock_at)
    address = served(app)
    with browser.new_context() as context:
        context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/cases/{story.reference}")
        expect(page.locator("h1")).to_contain_text(story.reference)
        sound(page)
        for section in page.locator("details").all():
            section.evaluate("each => each.open = true")
        sound(page, "all open")


def test_every_page_around_a_case_can_be_read_by_anybody(world, app, served, browser, sound):
    story = stories.accepted(world)
    address = served(app)
    paths = [
        f"/cases/{story.reference}/{path}"
        for path in ("timeline", "moves/set_appointment", "dates/release_date", "appointments/book", "contact",
                     "answers/outward_code/0", "shut-out")
    ]  # fmt: skip
    with browser.new_context() as context:
        context.add_cookies([{"name": "coordination_session", "value": story.spoc.token, "url": address}])
        page = context.new_page()
        for path in [*paths, "/cases", "/search?q=jo"]:
            answer = page.goto(address + path)
            assert answer.status == 200, path
            sound(page, path)


def test_a_word_of_hundreds_of_letters_makes_no_page_wider_than_its_screen(world, app, served, browser):
    """A name, an answer, a message or a person's own name above every page: sideways nothing has to be looked for."""
    endless = "W" * 190
    story = stories.accepted(world, given={"surname": endless, "first_name": endless})
    reader = world.worker(stories.CONTACT, "triage", "team-lead", name=endless)
    with writing(story.spoc) as session:
        post(session, story.spoc, story.reference, ToPost("M" * 5_000), once=uuid4().hex)
    address, case = served(app), f"/cases/{story.reference}"
    with browser.new_context(viewport={"width": 360, "height": 900}) as context:
        context.add_cookies([{"name": "coordination_session", "value": reader.token, "url": address}])
        page = context.new_page()
        for path in ("/", "/queues", "/cases", case, f"{case}/conversation", f"{case}/timeline", f"{case}/shut-out"):
            assert page.goto(address + path).status == 200, path
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
