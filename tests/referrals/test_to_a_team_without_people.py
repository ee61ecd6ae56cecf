"""A referral to a team in which nobody has an account: its sender is told before and after, and whom to ring."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from coordination import clock, db
from coordination.identity.models import Team, Worker
from tests.referrals.test_sending import a_draft, sent

UNREAD = "nobody reads this here. Ring them"


@pytest.fixture
def contact(world):
    with world.keeper() as session:
        return session.scalars(select(Team).where(Team.code == "hav-treatment-contact")).one()


def test_its_sender_is_told_before_and_after(world, nurse, contact, browser_of):
    draft, browser = a_draft(nurse), browser_of(nurse)
    before = browser.get(f"/refer/{draft}/check").text
    assert f"Nobody in {contact.name} can sign in yet, so {UNREAD}" in before
    assert contact.duty["phone"] in before
    assert "Send" in before, "it is taken all the same"
    case = sent(nurse, draft)
    assert case
    assert UNREAD in browser.get(f"/refer/{draft}/sent").text

    there = world.worker("hav-treatment-contact", "triage", name="Tom Example")
    assert UNREAD not in browser.get(f"/refer/{draft}/sent").text
    another = a_draft(nurse, surname="Kestrel")
    assert UNREAD not in browser.get(f"/refer/{another}/check").text

    with world.keeper() as session:
        session.execute(update(Worker).where(Worker.id == there.id).values(suspended_at=clock.now()))
    assert UNREAD in browser.get(f"/refer/{another}/check").text, "whoever is suspended reads nothing"


def test_nobody_who_is_not_signed_in_learns_it(world, nurse, contact):
    world.worker("hav-treatment-contact", "triage", name="Tess Example")
    for asker, learns in ((nurse, True), (db.NOBODY, False)):
        with db.reading(asker) as session:
            assert session.scalar(select(func.somebody_is_in(contact.id))) is learns
