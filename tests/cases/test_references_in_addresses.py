"""A reference that somebody typed into the bar of the browser leads to its page, however they wrote it."""

from __future__ import annotations

from tests.cases import stories


def test_lower_case_spaces_and_misread_signs_lead_to_the_page_as_it_is_written(world, browser_of):
    story = stories.referred(world)
    browser, case = browser_of(story.spoc), story.reference
    spoken = case.lower().replace("-", " ")
    for typed in (case.lower(), spoken, case.replace("-", "")):
        assert browser.get(f"/cases/{typed}").location == f"/cases/{case}"
    assert browser.get(f"/cases/{spoken}/timeline?check=record").location == f"/cases/{case}/timeline?check=record"
    assert browser.get(f"/my-referrals/{case.lower()}").location == f"/my-referrals/{case}"
    stranger = browser_of(world.worker("waf-housing-options", "triage", name="Sid Stranger"))
    led = stranger.get(f"/cases/{case.lower()}")
    assert led.location == f"/cases/{case}", "spelling alone: it tells nobody whether there is one"
    assert stranger.get(led.location).status_code == 404
    assert browser.get("/cases/hav-0000-001").status_code == 404, "no reference at all"
    sent = browser.post(f"/cases/{case.lower()}/moves/accept", data={"once": "0" * 32})
    assert sent.status_code == 404, "what is sent is never led elsewhere"
