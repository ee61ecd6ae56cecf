"""A worker logs a whole prison release in a browser without JavaScript, page by page, and it arrives."""

from __future__ import annotations

import pytest

from coordination import clock
from tests.referrals.answers import WHOLE
from tests.referrals.plain import PlainBrowser, type_page
from workflows import pathways

PATHWAY = pathways.newest("prison-release")


@pytest.fixture(autouse=True)
def saturday():
    with clock.at("2026-11-21T10:42"):
        yield


def begun(browser: PlainBrowser) -> PlainBrowser:
    return browser.open("/refer").fill("pathway", "prison-release").press()


def filled(browser: PlainBrowser, **other) -> PlainBrowser:
    """Every page in the order in which the form leads, to the page that checks."""
    begun(browser)
    assert browser.status == 200, (browser.address, browser.words)
    browser.open(browser.page.select_one(".govuk-task-list__link")["href"])
    for _ in range(60):
        if browser.address.partition("?")[0].endswith("/check"):
            return browser
        type_page(browser, PATHWAY, {**WHOLE, **other})
        browser.press()
        assert browser.status == 200, browser.words
        if browser.page.select(".warned"):
            browser.press()
    raise AssertionError("The form leads in a circle.")


def test_the_whole_form_without_javascript(world, nurse, browser_of):
    browser = filled(PlainBrowser(browser_of(nurse)))

    assert "still to give" not in browser.words
    assert "O'Example" in browser.words
    assert "Probation: yes" in browser.words
    assert "A council's housing team: no" in browser.words
    browser.fill("agree", "agree").press()

    assert "Referral sent" in browser.words, browser.words
    assert "Receipt" in browser.words
    assert "HAV-" in browser.page.select_one(".govuk-panel").text
    assert "By " in browser.page.select_one("ol").text
    assert "Ring " in browser.words
    browser.open("/my-referrals")
    assert "HAV-" in browser.words
