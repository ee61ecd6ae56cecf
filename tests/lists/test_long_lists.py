"""Two thousand rows: tried out in seconds, carried out by a job that goes on after the page was left."""

from __future__ import annotations

from datetime import date
from time import monotonic

from sqlalchemy import select

from coordination import db
from coordination.appointments.models import Appointment
from coordination.cases.models import Milestone
from coordination.jobs.models import OutboxRow
from coordination.lists.models import BroughtRow
from coordination.lists.views import working
from coordination.worker import run
from tests.cases import stories
from tests.lists.files import DATES, PRISON, accepted, bring, press, prison_row, words

MOST = 2_000
SECONDS = 60.0  # three or four on a quiet machine; a walk of every row past every other took minutes


def test_two_thousand_rows_are_tried_out_in_seconds(world, browser_of, clock_at):
    clock_at("2026-09-16T11:00")
    story = stories.referred(world, given={"prison_number": "Z9500TX"})
    rows = [
        prison_row(number=f"Z{place:04}QX", born=f"{place % 28 + 1:02}/03/19{place % 50 + 40}") for place in range(MOST)
    ]
    began = monotonic()
    tried = bring(browser_of(story.spoc), "prison-list", "\n".join([PRISON, *rows]))
    taken = monotonic() - began
    assert f"of {MOST} rows match no case of your team" in words(tried), words(tried)[:600]
    assert taken < SECONDS


def test_what_one_press_leaves_a_job_does_while_nobody_looks(world, database, browser_of, clock_at, monkeypatch):
    clock_at("2026-08-03T10:00")
    people = [accepted(world, date(2026, 11, 2), f"Z94{place:02}TX") for place in range(4)]
    people[1].move(
        people[1].spoc, "set_appointment", first_appointment_at="2026-11-03T10:00",
        first_appointment_place="Example House", first_appointment_mode="in-person", person_told="yes",
    )  # fmt: skip
    client = browser_of(people[0].spoc)
    named = [f"Z94{place:02}TX,7/12/2026,CRD,Prison,Confirmed" for place in range(4)]
    named.insert(2, "Z9401TX,8/12/2026,CRD,Prison,Confirmed")
    monkeypatch.setattr(working, "SECONDS_AT_ONCE", 0.0)
    tried = bring(client, "release-dates", "\n".join([DATES, *named]))
    left = words(press(client, tried, "confirm"))
    assert "1 of 5 rows are done" in left
    assert "4 are still to do" in left
    assert "You can leave this page" in left
    with world.keeper() as session:
        (waiting,) = session.scalars(select(OutboxRow).where(OutboxRow.job == "carry_out_list")).all()
    db.connect(database.url("worker"))
    try:
        run(str(waiting.id))
        run(str(waiting.id))
    finally:
        db.connect(database.url("app"))
    with world.keeper() as session:
        became = session.scalars(
            select(BroughtRow.became).order_by(BroughtRow.number).where(BroughtRow.became.is_not(None))
        )
        assert list(became) == ["done", "done", "refused", "done", "done"], "a repeated row is refused, once"
        (booked,) = session.scalars(select(Appointment.warnings).where(Appointment.case_id == people[1].case_id)).all()
        assert session.scalar(select(OutboxRow.failures).where(OutboxRow.id == waiting.id)) == 0
    assert any("before they leave prison" in said for said in booked), (
        "the appointment itself says that it no longer fits"
    )


def test_how_the_prison_closed_its_part_is_counted_once(world, browser_of, clock_at):
    clock_at("2026-09-10T09:00")
    story = stories.released(
        world, date(2026, 9, 10), {"prison_number": "Z9601TX", "date_of_birth": "1988-03-04", "sex": "male"}
    )
    clock_at("2026-09-16T11:00")
    client = browser_of(world.sign_in(story.spoc.id))
    press(client, bring(client, "prison-list", f"{PRISON}\n{prison_row(number='Z9601TX')}"), "confirm")
    with world.keeper() as session:
        kept = session.scalars(
            select(Milestone).where(Milestone.case_id == story.case_id, Milestone.kind == "exit-recorded")
        ).all()
    assert [each.attributes["exit-destination"] for each in kept] == ["havering"]


def test_m_a2_a_referral_that_comes_after_the_prisons_list_is_the_first(world, browser_of, clock_at):
    """By hand: listed on 16 September, 0 referrals. The prison refers on the 17th: 1. RECONNECT adds its own: 1."""
    clock_at("2026-09-16T11:00")
    spoc = world.worker(stories.CONTACT, "triage", "team-lead", name="Sam Example")
    client = browser_of(spoc)
    press(client, bring(client, "prison-list", f"{PRISON}\n{prison_row(number='Z9701TX')}"), "confirm")
    with world.keeper() as session:
        target = session.scalars(
            select(BroughtRow.case_reference).where(BroughtRow.given["prison_number"].astext == "Z9701TX")
        ).one()
    assert referral_milestones(world, target) == []
    for day, sender, expected in (
        ("2026-09-17", stories.PRISON, ["referral-received"]),
        ("2026-09-18", "reconnect-navigators", ["referral-added", "referral-received"]),
    ):
        clock_at(f"{day}T10:00")
        late = stories.referred(world, given={"prison_number": "Z9701TX"}, sender=sender)
        late.move(world.sign_in(spoc.id), "decline_duplicate", duplicate_of=target)
        assert referral_milestones(world, target) == expected


def referral_milestones(world, reference):
    from coordination.cases.models import CaseFile

    with world.keeper() as session:
        kinds = session.scalars(
            select(Milestone.kind)
            .join(CaseFile, CaseFile.id == Milestone.case_id)
            .where(CaseFile.reference == reference, Milestone.kind.in_(("referral-received", "referral-added")))
        )
        return sorted(kinds)
