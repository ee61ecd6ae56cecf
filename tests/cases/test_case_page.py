"""The page of a case, as the receiver, the sender and strangers meet it."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, text

from coordination import db
from coordination.audit.models import Event, ReadEvent
from coordination.cases.models import Participant
from tests.cases import stories


def once_of(page) -> str:
    return re.search(r'name="once"[^>]*value="([0-9a-f]{32})"', page.text)[1]


def test_the_receiver_sees_a_preview_says_so_and_accepts(world, browser_of):
    story = stories.referred(world, given={"past_misuse": "yes", "past_misuse_detail": "Heroin for ten years."})
    browser = browser_of(story.spoc)
    page = browser.get(f"/cases/{story.reference}")
    assert page.status_code == 200
    assert "This is a preview" in page.text
    assert "Accept or decline" in page.text
    assert "Heroin for ten years." not in page.text
    assert page.text.count('class="govuk-button" data-module') == 1, "one action stands out, and only one"

    asked = browser.get(f"/cases/{story.reference}/moves/accept")
    done = browser.post(f"/cases/{story.reference}/moves/accept", data={"once": once_of(asked)})
    assert done.status_code == 303, done.text
    page = browser.get(done.location)
    assert "Accepted. Name a key worker next." in page.text
    assert "This is a preview" not in page.text
    assert story.stage() == "accepted"


def test_the_same_press_twice_is_one_move_and_a_second_person_is_told(world, browser_of):
    story = stories.referred(world)
    colleague = world.worker(stories.CONTACT, "triage", name="Cal Example")
    data = {"once": uuid4().hex}
    first = browser_of(story.spoc).post(f"/cases/{story.reference}/moves/accept", data=data)
    again = browser_of(story.spoc).post(f"/cases/{story.reference}/moves/accept", data=data)
    assert (first.status_code, again.status_code) == (303, 303), again.text
    late = browser_of(colleague).post(
        f"/cases/{story.reference}/moves/ask_for_more",
        data={"once": uuid4().hex, "information_wanted": "Which tablets does he take?"},
    )
    assert late.status_code == 409
    assert "already “Accepted”" in late.text
    assert "Which tablets does he take?" in late.text, "nothing that was written is lost"
    with world.keeper() as session:
        moves = session.scalars(select(Event.kind).where(Event.case_id == story.case_id, Event.kind == "case.moved"))
        assert len(moves.all()) == 1


def test_asking_for_more_needs_a_question_and_keeps_what_was_written(world, browser_of):
    story = stories.referred(world)
    browser = browser_of(story.spoc)
    refused = browser.post(f"/cases/{story.reference}/moves/ask_for_more", data={"once": uuid4().hex})
    assert refused.status_code == 422
    assert "Enter what you need to know." in refused.text
    too_long = browser.post(
        f"/cases/{story.reference}/moves/ask_for_more", data={"once": uuid4().hex, "information_wanted": "dose " * 200}
    )
    assert too_long.status_code == 422
    assert "dose dose" in too_long.text
    story.move(story.spoc, "ask_for_more", information_wanted="Which pharmacy?")
    page = browser_of(story.nurse).get(f"/cases/{story.reference}")
    assert "Answer what was asked" in page.text
    story.move(story.nurse, "send_more", information_given="The one in Romford.")
    assert story.stage() == "submitted"


def test_a_decline_says_whose_no_it_was_and_the_sender_can_read_it(world, browser_of):
    story = stories.referred(world)
    page = browser_of(story.spoc).get(f"/cases/{story.reference}/moves/decline_no_need")
    assert page.status_code == 200
    assert "This is counted as" in page.text
    assert story.stage() == "submitted"


def test_a_stranger_gets_the_same_answer_as_for_no_case(world, browser_of):
    story = stories.referred(world)
    stranger = world.worker("waf-treatment-contact", "triage", name="Wes Example")
    browser = browser_of(stranger)
    there = browser.get(f"/cases/{story.reference}")
    nowhere = browser.get("/cases/HAV-2222-222")
    assert there.status_code == nowhere.status_code == 404
    assert re.sub(r'nonce="[^"]*"|value="[^"]*"|nonce-[^\']*', "", there.text) == re.sub(
        r'nonce="[^"]*"|value="[^"]*"|nonce-[^\']*', "", nowhere.text
    )
    for path in ("timeline", "moves/accept", "dates/release_date", "appointments/book", "contact", "summary.pdf"):
        assert browser.get(f"/cases/{story.reference}/{path}").status_code == 404, path


def test_what_is_not_shared_is_said_plainly(world, browser_of):
    story = stories.accepted(world, given={"past_misuse": "yes", "past_misuse_detail": "Heroin for ten years."})
    probation = world.worker("hav-probation", name="Pat Example")
    page = browser_of(probation).get(f"/cases/{story.reference}").text
    assert "Not shared with you: " in page
    assert "clinical" in page.lower()
    assert "NHS" not in re.sub(r"<summary.*?</summary>", "", page), "no number of a category that probation lacks"


def test_opening_in_full_before_accepting_asks_why_and_is_seen_by_all(world, browser_of):
    story = stories.referred(world)
    browser = browser_of(story.spoc)
    assert browser.post(f"/cases/{story.reference}/in-full", data={"once": uuid4().hex}).status_code == 422
    opened = browser.post(
        f"/cases/{story.reference}/in-full", data={"once": uuid4().hex, "reason": "The dose decides which clinic."}
    )
    assert opened.status_code == 303
    assert "This is a preview" not in browser.get(f"/cases/{story.reference}").text
    assert "opened this in full before accepting" in browser_of(story.nurse).get(f"/cases/{story.reference}").text


def test_what_changed_since_the_last_look_is_marked_once(world, browser_of, clock_at):
    story = stories.referred(world)
    browser = browser_of(story.nurse)
    browser.get(f"/cases/{story.reference}")
    clock_at("2026-11-18T10:40")
    story.move(story.spoc, "accept")
    clock_at("2026-11-18T10:45")
    assert 'class="new-mark"' in browser.get(f"/cases/{story.reference}").text
    clock_at("2026-11-18T10:50")
    assert 'class="new-mark"' not in browser.get(f"/cases/{story.reference}").text


def test_a_page_takes_five_statements_however_much_there_is(world, browser_of, clock_at):
    story = stories.accepted(world)
    browser = browser_of(story.spoc)
    browser.get(f"/cases/{story.reference}")  # once a minute a page's frame asks for what is its own
    few = _statements(lambda: browser.get(f"/cases/{story.reference}"))
    for day in range(1, 26):
        clock_at(f"2026-11-18T10:{day + 30}")
        _new_date(story, f"2027-01-{day:02}")
    browser.get(f"/cases/{story.reference}")
    many = _statements(lambda: browser.get(f"/cases/{story.reference}"))
    # who asks, the case, everything on it and beside it, that it was looked at
    assert len(few) <= 5, few
    assert len(many) <= 5, many
    assert _of_the_case(few) == _of_the_case(many)
    # 60 kB is what a page should take; the composer and 25 answers with their history stand above it
    assert len(browser.get(f"/cases/{story.reference}").data) < 85_000


def test_opening_a_case_leaves_one_look_in_the_log(world, browser_of):
    story = stories.accepted(world)
    browser = browser_of(story.spoc)
    browser.get(f"/cases/{story.reference}")
    assert _looks(world, story) == [("cases.case", [story.case_id])]
    browser.get(f"/cases/{story.reference}/timeline")
    assert [route for route, _ in _looks(world, story)] == ["cases.case", "cases.whole_timeline"]


def _looks(world, story) -> list[tuple[str, list[UUID]]]:
    with world.keeper() as session:
        rows = session.execute(
            select(ReadEvent.route, ReadEvent.case_ids)
            .where(ReadEvent.worker_id == story.spoc.id)
            .order_by(ReadEvent.seq)
        )
        return [(route, list(case_ids)) for route, case_ids in rows]


def test_other_steps_stand_under_what_they_are_about_and_those_that_end_it_last(world, browser_of):
    story = stories.accepted(world)
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").text
    menu = re.search(r'<div class="menu__groups">(.*?)</details>', page, re.DOTALL)[1]
    subjects = re.findall(r'<p class="menu__subject"[^>]*>(.*?)</p>', menu)
    assert subjects == ["The case goes on", "People and teams", "Write down", "The case ends"]
    of_the_end = menu[menu.index("The case ends") :]
    assert "/moves/record_death" in of_the_end
    assert "/moves/set_appointment" not in of_the_end
    primary = re.search(r'case-top__actions">\s*<a href="([^"]*)"', page)
    assert primary is None or f'href="{primary[1]}"' not in menu, "what stands out is not offered twice"


def test_nobody_is_led_to_say_that_somebody_has_left_days_before_they_do(world, clock_at, browser_of):
    clock_at("2026-11-17T10:30")
    story = stories.accepted(world, released_on=date(2026, 11, 27))

    def stands_out():
        nurse = browser_of(world.sign_in(story.nurse.id))
        found = re.search(r'case-top__actions">\s*<a href="([^"]*)"', nurse.get(f"/cases/{story.reference}").text)
        return found and found[1].rpartition("/")[2]

    assert stands_out() is None
    clock_at("2026-11-27T09:00")
    assert stands_out() == "confirm_release"


def test_nobody_is_said_to_have_left_prison_before_somebody_recorded_it(world, clock_at, browser_of):
    """Once the planned day had passed, queues said “left prison” of people of whom nobody knew whether they had."""
    clock_at("2026-11-17T10:30")
    story = stories.accepted(world, released_on=date(2026, 11, 19))

    def said():
        page = browser_of(world.sign_in(story.spoc.id)).get(f"/queues/{stories.CONTACT}").text
        return next(words for words in ("was to leave prison", "left prison", "leaves prison") if words in page)

    assert said() == "leaves prison"
    clock_at("2026-11-20T10:30")
    assert said() == "was to leave prison"
    story.move(story.nurse, "confirm_release", actual_release="2026-11-19T10:00", naloxone="yes")
    assert said() == "left prison"


def test_the_record_of_a_case_is_checked_on_asking(world, browser_of):
    story = stories.accepted(world)
    browser = browser_of(story.spoc)
    assert "Record checked" not in browser.get(f"/cases/{story.reference}/timeline").text
    with world.keeper() as session:
        entries = len(session.scalars(select(Event.id).where(Event.case_id == story.case_id)).all())
    checked = browser.get(f"/cases/{story.reference}/timeline?check=record").text
    assert "Record checked" in checked
    assert f"It is whole: {entries} entries" in checked


def _of_the_case(heard: list[str]) -> list[str]:
    """What was asked for the case itself: the frame around the page asks now and then for what it keeps."""
    return [
        said for said in heard if not any(word in said for word in ("heartbeat", "partnership.details", "set_config"))
    ]


def _new_date(story, day: str) -> None:
    from coordination.cases.commands.dating import NewValue, give_value

    with db.writing(story.spoc) as session:
        new = NewValue("release_date", day, kind="confirmed", source="prison", confidence="confirmed")
        give_value(session, story.spoc, story.reference, new, once=uuid4().hex)


def _statements(ask) -> list[str]:
    heard: list[str] = []

    def hear(*said):
        heard.append(said[2])

    event.listen(db.engine(), "before_cursor_execute", hear)
    try:
        assert ask().status_code == 200
    finally:
        event.remove(db.engine(), "before_cursor_execute", hear)
    return heard


def test_the_stage_shown_is_the_one_that_the_events_tell(world):
    story = stories.accepted(world)
    with world.keeper() as session:
        details = session.execute(
            text(
                "select e.line, d.detail->>'now' from event e join event_detail d on d.event_id = e.id "
                "where e.case_id = :case and e.kind = 'case.moved' order by e.seq"
            ),
            {"case": story.case_id},
        ).all()
        rebuilt = {line: stage for line, stage in details if stage}
        copies = session.scalars(
            select(Participant.stage).where(Participant.case_id == story.case_id, Participant.until_at.is_(None))
        ).all()
    assert rebuilt["main"] == story.stage() == "accepted"
    assert set(copies) == {"accepted"}


@pytest.mark.parametrize("path", ["/cases", "/cases?show=closed", "/cases?after=odd~thing", "/search?q=example"])
def test_the_lists_show_my_cases(world, browser_of, path):
    story = stories.accepted(world)
    page = browser_of(story.spoc).get(path)
    assert page.status_code == 200
    assert (story.reference in page.text) == ("closed" not in path)


def test_search_finds_a_reference_and_nobody_elses(world, browser_of):
    story = stories.referred(world)
    assert story.reference in browser_of(story.spoc).get(f"/search?q={story.reference.lower()}").text
    stranger = world.worker("waf-treatment-contact", "triage")
    found = browser_of(stranger).get(f"/search?q={story.reference}").text
    assert "Nothing was found" in found
