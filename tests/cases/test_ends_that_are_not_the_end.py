"""Prison release: nobody waits for somebody who will not come, hospital is not the end, and what is taken up again is
planned again."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.appointments.models import Appointment
from coordination.cases.models import Participant
from coordination.queues.models import Task
from tests.cases import stories
from tests.cases.test_edge_cases import milestones, open_tasks, rows

TREATMENT = {
    "first_appointment_at": "2026-12-15T15:00",
    "first_appointment_place": "High Street (example)",
    "first_appointment_mode": "in-person",
    "person_told": "yes",
}


def booked(world):
    story = stories.accepted(world, date(2026, 12, 15))
    story.move(story.spoc, "set_appointment", **TREATMENT)
    return story


def positions(story):
    return {row.position for row in rows(story, Participant, Participant.until_at.is_(None))}


@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("person_declined", {"decline_reason": "They would rather not."}),
        ("cancel", {"cancel_reason": "wrong-person"}),
        ("close_not_released", {"not_released_kind": "not_released", "not_released_reason": "A further sentence."}),
    ],
)
def test_nobody_waits_for_somebody_who_will_not_come(world, step, given):
    story = booked(world)
    story.move(story.spoc, step, **given)
    assert [row.outcome for row in rows(story, Appointment)] == ["cancelled-by-service"]


def test_somebody_who_is_moved_to_hospital_is_not_let_go_before_the_ward_knows_whom_to_ring(world):
    story = booked(world)
    story.move(
        story.spoc, "close_not_released", not_released_kind="hospital", not_released_reason="Ward 4, Example Hospital."
    )
    assert rows(story, Task, Task.done_at.is_(None))[0].team_id == world.team_id(stories.CONTACT)
    assert open_tasks(story) == {"tell-the-ward"}
    with world.keeper() as session:
        assert session.get_one(stories.queries.CaseFile, story.case_id).outcome == "hospital"


def test_who_stays_in_prison_leaves_nothing_to_do(world):
    story = booked(world)
    story.move(
        story.spoc, "close_not_released", not_released_kind="not_released", not_released_reason="A new sentence."
    )
    assert not open_tasks(story)


def test_who_comes_back_after_release_is_seen_and_nobody_is_asked_again_whether_they_left(world, clock_at):
    clock_at("2026-11-18T12:00")
    story = stories.released(world, date(2026, 11, 18))
    clock_at("2026-12-14T12:00")
    spoc = world.sign_in(story.spoc.id)
    story.move(spoc, "close_not_engaged", not_engaged_reason="lost_contact")
    story.move(spoc, "take_up_again_after_release", taken_up_again_reason="They came to the door.")
    assert story.stage() == "release_confirmed"
    assert {"allocate", "see-again", "record-start"} <= open_tasks(story)
    assert "confirm-release" not in open_tasks(story)
    key_worker = world.sign_in(story.others["key-worker"].id)
    (see,) = rows(story, Task, Task.kind == "see-again")
    assert see.holder_id == key_worker.id and see.due_at.date() == date(2026, 12, 16), "not by a day long past"
    story.move(key_worker, "record_contact", seen_on="2026-12-14")
    assert "see-again" not in open_tasks(story)
    assert milestones(story).count("released") == 1


def test_who_comes_back_before_release_is_planned_for_as_if_they_had_said_yes_at_once(world):
    story = stories.referred(world, date(2026, 12, 15))
    story.move(story.spoc, "person_declined", decline_reason="Not now.")
    assert "safeguarding" not in positions(story)
    story.move(story.spoc, "take_up_again", taken_up_again_reason="They asked for us.")
    assert "safeguarding" in positions(story)
    assert {"allocate", "late-allocation", "pre-release-contact", "book-appointment", "recheck-release",
            "confirm-tomorrow", "confirm-release"} <= open_tasks(story)  # fmt: skip
    assert "referral-accepted" in milestones(story)


def test_who_withdrew_and_comes_back_has_not_agreed_to_probation_again(world):
    story = stories.accepted(world, date(2026, 12, 15))
    story.move(
        story.spoc, "withdraw", consent_withdrawn_on="2026-11-18", withdrawal_naloxone="taken",
        withdrawal_advice="Where to come without an appointment.",
    )  # fmt: skip
    story.move(story.spoc, "take_up_again", taken_up_again_reason="They agreed again today.")
    assert "probation" not in positions(story)
    assert "book-appointment" in open_tasks(story)
    assert milestones(story).count("referral-accepted") == 1, "counted once"
