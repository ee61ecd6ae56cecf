"""What two small scripts add to a page: single keys for those who want them, and a cover over an idle page."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from coordination.web.assets import missing
from tests.plain_client import app_for

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")
TEAM = "hav-treatment-contact"


@pytest.fixture(scope="module")
def address_of(database, world):
    return app_for(database)


@pytest.fixture
def open_page(address_of, served, browser):
    """A page of a signed-in worker at an address, with a clock of its own."""
    opened = []
    address = served(address_of)

    def visit(worker, path):
        context = browser.new_context()
        opened.append(context)
        context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        page = context.new_page()
        page.clock.install()
        page.goto(address + path)
        return page

    yield visit
    for context in opened:
        context.close()


def test_single_keys_do_nothing_until_they_are_switched_on(world, open_page):
    worker = world.worker(TEAM, "triage")
    page = open_page(worker, "/today")
    page.keyboard.press("q")
    expect(page).to_have_url(re.compile("/today$"))

    with world.keeper() as session:
        session.execute(
            text("update worker set preferences = cast(:kept as jsonb) where id = :who"),
            {"kept": json.dumps({"shortcuts": "on"}), "who": worker.id},
        )
    page.reload()
    page.keyboard.press("/")
    page.keyboard.type("quick")  # typed into a box, so its q leads nowhere
    expect(page.locator("#bar-search")).to_have_value("quick")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+q")
    expect(page).to_have_url(re.compile("/today$"))
    page.keyboard.press("q")
    page.wait_for_url("**/queues/**")


def test_an_idle_page_is_covered_and_keeps_what_was_typed(world, open_page, barriers):
    worker = world.worker(TEAM, "triage")
    page = open_page(worker, "/search")
    page.fill("main input[type=search]", "somebody")
    page.clock.run_for("09:30")
    assert not page.is_visible("#cover"), "not yet"
    page.clock.run_for("01:00")
    assert page.is_visible("#cover")
    assert not page.is_visible("main h1")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector("#cover", state="visible")  # a browser closes it at the second Escape; it comes back at once
    assert not page.is_visible("main h1")

    page.click("text=Go on")
    page.wait_for_selector("#cover", state="hidden")
    expect(page.locator("main input[type=search]")).to_have_value("somebody")

    page.clock.run_for("10:30")
    with world.keeper() as session:
        session.execute(text("delete from acting where worker_id = :who"), {"who": worker.id})
    page.click("text=Go on")
    page.wait_for_selector("text=Your session has ended")
    assert not page.is_visible("main h1"), "nothing is shown again without a session"
    assert page.is_visible("text=Sign in again")
    expect(page.locator("main input[type=search]")).to_have_value("somebody")


def test_whoever_signs_in_next_at_the_same_computer_sees_nothing_of_the_page_that_was_left(world, open_page, barriers):
    first, second = (world.worker(TEAM, "triage", name=f"{name} Example") for name in ("Ann", "Ben"))
    page = open_page(first, "/search")
    page.fill("main input[type=search]", "somebody")
    cookie = {"name": "coordination_session", "url": page.url.partition("/search")[0]}
    page.context.add_cookies([{**cookie, "value": second.token}])

    page.clock.run_for("10:30")
    page.click("#cover button")
    page.wait_for_selector("text=Somebody else is signed in")
    assert not page.is_visible("main h1"), "a session lives, but it is not theirs"
    assert barriers(page) == []
    page.context.add_cookies([{**cookie, "value": world.sign_in(first.id).token}])
    page.click("#cover button")
    page.wait_for_selector("#cover", state="hidden")
    expect(page.locator("main input[type=search]")).to_have_value("somebody")


@pytest.mark.parametrize("now", ["somebody else", "nobody"])
def test_a_page_that_is_come_back_to_is_covered_once_its_worker_is_not_signed_in_any_more(world, open_page, now):
    first, second = (world.worker(TEAM, "triage", name=f"{name} Example") for name in ("Cat", "Dan"))
    page = open_page(first, "/search")
    with page.expect_response("**/session/still*") as asked:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert asked.value.status == 204
    assert page.is_visible("main h1")

    cookie = {"name": "coordination_session", "url": page.url.partition("/search")[0]}
    page.context.add_cookies([{**cookie, "value": second.token if now == "somebody else" else "x" * 43}])
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("#cover", state="visible")
    words = {"somebody else": "Somebody else is signed in", "nobody": "Your session has ended"}
    page.wait_for_selector(f"text={words[now]}")
    assert not page.is_visible("main h1")
    assert not page.is_visible("text=Nobody used it for")
