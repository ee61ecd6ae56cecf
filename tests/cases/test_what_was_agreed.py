"""What the person agrees to share decides who takes part and why: with the referral, and whenever they change it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.audit.models import Event
from coordination.cases.commands.correcting import correct
from coordination.cases.models import CaseFile, Participant
from coordination.cases.queries import answer_mark
from coordination.db import writing
from coordination.errors import Invalid
from coordination.sharing.models import Consent
from tests.cases import stories
from tests.cases.test_keeping_safe import current
from tests.panels.meetings import PANEL, sitting

PROBATION = "hav-probation"


def parts(world, story, position):
    with world.keeper() as session:
        return session.scalars(
            select(Participant).where(Participant.case_id == story.case_id, Participant.position == position)
        ).all()


def ground(world, story, position):
    """Why whoever holds this position takes part now, and what the person said of it."""
    (part,) = [part for part in parts(world, story, position) if part.until_at is None]
    with world.keeper() as session:
        consent = session.get(Consent, part.consent_id) if part.consent_id else None
        return part.basis, consent.recipient if consent else None


def takes_part(world, story, position):
    return any(part.until_at is None for part in parts(world, story, position))


def says(story, worker, field, value):
    """Put what they said right, as the page does."""
    with writing(worker) as session:
        seen = answer_mark(current(story, field).id)
        correct(session, worker, story.reference, field, 0, value, seen=seen, once=uuid4().hex)


def events(world, story, kind):
    with world.keeper() as session:
        return len(session.scalars(select(Event.id).where(Event.case_id == story.case_id, Event.kind == kind)).all())


def test_each_part_that_rests_on_a_yes_names_the_consent(world, browser_of):
    story = stories.accepted(world)
    assert ground(world, story, "spoc") == ("consent", "spoc")
    assert ground(world, story, "probation") == ("consent", "probation")
    assert "because the person agreed" in browser_of(story.spoc).get(f"/cases/{story.reference}").text


def test_over_a_no_the_service_is_told_to_prevent_serious_harm_and_nothing_claims_a_yes(world, browser_of):
    story = stories.referred(
        world, given={"consent_provider": "no", "serious_harm_reason": "They said that they will not live."}
    )
    assert ground(world, story, "spoc") == ("serious-harm", None)
    page = browser_of(story.nurse).get(f"/cases/{story.reference}").text
    assert "to prevent serious harm" in page and "because the person agreed" not in page


def test_a_no_put_in_the_place_of_a_yes_ends_the_part_that_rested_on_it_at_once(world, browser_of):
    story = stories.accepted(world)
    probation = world.worker(PROBATION)
    assert browser_of(probation).get(f"/cases/{story.reference}").status_code == 200
    says(story, story.nurse, "consent_probation", "no")
    assert not takes_part(world, story, "probation")
    assert browser_of(probation).get(f"/cases/{story.reference}").status_code == 404
    assert (events(world, story, "consent.withdrawn"), events(world, story, "participant.left")) == (1, 1)
    with world.keeper() as session:
        said = session.scalars(
            select(Consent).where(Consent.case_id == story.case_id, Consent.recipient == "probation")
        ).all()
    assert sorted((row.given, row.withdrawn_at is not None) for row in said) == [(False, False), (True, True)]


def test_a_yes_that_comes_later_lets_in_who_would_have_joined(world, browser_of):
    story = stories.accepted(world, given={"consent_probation": "no"})
    assert not takes_part(world, story, "probation")
    says(story, story.nurse, "consent_probation", "yes")
    assert ground(world, story, "probation") == ("consent", "probation")
    assert browser_of(world.worker(PROBATION)).get(f"/cases/{story.reference}").status_code == 200


def test_who_has_no_step_of_the_case_to_take_tells_those_who_have(world):
    story = stories.accepted(world, given={"consent_probation": "no", "consent_housing": "yes"})
    housing = world.worker("hav-housing-options")
    with pytest.raises(Invalid, match="Tell them"):
        says(story, housing, "consent_probation", "yes")
    assert not takes_part(world, story, "probation") and current(story, "consent_probation").value == "no"


def test_a_yes_before_anybody_took_the_case_on_waits_for_that(world):
    story = stories.referred(world, given={"consent_probation": "no"})
    says(story, story.nurse, "consent_probation", "yes")
    assert not takes_part(world, story, "probation")
    story.move(story.spoc, "accept")
    assert ground(world, story, "probation") == ("consent", "probation")


def test_the_yes_on_which_the_case_itself_rests_is_taken_back_by_the_step_alone(world, browser_of):
    story = stories.accepted(world)
    with pytest.raises(Invalid, match="take the step") as refused:
        says(story, story.nurse, "consent_provider", "no")
    assert refused.value.field == "consent_provider"
    assert takes_part(world, story, "spoc") and current(story, "consent_provider").value == "yes"
    sent = browser_of(story.nurse).post(
        f"/cases/{story.reference}/answers/consent_provider/0",
        data={"once": uuid4().hex, "consent_provider": "no",
              "seen": answer_mark(current(story, "consent_provider").id)},
    )  # fmt: skip
    assert sent.status_code == 422 and "it ends the referral" in sent.text


def test_the_step_writes_the_no_down_and_the_panel_needs_a_reason_from_then_on(world):
    sitting(world)
    story = stories.accepted(world)
    story.move(story.spoc, "withdraw_one_consent", consent_withdrawn_from=["panel", "probation"],
               consent_withdrawn_on="2026-11-18")  # fmt: skip
    assert [current(story, field).value for field in ("consent_panel", "consent_probation")] == ["no", "no"]
    assert not takes_part(world, story, "probation")
    with pytest.raises(Invalid, match="did not agree"):
        story.move(story.spoc, "list_at_panel", panel_meeting=PANEL)
    story.move(story.spoc, "list_at_panel", panel_meeting=PANEL,
               panel_serious_harm_reason="Somebody wants to harm them (example).")  # fmt: skip
    assert {part.basis for part in parts(world, story, "panel")} == {"serious-harm"}


@pytest.mark.parametrize("how", ["by the step", "by putting it right"])
def test_who_writes_the_no_down_that_ends_their_own_part_is_led_off_the_case(world, browser_of, how):
    story = stories.accepted(world)
    probation = world.worker(PROBATION)
    browser, case = browser_of(probation), f"/cases/{story.reference}"
    if how == "by the step":
        sent = browser.post(f"{case}/moves/withdraw_one_consent", data={
            "once": uuid4().hex, "consent_withdrawn_from": "probation", "consent_withdrawn_on-day": "18",
            "consent_withdrawn_on-month": "11", "consent_withdrawn_on-year": "2026"})  # fmt: skip
    else:
        sent = browser.post(f"{case}/answers/consent_probation/0", data={
            "once": uuid4().hex, "consent_probation": "no",
            "seen": answer_mark(current(story, "consent_probation").id)})  # fmt: skip
    assert (sent.status_code, sent.location) == (303, "/cases?done=left")
    assert browser.get(case).status_code == 404
    assert not takes_part(world, story, "probation")
    assert current(story, "consent_probation").value == "no"
    assert browser.get(sent.location).status_code == 200


def test_the_next_spell_goes_on_on_the_same_grounds(world):
    with clock.at("2026-11-02T10:30"):
        story = stories.released(world, clock.today())
    moved = story.move(story.spoc, "record_recall", returned_on="2026-11-16", next_release_date="2026-12-20")
    assert moved.linked_reference
    with world.keeper() as session:
        there = dict(
            session.execute(
                select(Participant.position, Participant.basis)
                .join(CaseFile, CaseFile.id == Participant.case_id)
                .where(CaseFile.reference == moved.linked_reference)
            ).all()
        )
    assert (there["spoc"], there["probation"], there["key-worker"]) == ("consent", "consent", "direct-care")
