"""Signing in and administering workers in a real browser, at two widths, with axe over every page."""

import re

import pytest
from playwright.sync_api import expect

from tests.identity.accounts import PASSWORD
from tests.plain_client import PlainClient

PAGES = (
    "/account",
    "/account/second-step",
    "/account/password",
    "/account/shortcuts",
    "/confirm",
    "/workers",
    "/workers?away=1",
    "/workers/invite",
)


@pytest.mark.parametrize("java_script", [True, False])
def test_an_administrator_signs_in_looks_around_and_signs_out(accounts, app, served, browser, sound, java_script):
    administrator, colleague = accounts.make("hav-recovery", "administrator"), accounts.make("hav-recovery")
    address = served(app)
    context = browser.new_context(java_script_enabled=java_script)
    page = context.new_page()

    def look():
        page.wait_for_load_state()
        assert page.title()
        if java_script:
            sound(page)

    page.goto(address)
    look()
    page.get_by_label("E-mail address").fill(administrator["email"])
    page.get_by_label("Password").fill("something else entirely")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    look()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    look()
    page.get_by_label("6-digit code").fill(PlainClient(app).code(administrator["totp_secret"]))
    page.get_by_role("button", name="Sign in").click()
    for path in (*PAGES, f"/workers/{colleague['reference']}", f"/workers/{colleague['reference']}/suspend"):
        page.goto(address + path)
        look()
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_role("alert")).to_contain_text("Every session has ended")
    look()
    page.locator("summary", has_text=administrator["name"]).first.click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(address + "/")
    page.goto(address + "/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    context.close()


def test_nothing_is_readable_with_the_back_button_after_signing_out(accounts, app, served, browser):
    account = accounts.make(name="Readable Name")
    address = served(app)
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.get_by_label("E-mail address").fill(account["email"])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("6-digit code").fill(PlainClient(app).code(account["totp_secret"]))
    page.get_by_role("button", name="Sign in").click()
    page.goto(address + "/account")
    page.locator("summary", has_text="Readable Name").first.click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(address + "/")
    page.go_back()
    assert account["email"] not in page.content()
    context.close()
