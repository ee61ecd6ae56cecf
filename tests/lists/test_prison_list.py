"""The prison's own list: matched by number or by a person, opened when nobody referred, and sent back filled in."""

from __future__ import annotations

import csv
import io
from datetime import date

from sqlalchemy import func, select

from coordination.audit.models import Event, ReadEvent
from coordination.cases.models import Answer, CaseFile, Milestone, ReleaseSpell, SamePerson
from coordination.queues.models import Clock, Task
from tests.cases import stories
from tests.lists.files import PRISON, bring, press, prison_row, words
from workflows.local_time import LONDON

LEFT = date(2026, 9, 10)


def contact(world, *roles):
    return world.worker(stories.CONTACT, *(roles or ("triage", "team-lead")), name="Sam Example")


def exit_of(world, case_id):
    with world.keeper() as session:
        rows = session.execute(
            select(Answer.field, Answer.value).where(
                Answer.case_id == case_id, Answer.category == "exit", Answer.superseded_at.is_(None)
            )
        )
        return {row.field: row.value for row in rows}


def named(world, number):
    with world.keeper() as session:
        return session.scalars(
            select(CaseFile)
            .join(Answer, Answer.case_id == CaseFile.id)
            .where(Answer.field == "prison_number", Answer.value == func.to_jsonb(number))
        ).all()


def test_case_25_a_prison_record_without_a_referral(world, browser_of, clock_at):
    clock_at("2026-09-16T11:00")
    spoc = contact(world)
    client = browser_of(spoc)
    tried = bring(client, "prison-list", f"{PRISON}\n{prison_row()}")
    assert "A case is opened, known from the prison’s list alone, with a task for today." in words(tried)
    assert named(world, "Z9017TX") == []
    done = press(client, tried, "confirm")
    assert "1 of 1 rows are done" in words(done), words(done)
    (case,) = named(world, "Z9017TX")
    with world.keeper() as session:
        (task,) = session.scalars(select(Task).where(Task.case_id == case.id)).all()
        assert (task.kind, task.team_id) == ("prison-record", world.team_id(stories.CONTACT))
        assert task.due_at.astimezone(LONDON).date() == date(2026, 9, 16), "due the same day"
        start_by = session.scalars(select(Clock).where(Clock.case_id == case.id, Clock.rule == "start-by")).one()
        assert start_by.due_at.astimezone(LONDON).date() == date(2026, 10, 1), "day 21 from the day they left"
        assert session.scalars(select(ReleaseSpell.from_prison_list).where(ReleaseSpell.case_id == case.id)).one()
        kinds = set(session.scalars(select(Milestone.kind).where(Milestone.case_id == case.id)))
        assert {"prison-listed", "released"} <= kinds
        assert "referral-received" not in kinds, "it counts as no referral"
    assert exit_of(world, case.id)["discharge_reason"] == "transferred-not-in-custody"
    page = client.get(f"/cases/{case.reference}")
    assert page.status_code == 200
    assert "Look into somebody known from the prison's list alone" in words(page)
    three = words(client.get("/lists/reconciliation"))
    assert "Prison record only (1)" in three
    assert case.reference in three

    assert "1 of 1 rows are done" in words(press(client, tried, "confirm")), "a second press opens nothing"
    assert len(named(world, "Z9017TX")) == 1
    again = bring(client, "prison-list", f"{PRISON}\n{prison_row()}")
    assert "1 stood already" in words(press(client, again, "confirm"))
    assert len(named(world, "Z9017TX")) == 1


def test_case_19_an_equal_number_is_written_onto_the_case_that_referrals_opened(world, browser_of, clock_at):
    clock_at("2026-09-10T09:00")
    story = stories.released(world, LEFT, {"prison_number": "Z9501TX", "date_of_birth": "1988-03-04", "sex": "male"})
    clock_at("2026-09-16T11:00")
    client = browser_of(world.sign_in(story.spoc.id))
    rows = [prison_row(number="Z9501TX"), prison_row(number="Z9501TX")]
    tried = bring(client, "prison-list", "\n".join([PRISON, *rows]))
    assert "1 of 2 rows match a case" in words(tried)
    assert "1 of 2 rows repeat an earlier row" in words(tried)
    done = press(client, tried, "confirm")
    assert "1 of 2 rows are done, 0 stood already, 1 could not be done" in words(done)
    assert exit_of(world, story.case_id)["exit_destination"] == "havering"
    assert len(named(world, "Z9501TX")) == 1
    assert story.reference in words(client.get("/lists/reconciliation")).split("Both (", 1)[1]


def likely(world, browser_of, clock_at, verdict, number):
    """Micheal on the prison's list, Michael on our case; and what somebody says about it."""
    clock_at("2026-09-10T09:00")
    given = {
        "prison_number": f"{number}XX", "date_of_birth": "1990-02-01", "sex": "male", "first_name": "Michael",
        "surname": "ODwyer",
    }  # fmt: skip
    story = stories.released(world, LEFT, given)
    clock_at("2026-09-16T11:00")
    client = browser_of(world.sign_in(story.spoc.id))
    row = prison_row(forename="Micheal", surname="O'Dwyer", born="1/2/1990", number=f"{number}TX")
    tried = bring(client, "prison-list", f"{PRISON}\n{row}")
    assert "Initials, date of birth, sex and area agree" in words(tried)
    refused = press(client, tried, "confirm")
    assert refused.status_code == 422
    assert "Say first whether it is the same person. Rows still to answer: 2." in words(refused)
    press(client, tried, "who", row_2=verdict)
    assert "1 of 1 rows are done" in words(press(client, tried, "confirm"))
    return story, named(world, f"{number}TX")


def test_case_18_a_likely_match_is_joined_once_a_person_says_so(world, browser_of, clock_at):
    story, opened = likely(world, browser_of, clock_at, "same", "Z9601")
    assert opened == []
    assert exit_of(world, story.case_id)["exit_reason"] == "released"


def test_case_18_a_likely_match_that_nobody_confirms_is_never_joined(world, browser_of, clock_at):
    story, opened = likely(world, browser_of, clock_at, "not-sure", "Z9602")
    assert len(opened) == 1
    assert exit_of(world, story.case_id) == {}
    with world.keeper() as session:
        assert session.scalars(select(SamePerson.verdict)).all() == ["not-sure"]


def test_a_file_with_another_areas_people_is_refused_by_number_and_nothing_is_kept(world, browser_of, clock_at):
    clock_at("2026-09-16T11:00")
    client = browser_of(contact(world))
    rows = [prison_row(number="Z9701TX"), prison_row(number="Z9702TX", surname="Elsewhere", area="Waltham Forest")]
    refused = bring(client, "prison-list", "\n".join([PRISON, *rows]))
    assert refused.status_code == 422
    assert "Row 3 names another area as the destination" in words(refused)
    assert "Elsewhere" not in refused.text
    assert "You have no list here." in words(refused)


def test_only_a_single_point_of_contact_brings_it_in_and_only_its_lead_compares(world, browser_of, clock_at):
    clock_at("2026-09-16T11:00")
    nurse = browser_of(world.worker(stories.PRISON))
    assert "Only a single point of contact team" in words(bring(nurse, "prison-list", f"{PRISON}\n{prison_row()}"))
    for worker, answer in ((world.worker(stories.PRISON, "team-lead"), 404), (contact(world, "triage"), 403)):
        assert browser_of(worker).get("/lists/reconciliation").status_code == answer


def test_another_teams_case_is_neither_matched_nor_changed(world, browser_of, clock_at):
    clock_at("2026-09-10T09:00")
    story = stories.released(world, LEFT, {"prison_number": "Z9801TX", "date_of_birth": "1988-03-04", "sex": "male"})
    clock_at("2026-09-16T11:00")
    client = browser_of(world.worker(stories.OTHER_CONTACT, "triage", "team-lead"))
    tried = bring(client, "prison-list", f"{PRISON}\n{prison_row(number='Z9801TX', area='Waltham Forest')}")
    assert story.reference not in tried.text
    press(client, tried, "confirm")
    assert exit_of(world, story.case_id) == {}
    assert len(named(world, "Z9801TX")) == 2


def test_the_filled_copy_tells_what_happened_and_runs_in_no_spreadsheet(world, browser_of, clock_at):
    clock_at("2026-09-10T09:00")
    story = stories.released(world, LEFT, {"prison_number": "Z9901TX", "date_of_birth": "1988-03-04", "sex": "male"})
    clock_at("2026-09-11T12:00")
    story.spoc = world.sign_in(story.spoc.id)
    story.move(story.spoc, "record_contact", seen_on="2026-09-11")
    client = browser_of(story.spoc)
    rows = [
        prison_row(number="Z9901TX"),
        prison_row(number="Z9902TX", surname='=HYPERLINK("http://x.example")'.replace('"', '""'))
        .replace("=HYPERLINK", '"=HYPERLINK')
        .replace('example"")', 'example"")"'),
    ]
    tried = bring(client, "prison-list", "\n".join([PRISON, *rows]))
    press(client, tried, "confirm")
    copy = client.get(f"{tried.request.path}/copy.csv")
    assert copy.mimetype == "text/csv"
    headings, first, second = csv.reader(io.StringIO(copy.data.decode("utf-8-sig")))
    filled = dict(zip(headings, first, strict=True))
    assert (filled["Contact"], filled["Date of contact"]) == ("Yes", "2026-09-11")
    assert (filled["Structured start"], filled["Our reference"]) == ("No", story.reference)
    assert second[1].startswith("'=HYPERLINK")
    with world.keeper() as session:
        assert session.scalar(select(func.count()).select_from(Event).where(Event.kind == "import.made"))
        assert session.scalar(select(func.count()).select_from(ReadEvent).where(ReadEvent.route == "working.copy"))
