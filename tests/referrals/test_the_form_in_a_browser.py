"""The form in a real browser, on a phone and at a desk, in every state that it has, without barriers for anybody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.patience import PATIENCE
from tests.referrals.test_sending import a_draft


@pytest.fixture
def window(page, nurse, app, served):
    address = served(app)
    page.context.add_cookies([{"name": "coordination_session", "value": nurse.token, "url": address}])
    page.set_default_timeout(PATIENCE * 1000)
    return page, address


def test_filling_a_form_keeps_each_answer_and_has_no_barriers(window, sound, nurse):
    page, address = window

    page.goto(f"{address}/refer")
    sound(page, "choose")
    page.get_by_label("Someone is leaving prison").check()
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url("**/refer/DRF-*")
    sound(page, "tasks")
    draft = page.url

    # nothing given: the summary leads to the question, and the title says so
    page.goto(f"{draft}/name")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("alert").wait_for()
    expect(page).to_have_title(re.compile("^Error: "))
    sound(page, "errors")
    page.get_by_role("link", name="Enter their date of birth.").click()
    assert page.evaluate("document.activeElement.name") == "date_of_birth-day"

    # an answer is kept while the page is still open
    page.get_by_label("First name").fill("Jo")
    with page.expect_response("**/keep/first_name") as kept:
        page.get_by_label("Surname").focus()
    assert kept.value.status == 200
    page.get_by_text("Saved").first.wait_for()
    page.goto(f"{draft}/name")
    expect(page.get_by_label("First name")).to_have_value("Jo")

    # a question opens under the answer that it hangs on, and beside a list
    page.goto(f"{draft}/release")
    page.get_by_role("radio", name="No", exact=True).first.check()
    page.get_by_label("On the conditional release date").check()
    page.get_by_role("button", name="Save and continue").click()
    page.goto(f"{draft}/planned-date")
    expect(page.get_by_label("Confirmed", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Yes").check()
    expect(page.get_by_label("Confirmed", exact=True)).to_be_visible()
    sound(page, "open")
    page.goto(f"{draft}/prison")
    expect(page.get_by_label("Which prison?", exact=True)).to_be_hidden()
    page.get_by_label("Which prison are they in?").select_option("another")
    expect(page.get_by_label("Which prison?", exact=True)).to_be_visible()

    # advice comes at once
    page.goto(f"{draft}/self-harm")
    with page.expect_response("**/keep/self_harm_concern"):
        page.get_by_role("radio", name="Yes").first.check()
    page.locator("#said .advice").wait_for()
    sound(page, "advice")

    page.goto(f"{draft}/check")
    sound(page, "check-with-gaps")

    page.goto(f"{address}/refer/{a_draft(nurse, prison_number='C0004DD')}/check")
    sound(page, "check")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send", exact=False).last.click()
    page.get_by_text("What happens next").wait_for()
    sound(page, "sent")
    page.goto(f"{address}/my-referrals")
    sound(page, "mine")
    page.goto(f"{address}/refer/drafts")
    sound(page, "drafts")


def test_an_answer_that_was_not_saved_is_not_said_to_be(window, nurse, world):
    """Signed out, or signed in anew in another tab, the page says why, and the button sends what stands on it."""
    page, address = window
    draft = a_draft(nurse)
    page.goto(f"{address}/refer/{draft}/name")
    first, cookie = page.get_by_label("First name"), {"name": "coordination_session", "url": address}
    page.context.add_cookies([{**cookie, "value": "x" * 43}])
    first.fill("Not saved")
    page.get_by_label("Surname").focus()
    expect(page.locator("#saved")).to_contain_text("Not saved yet: you were signed out")
    page.context.add_cookies([{**cookie, "value": world.sign_in(nurse.id).token}])
    first.fill("Still not saved")
    page.get_by_label("Surname").focus()
    expect(page.locator("#saved")).to_contain_text("Not saved yet: somebody has signed in here since")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_load_state()
    page.goto(f"{address}/refer/{draft}/name")
    expect(first).to_have_value("Still not saved")
