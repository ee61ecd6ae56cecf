"""A referral by chat, without JavaScript: one question at a time on the same draft as the form."""

from __future__ import annotations

import pytest

from coordination import clock
from tests.referrals.plain import PlainBrowser


@pytest.fixture(autouse=True)
def saturday():
    with clock.at("2026-11-21T10:42"):
        yield


@pytest.fixture
def chat(nurse, browser_of) -> PlainBrowser:
    """A nurse's new draft, at the first question of its chat."""
    return PlainBrowser(browser_of(nurse)).open("/refer").fill("pathway", "prison-release").press("by_chat")


def asked(browser: PlainBrowser) -> str:
    return " ".join(browser.page.select_one("#asked").get_text(" ").split())


def test_it_begins(chat):
    print(chat.address, chat.status, chat.words)
    assert asked(chat) == "What is their first name?"
