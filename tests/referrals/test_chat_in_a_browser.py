"""The chat in a real browser: by keyboard alone, on a phone and at a desk, without barriers, and said aloud once."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from coordination import clock
from tests.referrals.test_sending import a_draft
from tests.referrals.test_the_form_in_a_browser import window  # noqa: F401


def asked(page) -> str:
    return page.locator("#asked").inner_text()


def wait_for(page, question: str) -> None:
    page.locator("#asked", has_text=question).wait_for()


def test_a_conversation_by_keyboard(window, sound, nurse):  # noqa: F811
    page, address = window

    page.goto(f"{address}/refer")
    page.get_by_label("Someone is leaving prison").check()
    page.get_by_role("button", name="Begin by chat").click()
    wait_for(page, "What is their first name?")
    sound(page, "begin")
    # every change of the live region, as a screen reader would hear it
    page.evaluate(
        "window.heard = []; new MutationObserver(() => { const text = document.getElementById('told').textContent;"
        " if (text) window.heard.push(text) }).observe(document.getElementById('told'), {childList: true})"
    )
    assert page.evaluate("document.activeElement.id") == "reply"
    page.keyboard.type("Jo")
    page.keyboard.press("Enter")
    wait_for(page, "And their surname?")
    page.locator("#told", has_text="And their surname?").wait_for(state="attached")
    assert page.evaluate("window.heard") == ["Kept: Jo. And their surname?"], "said once, answer and question"
    assert page.evaluate("document.activeElement.id") == "reply", "the focus is back in the box"
    page.keyboard.type("O'Example")
    page.keyboard.press("Enter")
    wait_for(page, "Other names")
    page.get_by_role("link", name="Skip", exact=True).focus()
    page.keyboard.press("Enter")
    wait_for(page, "What is their date of birth?")
    page.keyboard.type("7/3/87")
    page.keyboard.press("Enter")
    page.get_by_text("Saturday 7 March 1987. Is that right?").wait_for()
    sound(page, "asked-back")
    page.get_by_role("button", name="Yes, that is right").focus()
    page.keyboard.press("Enter")
    page.locator("#chat > .chat__said", has_text="Saturday 7 March 1987").wait_for()

    draft = page.url.partition("/chat")[0]
    page.goto(f"{draft}/chat/area_on_release")
    sound(page, "quick-replies")
    page.locator("#reply").fill("nowhere")
    page.keyboard.press("Enter")
    page.get_by_text("That is not one of the answers here.").wait_for()
    expect(page).to_have_title(re.compile("^Error: "))
    sound(page, "not-understood")
    page.goto(f"{draft}/chat/prison")
    sound(page, "many-answers")
    page.goto(f"{draft}/chat/release_type")
    page.goto(f"{draft}/chat/self_harm_concern")
    page.get_by_role("button", name="Yes").focus()
    page.keyboard.press("Enter")
    page.locator("#chat > .advice").wait_for()
    sound(page, "advice")
    page.get_by_text("What you have said so far").click()
    sound(page, "history")
    page.goto(f"{draft}/chat/all-asked")
    sound(page, "end-with-gaps")
    page.goto(f"{address}/refer/{a_draft(nurse)}/chat/exploitation")
    sound(page, "ticks")


def test_a_lost_connection_loses_no_words(window):  # noqa: F811
    page, address = window
    page.goto(f"{address}/refer")
    page.get_by_label("Someone is leaving prison").check()
    page.get_by_role("button", name="Begin by chat").click()
    wait_for(page, "What is their first name?")
    page.context.set_offline(True)
    page.locator("#reply").fill("Jo")
    page.keyboard.press("Enter")
    page.get_by_text("Not sent yet: no connection.").first.wait_for()
    page.context.set_offline(False)
    expect(page.locator("#reply")).to_have_value("Jo")

    # a server between that answers in our place is no connection either
    page.route("**/chat/*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    with page.expect_response("**/chat/*"):
        page.keyboard.press("Enter")
    expect(page.locator("#chat")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#reply")).to_have_value("Jo")
    page.unroute("**/chat/*")
    page.keyboard.press("Enter")
    wait_for(page, "And their surname?")


def test_what_was_pressed_when_the_session_ended_is_sent_after_signing_in_again(window, nurse, clock_at):  # noqa: F811
    """A quick reply is an answer as much as typed words are."""
    page, address = window
    page.goto(f"{address}/refer/{a_draft(nurse)}/chat/sex")
    clock_at(clock.now() + timedelta(minutes=31))
    with page.expect_request(lambda sent: sent.is_navigation_request() and sent.method == "POST") as sent:
        page.get_by_role("button", name="Female").click()
    assert "pick=female" in sent.value.post_data.split("&")
    page.get_by_text("is kept in this page").wait_for()
