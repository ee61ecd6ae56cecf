"""The queue in a real browser, wide and on a phone, with axe in each of its states."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.queues.test_queue_page import hidden, soup_of


@pytest.fixture
def visit(page, app, served):
    """Open an address as a worker."""
    address = served(app)

    def go(worker, path):
        page.context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        page.goto(address + path)
        return page

    return go


def fill(team):
    sam = team.worker("Sam Okafor")
    end = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
    team.task(due=end - timedelta(days=1), key_date=date(2026, 11, 26), risk="high", sender="Prison healthcare")
    team.task("Book first appointment", due=end, held_by=sam, key_date=date(2026, 11, 19), sender="Probation")
    team.task("Accept or decline", due=datetime(2026, 11, 20, 14, 0, tzinfo=UTC), key_date=date(2026, 11, 21))
    team.task("Answer a question", due=end + timedelta(days=4), pathway="cuckooing", sender="Housing")
    for number in range(24):
        holder = sam if number % 5 else None
        team.task("Say how the first week went", due=end + timedelta(days=10 + number), held_by=holder)
    return sam


def test_a_full_queue_shows_the_late_one_first_and_takes_it_without_a_script(team, visit, sound):
    fill(team)
    page = visit(team.worker(), f"/queues/{team.code}")
    sound(page)
    first = page.locator("tr.task").first
    assert "LATE" in first.inner_text().upper()
    first.get_by_role("button", name="Claim").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("You have it")
    sound(page, "queue-taken")


def test_a_claim_that_comes_second_is_told_who_has_it(team, visit, sound, browse, page):
    page.add_init_script("delete window.EventSource")  # a page that hears of it in time offers no such claim any more
    fill(team)
    ana, priya = team.worker(), team.worker("Priya Shah")
    page = visit(ana, f"/queues/{team.code}")
    other = browse(priya)
    form = hidden(soup_of(other.get(f"/queues/{team.code}")), ".queue-head__next")
    other.post(f"/queues/{team.code}/next", data=form)
    page.locator("tr.task").first.get_by_role("button", name="Claim").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Priya Shah took this task")
    sound(page, "queue-lost")


def test_an_empty_queue_and_one_with_nothing_that_fits_say_what_to_do(team, visit, sound):
    page = visit(team.worker(), f"/queues/{team.code}")
    expect(page.locator("main")).to_contain_text("Nothing waits for this team.")
    sound(page)
    team.task()
    page = visit(team.worker(), f"/queues/{team.code}?risk=high&due=late")
    sound(page)
    page.locator(".filters__summary").click()
    sound(page, "queue-filters-open")


def test_an_error_leads_to_the_first_box_and_the_way_to_a_colleague_is_clear(team, visit, sound):
    fill(team)
    page = visit(team.worker("Lena Lead", "team-lead"), f"/queues/{team.code}")
    page.get_by_role("button", name="Give to a colleague").click()
    expect(page.locator(".govuk-error-summary a")).to_have_count(1)
    sound(page, "queue-error")
    page.locator(".govuk-error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "tasks"
    page.keyboard.press("Space")
    page.get_by_role("button", name="Give to a colleague").click()
    expect(page.get_by_label("Sam Okafor")).to_have_count(1)
    sound(page, "confirm")
    page.get_by_label("Sam Okafor").check()
    page.get_by_role("button", name="Give to this colleague").click()
    expect(page.locator("h1")).to_have_text("1 of 1 task given")
    sound(page, "outcomes")


def test_today_and_my_work_are_clear_at_both_widths(team, visit, sound):
    sam = fill(team)
    for worker, name in ((team.worker("Lena Lead", "team-lead"), "lead"), (sam, "worker")):
        for path in ("/today", "/my-work", "/queues"):
            sound(visit(worker, path), name)


def test_everything_works_without_javascript(team, app, served, browser):
    task = team.task()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    address = served(app)
    context.add_cookies([{"name": "coordination_session", "value": team.worker().token, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/queues/{team.code}?due=week")
    page.locator("tr.task").first.get_by_role("button", name="Claim").click()
    expect(page.locator("main")).to_contain_text("You have it")
    page.goto(f"{address}/my-work")
    page.get_by_role("button", name="Hand back").click()
    expect(page.locator("main")).to_contain_text("Handed back")
    assert team.stands(task)[0] is None
    context.close()
