"""One conversation from both sides: by keyboard alone in a narrow window with scripts, and in a browser without any."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from coordination import db
from coordination.access import SignedIn
from coordination.conversation.commands.asking import ToAsk, ask
from coordination.db import writing
from coordination.web.assets import missing
from coordination.worker import run
from tests.cases import stories
from tests.live.conftest import say
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")
PROBATION = "hav-probation"


@pytest.fixture
def open_for(app, served, browser, ears):
    address = served(app)
    contexts = []

    def open_page(worker: SignedIn, path: str, **window: Any) -> Page:
        context = browser.new_context(**window)
        contexts.append(context)
        context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{address}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def tab_to(page: Page, words: str) -> None:
    """Reach a link, button or choice by the Tab key alone."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(() => { const at = document.activeElement;"
            " return at.labels?.[0]?.innerText ?? at.innerText ?? at.value ?? '' })()"
        )
        if words in here:
            return
    raise AssertionError(f"The Tab key does not reach “{words}”.")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def tell(world: Any, database: Any, job: str) -> None:
    with world.keeper() as session:
        rows = session.scalars(text("select id from outbox where job = :j and done_at is null"), {"j": job}).all()
    db.connect(database.url("worker"))
    for row in rows:
        run(str(row))
    db.connect(database.url("app"))


def test_a_message_a_mention_and_a_question_go_to_and_fro(world, database, open_for, barriers) -> None:
    story = stories.accepted(world)
    pat = world.worker(PROBATION, name="Pat Example")
    say(story, story.nurse, "He leaves on the day that we gave.")
    here = f"/cases/{story.reference}/conversation"
    spoc = open_for(story.spoc, here, viewport={"width": 360, "height": 740})
    plain = open_for(pat, here, viewport={"width": 1280, "height": 900}, java_script_enabled=False)

    # a message that names somebody, by keyboard alone
    tab_to(spoc, "Write a message")
    spoc.locator("#composer textarea").and_(spoc.locator(":focus")).wait_for()
    spoc.keyboard.type("Could you look at this? @Pa")
    spoc.locator("#names-to-choose li", has_text="Pat Example").wait_for()
    spoc.keyboard.press("Enter")
    assert barriers(spoc) == [] and fits(spoc)
    tab_to(spoc, "Send")
    with spoc.expect_navigation():
        spoc.keyboard.press("Enter")
    expect(spoc.locator("#thread li", has_text="Could you look at this?")).to_be_focused()
    tell(world, database, "tell_of_mentions")

    # the other side reads it without a script, is told that it is for them, and writes back
    plain.goto(plain.url.replace(here, "/notices"))
    expect(plain.locator("main")).to_contain_text("A message in the conversation names you.")
    plain.goto(plain.url.replace("/notices", here))
    theirs = plain.locator("#thread li", has_text="Could you look at this? Pat Example")
    expect(theirs).to_contain_text("For you")
    plain.fill("#composer textarea", "I can. Ask me here.")
    plain.get_by_role("button", name="Send").click()
    spoc.locator("#thread li", has_text="I can. Ask me here.").wait_for()

    # a question, by keyboard; it waits in the other's queue
    tab_to(spoc, "More")
    spoc.keyboard.press("Enter")
    tab_to(spoc, "Ask a team for information")
    with spoc.expect_navigation():
        spoc.keyboard.press("Enter")
    assert barriers(spoc) == [] and fits(spoc)
    wanted = spoc.get_by_label("Havering probation: Probation practitioner")
    tab_to(spoc, "HMP Pentonville")
    for _ in range(30):
        if wanted.is_checked():
            break
        spoc.keyboard.press("ArrowDown")
    tab_to(spoc, "Ask")
    with spoc.expect_navigation():
        spoc.keyboard.press("Enter")
    card = spoc.locator("#thread li", has_text="Waits for an answer")
    card.wait_for()
    assert barriers(spoc) == [] and fits(spoc)

    # answered from the queue, by a form without a script
    plain.goto(plain.url.split("/cases/")[0] + f"/queues/{PROBATION}")
    plain.get_by_role("link", name="Answer a question").first.click()
    plain.locator("main form").wait_for()
    plain.get_by_label("None is needed").check()
    plain.get_by_role("button", name="Answer").click()
    expect(plain).to_have_url(re.compile("#m"))
    expect(plain.locator("#thread")).to_contain_text("on the case")

    # it changes where it stands in the first browser, and says so in one sentence
    spoc.locator("#thread li", has_text="Answered by Pat Example").wait_for()
    expect(spoc.locator("#conversation-status")).to_contain_text("is answered")
    expect(spoc.locator("#thread li", has_text="Waits for an answer")).to_have_count(0)
    assert barriers(spoc) == [] and fits(spoc)

    # it stands on the case and in what happened
    spoc.goto(spoc.url.split("#")[0].replace("/conversation", ""))
    assert "Pat Example" in (spoc.locator("main").text_content() or "")
    spoc.goto(spoc.url.split("#")[0] + "/timeline")
    expect(spoc.locator("main")).to_contain_text("Pat Example answered what was asked of")
    assert barriers(spoc) == [] and fits(spoc)

    # asked back without a script, and answered inside the thread with one, by keyboard alone
    spoc.goto(spoc.url.replace("/timeline", "/conversation"))
    with writing(pat) as session:
        ask(session, pat, story.reference, ToAsk(team=stories.CONTACT, questions=("crn",)), once=uuid4().hex)
    spoc.locator("#thread li", has_text="Waits for an answer").wait_for()
    tab_to(spoc, "Answer")
    spoc.keyboard.press("Enter")
    spoc.locator("#thread li form input:focus").wait_for()
    assert barriers(spoc) == [] and fits(spoc)
