"""A text to the person goes out only where it is safe and set up, tells nothing, and is an attempt like any other."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from coordination import clock
from coordination.cases.commands.appointments import book_on, move_to
from coordination.db import writing
from coordination.governance.commands.settings import change_setting
from coordination.governance.queries import settings
from coordination.identity.models import Partnership
from tests.cases import stories
from tests.notices.conftest import KEY
from tests.plain_client import PlainClient, app_for

SAFE = {"contact_phone": "07700 900123", "safe_to_message": "yes", "first_name": "Zebedee", "surname": "Quillfeather"}


@pytest.fixture
def booked(machine, world):
    """Book an appointment two days from now for somebody who left prison today, as their single point of contact."""

    def book(*, left_prison=True, **given):
        answers = {**SAFE, **given}
        if left_prison:
            story = stories.released(world, clock.today(), answers)
        else:
            story = stories.accepted(world, given=answers)
        machine.quiet()
        story.appointment = _book(story, book_on, (), "2026-11-20T10:00")
        return story

    return book


def _book(story, command, which, at):
    with writing(story.spoc) as session:
        return command(
            session,
            story.spoc,
            story.reference,
            *which,
            once=uuid4().hex,
            warnings=(),
            kind="treatment",
            starts_at=clock.as_moment(at),
            place="The secret clinic",
            mode="in-person",
            with_whom="A drug worker",
            told_how=None,
        )


def contacts(machine, story):
    return [
        (row.how, row.outcome)
        for row in machine.sql("select how, outcome from contact where case_id = %s order by at, id", story.case_id)
    ]


def said(service):
    return [body["personalisation"]["message"] for way, body in service.asked if way == "sms"]


def test_made_moved_and_the_day_before_each_are_said_once_in_neutral_words(machine, by_notify, booked, clock_at):
    story = booked()
    machine.work()
    _book(story, move_to, (story.appointment,), "2026-11-20T14:30")
    machine.work()
    clock_at("2026-11-19T10:00")
    for _ in range(2):
        machine.beat("remind_residents")
    ring = "If you cannot come, ring the number you were given."
    assert said(by_notify) == [
        f"You have an appointment at 10am on Friday 20 November 2026. {ring}",
        f"Your appointment has moved. It is now at 2:30pm on Friday 20 November 2026. {ring}",
        f"A reminder of your appointment at 2:30pm on Friday 20 November 2026. {ring}",
    ]
    assert {body["phone_number"] for _, body in by_notify.asked} == {"07700900123"}
    assert contacts(machine, story) == [("text", "message-left")] * 3
    recorded = machine.sql("select count(*) from event where case_id = %s and kind = 'contact.recorded'", story.case_id)
    assert recorded[0].count == 3


def test_a_partnership_says_it_in_its_own_words(machine, by_notify, booked, world):
    governance = world.worker("hav-treatment-contact", "governance", name="Gov Example")
    with writing(governance) as session:
        havering = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        made = settings.one(session, havering.id, settings.TO_THE_PERSON, "resident-text-made")
        words = "We look forward to seeing you at {when}."
        given = {"from_day": clock.today(), "reason": "Warmer.", "once": uuid4().hex}
        change_setting(session, governance, havering, made, words, **given)
    booked()
    machine.work()
    assert said(by_notify) == ["We look forward to seeing you at 10am on Friday 20 November 2026."]


def test_nobody_is_texted_at_night_but_of_what_is_nearer_than_the_morning(machine, by_notify, booked, clock_at):
    clock_at("2026-11-18T21:30")
    story = booked()
    machine.work()
    clock_at("2026-11-19T07:59")
    machine.work()
    assert said(by_notify) == []
    clock_at("2026-11-19T08:00")
    machine.work()
    assert ["10am on Friday 20 November 2026" in words for words in said(by_notify)] == [True]
    assert contacts(machine, story) == [("text", "message-left")]
    clock_at("2026-11-19T22:00")
    _book(story, move_to, (story.appointment,), "2026-11-20T07:30")
    machine.work()
    assert len(said(by_notify)) == 2, "it would have come after the appointment"


@pytest.mark.parametrize(
    "given", [{"safe_to_message": "no"}, {"contact_phone": "020 7946 0123"}, {"contact_phone": None}]
)
def test_an_unsafe_answer_or_no_mobile_number_stops_it(machine, by_notify, booked, given):
    story = booked(**given)
    machine.work()
    assert by_notify.asked == []
    assert contacts(machine, story) == []


def test_nobody_is_texted_while_somebody_else_may_have_their_phone(database, machine, by_notify, booked):
    story = booked(left_prison=False)
    machine.work()
    assert by_notify.asked == []
    client = PlainClient(app_for(database, COORDINATION_NOTIFY_KEY=KEY, COORDINATION_NOTIFY_TEXT_TEMPLATE="64415853"))
    client.carry(story.spoc.token)
    page = client.get(f"/cases/{story.reference}/appointments/book").text
    assert "No text goes out by itself. Nobody has recorded that they left prison" in page
    story.move(story.spoc, "confirm_release", actual_release=f"{clock.today().isoformat()}T10:00", naloxone="yes")
    _book(story, move_to, (story.appointment,), "2026-11-20T14:30")
    machine.work()
    assert [words.split(".")[0] for words in said(by_notify)] == ["Your appointment has moved"]


@pytest.mark.parametrize(
    "what",
    [
        "update case_file set silent_since = now() where id = %s",
        "update case_file set ended_at = now(), outcome = 'withdrawn' where id = %s",
        "update answer set given = jsonb_set(given, array['safe_to_message'], '\"no\"', false) where case_id = %s",
        "update appointment set outcome = 'cancelled-by-person', outcome_at = now() where case_id = %s",
        "update participant set until_at = now() where case_id = %s",
    ],
    ids=[
        "a death",
        "a withdrawal",
        "a new answer that it is not safe",
        "they cancelled",
        "whoever booked is no longer on the case",
    ],
)
def test_what_happens_after_booking_stops_what_waits_already(machine, by_notify, booked, what):
    story = booked()
    machine.force(what, story.case_id)
    machine.work()
    assert by_notify.asked == []


def test_without_a_key_nothing_goes_out(machine, booked):
    story = booked()
    machine.work()
    assert contacts(machine, story) == []


def test_a_text_that_is_refused_is_an_attempt_that_did_not_go_out(machine, by_notify, booked):
    by_notify.status = 400
    story = booked()
    machine.work()
    assert contacts(machine, story) == [("text", "not-sent")]


def test_a_text_that_was_cut_short_is_asked_for_and_not_sent_twice(machine, by_notify, booked):
    story = booked()
    by_notify.hangs_up_after_taking = True
    machine.work()
    assert contacts(machine, story) == []
    by_notify.hangs_up_after_taking = False
    machine.work()
    assert len(said(by_notify)) == 1
    assert contacts(machine, story) == [("text", "message-left")]


def test_the_booking_page_says_whether_a_text_will_go_and_the_letter_is_neutral(machine, booked, client_of):
    story = booked()
    client = client_of(story.spoc)
    assert (
        "No text goes out by itself: texts are not set up here."
        in client.get(f"/cases/{story.reference}/appointments/book").text
    )
    letter = client.client.get(
        f"/cases/{story.reference}/appointments/{story.appointment}/letter.pdf", base_url="http://127.0.0.1:8000"
    )
    assert letter.status_code == 200
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(letter.data)).pages)
    assert "Dear Zebedee Quillfeather" in " ".join(words.split())
    assert "10am on Friday 20 November 2026" in " ".join(words.split())
    for telling in ("clinic", "drug", "Drug", "treatment", "prison", "Havering", story.reference):
        assert telling not in words
    assert (
        machine.sql("select count(*) from event where case_id = %s and kind = 'case.printed'", story.case_id)[0].count
        == 1
    )


def test_a_letter_that_is_not_safe_is_not_printed(booked, client_of):
    story = booked(safe_to_message="no")
    client = client_of(story.spoc)
    assert "They have not said that it is safe to leave a message." in client.get(f"/cases/{story.reference}").text
    refused = client.get(f"/cases/{story.reference}/appointments/{story.appointment}/letter.pdf")
    assert refused.status == 403
    assert "Zebedee" not in refused.html


def test_where_texts_are_set_up_the_booking_page_says_so(database, world, booked, by_notify):
    story = booked()
    client = PlainClient(app_for(database, COORDINATION_NOTIFY_KEY=KEY, COORDINATION_NOTIFY_TEXT_TEMPLATE="64415853"))
    client.carry(story.spoc.token)
    page = client.get(f"/cases/{story.reference}/appointments/book")
    assert "A text goes to their mobile when you book" in page.text
