"""The whole way in a browser, at a desk and on a phone: asked, side by side, said, linked, taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from coordination.web.assets import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_two_cases_are_laid_side_by_side_linked_and_told_apart_again(stage, served, browser, sound):
    address = served(stage.app)
    one, other = stage.reference("first"), stage.reference("twin")

    with browser.new_context() as context:
        context.add_cookies([{"name": "coordination_session", "value": stage.spoc.token, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/cases/{one}")
        sound(page)
        page.get_by_role("link", name="Look at both, and say whether it is").first.click()
        sound(page)
        page.locator("li.same-person", has_text=other).get_by_role("link").click()
        sound(page)
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Select whether they are the same person")
        sound(page)
        page.get_by_label("Yes, the same person").check()
        page.get_by_role("button", name="Save").click()
        expect(page.locator("main")).to_contain_text(other)
        sound(page)
        page.goto(f"{address}/cases/{other}")
        expect(page.locator("[aria-labelledby=same-person]")).to_contain_text(one)
        page.goto(f"{address}/cases/{one}/same-person/{other}")
        sound(page)
        page.get_by_role("button", name="Undo").click()
        page.goto(f"{address}/cases/{other}")
        expect(page.locator("[aria-labelledby=same-person]")).not_to_contain_text("The same person is on")
