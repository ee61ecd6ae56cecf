"""The page of a case, as the receiver, the sender and strangers meet it."""

from __future__ import annotations

from tests.cases import stories


def test_the_receiver_sees_a_preview_and_accepts(world, browser_of):
    story = stories.referred(world)
    page = browser_of(story.spoc).get(f"/cases/{story.reference}")
    assert page.status_code == 200, page.text
    assert "This is a preview" in page.text
    assert "Accept this referral" in page.text
