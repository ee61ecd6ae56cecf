"""One worry about exploitation in a real browser, from the urgent part to the record of what was sent elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from coordination import clock, db
from coordination.forms.pages import Sent
from coordination.referrals.commands.drafting import keep_answers
from coordination.referrals.queries import drafts
from coordination.web.assets import missing
from tests.cases import exploited
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def keeps_the_rest(worker, reference) -> None:
    """What else the form asks, kept as its pages keep it."""
    with db.reading(worker) as session:
        kept = drafts.get(session, reference).kept
    answers = {code: said for code, said in exploited.answers(danger_now="yes").items() if code != "exploiters"}
    with db.writing(worker) as session:
        keep_answers(
            session, worker, reference,
            [Sent(c, v, None, kept[c, 0].version if (c, 0) in kept else 0, "-", "new") for c, v in answers.items()],
        )  # fmt: skip


def test_from_the_urgent_part_to_the_record_of_what_was_sent(world, app, served, browser, barriers, tmp_path):
    address = served(app)
    sender = world.worker(exploited.TREATMENT, name="Wren Example")
    responder = world.worker(exploited.RESPONDERS, "triage", "team-lead", name="Robin Example")

    def window(context, worker):
        context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        return page

    def sound(page, state):
        """At a desk and on a phone nothing is cut off, and axe finds no barrier."""
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=tmp_path / f"{width}-{state}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{state} is too wide"
        assert barriers(page) == [], state

    with browser.new_context(viewport={"width": 360, "height": 900}) as context:
        page = window(context, sender)
        page.goto(f"{address}/refer")
        page.get_by_label("Somebody may be exploited").check()
        page.get_by_role("button", name="Begin", exact=True).click()
        page.wait_for_url("**/refer/DRF-*")
        draft = page.url
        page.goto(f"{draft}/danger")
        page.get_by_label("Havering", exact=True).check()
        page.get_by_role("group", name="Is somebody in danger now?").get_by_label("Yes").check()
        page.get_by_role("heading", name="Ring 999 now").wait_for()
        page.get_by_role("button", name="Send this part now").wait_for()
        sound(page, "urgent")
        page.get_by_role("button", name="Send this part now").click()
        page.get_by_role("heading", name="Urgent part sent").wait_for()
        sound(page, "part-sent")
        keeps_the_rest(sender, draft.rpartition("/")[2])
        page.goto(f"{draft}/check")
        sound(page, "check")
        page.get_by_label("I agree, and send this").check()
        page.get_by_role("button", name="Add the rest to case").click()
        page.get_by_role("heading", name="Added to the case").wait_for()
        case = page.locator(".govuk-panel__body strong").inner_text()

    with browser.new_context(viewport={"width": 360, "height": 900}) as context:
        page = window(context, responder)
        page.goto(f"{address}/cases/{case}/moves/accept")
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(f"**/cases/{case}?done=accept")
        sound(page, "case")
        page.goto(f"{address}/cases/{case}/moves/record_safeguarding")
        page.get_by_label("Children's social care (MASH)").check()
        page.locator("[name=mash_reference]").fill("MASH-EXAMPLE")
        today = clock.today()
        for box, said in (("day", today.day), ("month", today.month), ("year", today.year)):
            page.locator(f"[name=safeguarding_on-{box}]").fill(str(said))
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(f"**/cases/{case}?done=*")
        page.goto(f"{address}/cases/{case}/moves/decide_child")
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(f"**/cases/{case}?done=*")
        page.goto(f"{address}/cases/{case}/moves/write_story")
        sound(page, "story")
        page.locator("[name=how_it_started]").fill("Through older friends, with gifts.")
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(f"**/cases/{case}?done=*")
        page.goto(f"{address}/cases/{case}/moves/record_sent")
        sound(page, "sent")
        page.goto(f"{address}/cases/{case}")
        expect(page.get_by_role("link", name="Print the preparation sheet (PDF)")).to_have_count(1)
