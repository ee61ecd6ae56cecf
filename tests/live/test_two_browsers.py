"""Two people with the same case open: what one writes stands before the other, who moved nothing and loaded nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from coordination import clock
from coordination.cases.commands.dating import NewValue, give_value
from coordination.db import writing
from coordination.queues.commands.claiming import claim_next
from coordination.web.assets import missing
from tests.cases import stories
from tests.live.conftest import say
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


@pytest.fixture
def open_for(app, served, browser, ears):
    address = served(app)
    contexts = []

    def open_page(worker, path, height=900):
        context = browser.new_context(viewport={"width": 1000, "height": height})
        contexts.append(context)
        context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{address}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_what_one_writes_stands_before_the_other_while_they_write(world, open_for, barriers) -> None:
    story = stories.accepted(world)
    say(story, story.nurse, "\n".join(["A long first message."] * 30))
    path = f"/cases/{story.reference}/conversation"
    writer, reader = open_for(story.nurse, path), open_for(story.spoc, path, height=700)
    box = reader.locator("#composer textarea")
    box.click()
    # what is begun is kept a moment later, and keeping it wipes nothing away
    with reader.expect_response("**/conversation/keep"):
        box.type("Half a sentence")
        was = box.bounding_box()
        writer.locator("#composer textarea").fill("The appointment is at ten.")
        with reader.expect_response("**/conversation/seen-so-far") as told:
            with writer.expect_navigation():
                writer.get_by_role("button", name="Send").click()
            reader.locator("#thread li", has_text="The appointment is at ten.").wait_for()
    assert told.value.status == 204
    writer.reload()
    expect(writer.locator("#thread li", has_text="The appointment is at ten.")).to_contain_text("seen by")
    assert box.input_value() == "Half a sentence"
    assert reader.evaluate("document.activeElement.tagName") == "TEXTAREA"
    expect(reader.locator("#conversation-status")).to_have_text("1 new message.")
    # what is being typed stays where it is, once the page has settled
    reader.wait_for_function(
        "was => Math.abs(document.querySelector('#composer textarea').getBoundingClientRect().top - was) < 2",
        arg=was["y"],
    )
    assert reader.locator("#thread li", has_text="The appointment is at ten.").count() == 1
    assert barriers(reader) == []
    writer.get_by_role("link", name="Change the message of").last.click()
    writer.locator("main textarea").fill("The appointment is at eleven.")
    with writer.expect_navigation():
        writer.get_by_role("button", name="Change it").click()
    reader.locator("#live", has_text="This case has changed.").wait_for()
    assert reader.locator("#thread li", has_text="at ten").count() == 1, "nothing is rewritten under the reader"
    assert barriers(reader) == []


@pytest.mark.parametrize("lost", ["on the way", "by a server that is busy"])
def test_a_message_of_which_a_page_heard_and_got_no_answer_is_asked_for_again(world, open_for, lost) -> None:
    story = stories.accepted(world)
    reader = open_for(story.spoc, f"/cases/{story.reference}/conversation")
    reader.locator("html.is-live").wait_for()

    def lose(route) -> None:
        if lost == "on the way":
            route.abort()
        else:
            route.fulfill(status=503)

    reader.route("**/conversation/new*", lose, times=1)
    with reader.expect_request("**/conversation/new*"):
        say(story, story.nurse, "Said while the line was away for a moment.")
    expect(reader.locator("#thread li", has_text="Said while the line was away for a moment.")).to_have_count(
        1, timeout=PATIENCE * 1000
    )


def test_the_page_of_the_case_says_that_it_changed_and_shows_a_message(world, open_for) -> None:
    story = stories.accepted(world)
    reader = open_for(story.spoc, f"/cases/{story.reference}")
    reader.wait_for_timeout(300)
    assert reader.inner_text("#live") == "", "nothing has happened yet"
    say(story, story.nurse, "Said beside the case.")
    reader.locator("#thread li", has_text="Said beside the case.").wait_for()
    assert reader.inner_text("#live") == ""
    new = NewValue("release_date", (clock.today() + timedelta(days=40)).isoformat(), kind="confirmed",
                   source="prison", confidence="confirmed")  # fmt: skip
    with writing(story.spoc) as session:
        give_value(session, story.spoc, story.reference, new, once=uuid4().hex)
    reader.locator("#live", has_text="This case has changed.").wait_for()


def test_a_claim_marks_the_row_of_whoever_looks_at_the_queue(world, open_for, barriers) -> None:
    story = stories.referred(world)
    reader = open_for(story.spoc, f"/queues/{stories.CONTACT}")
    beside = world.worker(stories.CONTACT, name="Cy Example")
    free = reader.locator(".task__claim:enabled").count()
    with writing(beside) as session:
        claim_next(session, beside, beside.team_ids[0], once=uuid4().hex)
    reader.locator(".task--taken-meanwhile", has_text="Cy Example").wait_for()
    assert reader.locator(".task__claim:enabled").count() == free - 1
    assert "1 claimed by somebody else" in reader.inner_text("#live")
    assert barriers(reader) == []
    stories.referred(world)
    reader.locator("#live", has_text="1 new").wait_for()


def test_a_claim_by_somebody_else_takes_nobody_away_from_their_place_in_the_queue(world, open_for) -> None:
    stories.referred(world)
    beside = world.worker(stories.CONTACT, "triage", name="Di Example")
    reader = open_for(world.worker(stories.CONTACT, "triage", name="Al Example"), f"/queues/{stories.CONTACT}")
    claim = reader.locator(".task__claim").first
    claim.focus()
    with writing(beside) as session:
        claim_next(session, beside, beside.team_ids[0], once=uuid4().hex)
    reader.locator(".task--taken-meanwhile", has_text="Di Example").wait_for()
    expect(claim).to_be_focused()
    expect(claim).to_have_attribute("aria-disabled", "true")
    reader.keyboard.press("Enter")
    expect(reader.locator("main")).to_contain_text("Di Example took this task")
