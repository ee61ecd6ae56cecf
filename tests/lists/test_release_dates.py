"""Release dates that change in bulk: tried out first, then carried out row by row through the real commands."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from coordination import clock
from coordination.appointments.models import Appointment
from coordination.audit.models import Event
from coordination.cases.models import DatedFact
from coordination.jobs.models import OutboxRow
from coordination.lists.models import BroughtList, BroughtRow
from coordination.queues.models import Clock
from tests.cases import stories
from tests.lists.files import DATES, accepted, bring, press, words


def facts(story):
    with story.world.keeper() as session:
        rows = session.scalars(
            select(DatedFact)
            .where(DatedFact.case_id == story.case_id, DatedFact.fact == "release_date")
            .order_by(DatedFact.recorded_at, DatedFact.id)
        )
        return [row.value["value"] for row in rows]


def retimed(story):
    with story.world.keeper() as session:
        return session.scalar(
            select(func.count()).select_from(Event).where(Event.case_id == story.case_id, Event.kind == "clock.retimed")
        )


def told(story):
    with story.world.keeper() as session:
        return session.scalar(
            select(func.count())
            .select_from(OutboxRow)
            .where(OutboxRow.job == "tell_of_retiming", OutboxRow.ids["case_id"].astext == str(story.case_id))
        )


def test_case_24_a_bulk_file_moves_nine_releases_forward(world, browser_of, clock_at):
    clock_at("2026-08-03T10:00")
    people = [accepted(world, date(2026, 11, 2 + place), f"Z91{place:02}TX") for place in range(9)]
    first = people[0]
    first.move(
        first.spoc, "set_appointment", first_appointment_at="2026-11-03T10:00",
        first_appointment_place="Example House", first_appointment_mode="in-person", person_told="yes",
    )  # fmt: skip
    client = browser_of(first.spoc)
    rows = [f"Z91{place:02}TX,{7 + place}/9/2026,CRD,Prison,Confirmed" for place in range(9)]
    tried = bring(client, "release-dates", "\n".join([DATES, *rows]))
    said = words(tried)
    assert tried.status_code == 200
    assert "Nothing has happened yet" in said
    assert "9 of 9 rows would change a date" in said
    assert "9 releases come forward. An extra panel meeting is suggested." in said
    assert "From Monday 2 November 2026 to Monday 7 September 2026" in said
    assert "The appointment on Tuesday 3 November 2026 would be 57 days after they leave" in said
    assert all(facts(story) == [f"2026-11-{2 + place:02}"] for place, story in enumerate(people))
    assert [retimed(story) for story in people] == [0] * 9

    done = press(client, tried, "confirm")
    assert "9 of 9 rows are done, 0 stood already, 0 could not be done" in words(done)
    for place, story in enumerate(people):
        assert facts(story) == [f"2026-11-{2 + place:02}", f"2026-09-{7 + place:02}"], "the old date stays"
        assert told(story) == 1
    moved = [retimed(story) for story in people]
    assert all(moved)
    with world.keeper() as session:
        rules = session.scalars(
            select(Clock.id).where(
                Clock.case_id == first.case_id, Clock.origin == "release", Clock.stopped_at.is_(None)
            )
        ).all()
        assert rules
        assert session.scalar(select(Appointment.outcome).where(Appointment.case_id == first.case_id)) is None

    again = press(client, tried, "confirm")
    assert "9 of 9 rows are done" in words(again)
    assert [retimed(story) for story in people] == moved, "each deadline moved once"
    assert "Finished" in words(client.get("/lists"))
    once_more = words(bring(client, "release-dates", "\n".join([DATES, *rows])))
    assert "9 of 9 rows stand already" in once_more


def test_one_bad_row_does_not_stop_the_rest_and_another_teams_case_is_not_named(world, browser_of):
    soon = clock.today() + timedelta(days=40)
    mine, theirs = accepted(world, soon, "Z9201TX"), accepted(world, soon, "Z9202TX")
    outsider = world.worker(stories.OTHER_CONTACT, "triage")
    body = "\n".join(
        [DATES, "Z9201TX,31/6/2027,CRD,Prison,Likely", "Z9202TX,1/2/2027,HDC,Prison,Likely",
         "Z9202TX,2/2/2027,HDC,Prison,Likely", "Z9299TX,1/2/2027,HDC,Prison,Likely", "Z9201TX,1/2/2027,odd,Moon,Likely"]
    )  # fmt: skip
    for worker, changes in ((outsider, 0), (mine.spoc, 1)):
        client = browser_of(worker)
        tried = bring(client, "release-dates", body)
        said = words(tried)
        assert "Row 2, New date: There is no 31 June 2027" in said
        assert "Row 6, Kind: this is none of" in said
        assert "Row 6, Source" in said
        assert "No case that you can see." in said
        assert (theirs.reference in said) is bool(changes)
        assert "This repeats row 3, which is taken." in said
        done = words(press(client, tried, "confirm"))
        assert f"{changes} of 3 rows are done" in done
        assert facts(theirs) == [soon.isoformat(), "2027-02-01"][: 1 + changes]
    assert facts(mine) == [soon.isoformat()]


def test_a_date_that_somebody_gives_between_looking_and_confirming_is_not_overwritten(world, browser_of, clock_at):
    clock_at("2026-08-03T10:00")
    story, other = accepted(world, date(2026, 11, 2), "Z9251TX"), accepted(world, date(2026, 11, 2), "Z9252TX")
    client = browser_of(story.spoc)
    body = "\n".join([DATES, *(f"{number},9/9/2026,CRD,Prison,Confirmed" for number in ("Z9251TX", "Z9252TX"))])
    clock_at("2026-08-03T10:05")
    tried = bring(client, "release-dates", body)
    assert "2 of 2 rows would change a date" in words(tried)
    clock_at("2026-08-03T10:10")
    newer = bring(client, "release-dates", f"{DATES}\nZ9251TX,21/9/2026,CRD,Prison,Confirmed")
    assert "1 of 1 rows are done" in words(press(client, newer, "confirm"))
    clock_at("2026-08-03T10:15")
    done = words(press(client, tried, "confirm"))
    assert "1 of 2 rows are done, 0 stood already, 1 could not be done" in done
    assert "Since you brought this file in, Monday 21 September 2026 was given" in done
    assert facts(story)[-1] == "2026-09-21"
    assert facts(other)[-1] == "2026-09-09"
    again = bring(client, "release-dates", body)
    assert "From Monday 21 September 2026 to Wednesday 9 September 2026" in words(again)


def test_whoever_may_not_write_the_date_is_told_so_for_each_row(world, browser_of):
    story = accepted(world, clock.today() + timedelta(days=40), "Z9301TX")
    client = browser_of(story.others["key-worker"])
    tried = bring(client, "release-dates", f"{DATES}\nZ9301TX,1/2/2027,HDC,Prison,Likely")
    assert "Your team cannot change this date" in words(tried)
    assert "0 of 1 rows are done, 0 stood already, 1 could not be done" in words(press(client, tried, "confirm"))
    assert len(facts(story)) == 1


def test_a_list_belongs_to_whoever_brought_it_and_is_cleared_away(world, browser_of, clock_at):
    story = accepted(world, clock.today() + timedelta(days=40), "Z9401TX")
    tried = bring(browser_of(story.spoc), "release-dates", f"{DATES}\nZ9401TX,1/2/2027,HDC,Prison,Likely")
    colleague = world.worker(stories.CONTACT, "triage", "team-lead")
    assert browser_of(colleague).get(tried.request.path).status_code == 404
    assert press(browser_of(story.spoc), tried, "throw_away").status_code == 200
    reference = tried.request.path.rsplit("/", 1)[1]
    with world.keeper() as session:
        assert session.scalar(select(BroughtList).where(BroughtList.reference == reference)) is None


def test_the_sweep_clears_what_nobody_confirmed(world, database, browser_of, clock_at):
    from coordination import db
    from coordination.lists.commands.expiring import clear_lists
    from coordination.worker.doors import sweeping

    story = accepted(world, clock.today() + timedelta(days=40), "Z9501TX")
    bring(browser_of(story.spoc), "release-dates", f"{DATES}\nZ9501TX,1/2/2027,HDC,Prison,Likely")
    db.connect(database.url("worker"))
    try:
        with sweeping("drafts") as session:
            clear_lists(session, clock.now() + timedelta(hours=23))
        with world.keeper() as session:
            assert session.scalar(select(func.count()).select_from(BroughtRow))
        with sweeping("drafts") as session:
            assert clear_lists(session, clock.now() + timedelta(days=8))
        with world.keeper() as session:
            assert not session.scalar(select(func.count()).select_from(BroughtRow))
    finally:
        db.connect(database.url("app"))
