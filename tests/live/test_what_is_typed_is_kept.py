"""What somebody typed without a connection, or while another tab signed them out, is sent in the end, once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from coordination.cases.commands.protecting import shut_out
from coordination.db import writing
from coordination.web.assets import missing
from tests.cases import stories
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_without_a_connection_and_after_signing_out(world, app, served, browser, barriers) -> None:
    story = stories.accepted(world)
    address = served(app)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script("delete window.EventSource")
    cookie = {"name": "coordination_session", "url": address}
    context.add_cookies([{**cookie, "value": story.spoc.token}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}/cases/{story.reference}/conversation")
    box, status = page.locator("#composer textarea"), page.locator("#conversation-status")

    context.set_offline(True)
    box.fill("Written in a tunnel.")
    page.get_by_role("button", name="Send").click()
    expect(status).to_contain_text("Not sent yet: no connection")
    expect(page.locator("#composer-readers")).to_contain_text("read this")
    expect(box).to_have_value("Written in a tunnel.")
    assert barriers(page) == []
    context.set_offline(False)
    expect(page.locator("#thread li", has_text="Written in a tunnel.")).to_have_count(1, timeout=PATIENCE * 1000)

    context.clear_cookies()
    box.fill("Written after the other tab had signed out.")
    page.get_by_role("button", name="Send").click()
    expect(status).to_contain_text("you were signed out")
    expect(box).to_have_value("Written after the other tab had signed out.")
    context.add_cookies([{**cookie, "value": world.sign_in(story.spoc.id).token}])
    with page.expect_response("**/conversation/keep"):
        box.press_sequentially(" And more.")
    expect(status).to_contain_text("Not kept: somebody has signed in here since")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("#thread li", has_text="Written after the other tab had signed out.")).to_have_count(1)
    expect(page.locator("#thread li", has_text="Written in a tunnel.")).to_have_count(1)
    assert barriers(page) == []
    context.close()


def test_where_something_between_us_answers_and_after_being_shut_out(world, app, served, browser) -> None:
    story = stories.accepted(world)
    writer = world.worker(stories.CONTACT, "triage", name="Wes Writer")
    address = served(app)
    with browser.new_context() as context:
        context.add_init_script("delete window.EventSource")
        context.add_cookies([{"name": "coordination_session", "url": address, "value": writer.token}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{address}/cases/{story.reference}/conversation")
        box, status = page.locator("#composer textarea"), page.locator("#conversation-status")

        context.route("**/conversation/keep", lambda route: route.fulfill(status=502, body="Bad gateway"))
        box.fill("Written while the gateway was down.")
        page.get_by_role("button", name="Send").click()
        expect(status).to_contain_text("It is sent as soon as you are back")
        expect(box).to_have_value("Written while the gateway was down.")
        context.unroute("**/conversation/keep")
        expect(page.locator("#thread li", has_text="Written while the gateway was down.")).to_have_count(1)

        with writing(story.spoc) as session:
            shut_out(session, story.spoc, story.reference, writer.reference, "Knows them.", once=uuid4().hex)
        box.fill("Written to a case that is not theirs any more.")
        page.get_by_role("button", name="Send").click()
        expect(status).to_contain_text("Not sent: this case cannot be shown to you now.")
        expect(box).to_have_value("Written to a case that is not theirs any more.")
