"""Two in one case at once: one wins; the other is told by whom and of what, and can still read what they wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from coordination import clock
from tests.cases import stories

WORDS = "They asked for counselling instead, zqkeptzq."


def dies(story: stories.Story) -> None:
    story.move(story.spoc, "record_death", died_on=clock.today().isoformat(), death_told_by="The hospital (example)")


def test_whoever_declines_after_a_colleague_accepted_is_told_by_whom_and_keeps_their_words(world: Any, browser_of):
    story = stories.referred(world)
    other = world.worker(stories.CONTACT, "triage", name="Olu Otherone")
    story.move(story.spoc, "accept")
    address = f"/cases/{story.reference}/moves/decline_no_need"
    answer = browser_of(other).post(address, data={"once": uuid4().hex, "decline_reason": WORDS})
    assert answer.status_code == 409
    assert "already “Accepted”, so nothing was done" in answer.text and "Reload" not in answer.text
    assert "Sam Example" in answer.text, "who was first"
    assert WORDS in answer.text
    main = answer.text[answer.text.index("<main") :]
    assert "Decline: no need for treatment" in main and "govuk-button " not in main, "there is nothing left to press"
    assert "Back to the case" in answer.text


def test_nobody_puts_right_a_form_that_cannot_be_sent_any_more(world: Any, browser_of):
    story = stories.accepted(world)
    dies(story)
    address = f"/cases/{story.reference}/moves/change_release_date"
    mistyped = {
        f"planned_release_date-{part}": said for part, said in (("day", "99"), ("month", "1"), ("year", "2027"))
    }
    given = {"once": uuid4().hex, "release_date_known": "yes", **mistyped}
    answer = browser_of(story.spoc).post(address, data=given)
    assert answer.status_code == 409
    assert "already “Closed: they have died”" in answer.text
    assert "Enter" not in answer.text[answer.text.index("There is a problem") :].split("</div>", 1)[0]


def test_an_appointment_for_somebody_who_has_died_is_not_weighed_against_the_calendar(world: Any, browser_of):
    story = stories.accepted(world)
    dies(story)
    day = clock.today() - timedelta(days=1)
    given = {
        "once": uuid4().hex, "kind": "treatment", "place": "The clinic", "mode": "in-person", "starts_at-time": "10:00",
        "starts_at-day": str(day.day), "starts_at-month": str(day.month), "starts_at-year": str(day.year),
    }  # fmt: skip
    answer = browser_of(story.spoc).post(f"/cases/{story.reference}/appointments/book", data=given)
    assert "This case has been closed, so nothing was booked." in answer.text
    assert "Look at this before you book it" not in answer.text
    assert "The clinic" in answer.text
