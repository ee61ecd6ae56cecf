"""Telling of a concern, and reading it, in a real browser at a desk and on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from coordination import clock
from coordination.web.assets import missing
from tests.concerns.telling import PATH, TOLD

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_told_on_a_phone_and_taken_up_at_a_desk(stage: Any, app: Any, served: Any, browser: Any, sound: Any) -> None:
    with clock.at("2026-11-20T10:30"):
        waits = stage.reference(stage.tells(safe_now="no"))
        address = served(app)
        with browser.new_context(viewport={"width": 360, "height": 800}) as context:
            page = context.new_page()
            page.goto(f"{address}/concern")
            sound(page, "where")
            page.goto(f"{address}{PATH}")
            expect(page.get_by_label("Your name, or the pupil’s name")).to_be_hidden()
            page.get_by_role("button", name="Send").click()
            expect(page.get_by_role("alert")).to_contain_text("Write what you would like to tell us.")
            sound(page, "refused")
            for code in ("safe_now", "told_by", "about", "year_group", "in_term", "wants_reply", "reply_how"):
                page.locator(f'[name={code}][value="{TOLD[code]}"]').check()
            page.locator('[name=named][value="yes"]').check()
            page.get_by_label("Your name, or the pupil’s name").fill("Kit Example")
            page.get_by_label("What would you like to tell us?").fill(TOLD["words"])
            page.get_by_label("Which school?").fill(TOLD["school"])
            sound(page, "filled in")
            page.get_by_role("button", name="Send").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
            sound(page, "arrived")
            # nobody writes so soon: it stands apart, and is kept
            odd = re.search(r"CON-[0-9A-Z]{4}-[0-9A-Z]{3}", page.url)
            assert odd is not None
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            context.add_cookies([{"name": "coordination_session", "value": stage.lead.token, "url": address}])
            page = context.new_page()
            page.add_init_script("delete window.EventSource")
            page.goto(f"{address}/today")
            page.get_by_role("link", name="1 concern without an account").click()
            expect(page.get_by_role("row").filter(has_text=waits)).to_contain_text("Not safe")
            sound(page, "inbox")
            page.get_by_role("link", name="Perhaps not true").click()
            expect(page.get_by_role("row").filter(has_text=odd[0])).to_be_visible()
            sound(page, "marked")
            page.get_by_role("link", name=odd[0]).click()
            expect(page.get_by_text("it was sent sooner than anybody can write")).to_be_visible()
            page.get_by_role("button", name="Open and read it").click()
            expect(page.get_by_text("Kit Example")).to_be_visible()
            sound(page, "opened")
            page.get_by_role("link", name="Turn it down").click()
            page.get_by_role("button", name="Turn it down").click()
            expect(page.get_by_role("alert")).to_contain_text("Write why, in a sentence.")
            sound(page, "turning down")
            page.goto(f"{address}/concerns/{waits}")
            sound(page, "not opened")
            page.get_by_role("button", name="Open and read it").click()
            page.get_by_role("button", name="Take it up as a referral").click()
            expect(page).to_have_url(re.compile(r"/refer/DRF-"))
