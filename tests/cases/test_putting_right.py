"""An answer that was wrong is put right on its own page; what changes nothing is refused there with a sentence."""

from __future__ import annotations

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from tests.cases import stories


@pytest.fixture
def story(world):
    return stories.accepted(world, given={"contact_person": "A sister (example)"})


def put_right(browser, story, field, value):
    """Open the page of an answer and save it like this; the page that comes back, and its sentences."""
    address = f"/cases/{story.reference}/answers/{field}/0"
    seen = BeautifulSoup(browser.get(address).text, "html.parser").find("input", {"name": "seen"})["value"]
    answer = browser.post(address, data={field: value, "seen": seen, "once": uuid4().hex})
    said = BeautifulSoup(answer.text, "html.parser").select(".govuk-error-summary__list li")
    return answer.status_code, [each.get_text(" ", strip=True) for each in said]


def test_the_page_says_what_it_was_asked_under(story, browser_of):
    assert (
        "Where they will live" in browser_of(story.nurse).get(f"/cases/{story.reference}/answers/outward_code/0").text
    )


def test_an_answer_is_put_right_and_the_case_says_so(story, browser_of):
    assert put_right(browser_of(story.nurse), story, "outward_code", "RM7") == (303, [])


def test_saving_an_answer_as_it_stands_is_refused_with_a_sentence(story, browser_of):
    assert put_right(browser_of(story.nurse), story, "outward_code", "RM3") == (
        422, ["This is the answer that is there already. Change it, or go back to the case."],
    )  # fmt: skip


def test_an_answer_that_may_be_left_out_cannot_be_taken_out_again(story, browser_of):
    status, said = put_right(browser_of(story.nurse), story, "contact_person", "")
    assert (status, said) == (
        422, ["Enter the answer that is right. What was given stays on the case, so it cannot only be taken out."],
    )  # fmt: skip


def test_only_what_can_be_put_right_has_a_link_for_it(story, browser_of):
    page = BeautifulSoup(browser_of(story.spoc).get(f"/cases/{story.reference}").text, "html.parser")
    answers = {each.get_text(" ", strip=True) for each in page.select("dd")}
    assert any("Kim Example" in each for each in answers), "who was chosen out of a list stands among the answers"
    links = [link["href"] for link in page.select("a.answers__correct")]
    assert links
    assert not [link for link in links if "key_worker" in link], "another step changes it"


def test_a_closed_case_offers_no_new_date(story, browser_of):
    link = f"/cases/{story.reference}/dates/release_date"
    assert link in browser_of(story.spoc).get(f"/cases/{story.reference}").text
    story.move(story.spoc, "record_death", died_on="2026-11-18", death_told_by="Their sister (example)")
    assert link not in browser_of(story.spoc).get(f"/cases/{story.reference}").text
