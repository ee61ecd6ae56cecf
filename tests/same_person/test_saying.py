"""One person on two cases: found and explained, said to be the same or not, remembered, and taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination.audit.models import Event, EventDetail, ReadEvent
from coordination.cases.commands.correcting import correct
from coordination.cases.models import Answer, SamePerson
from coordination.cases.queries import answer_mark
from coordination.db import writing

ASKED, DIFFERENT = "Who may be the same person", "Not the same person"


@pytest.fixture(autouse=True)
def nothing_said(stage):
    """Each test begins with nothing said of anybody."""
    with stage.world.keeper() as session:
        session.execute(text("delete from same_person"))


def say(stage, one, other, verdict, *, as_=None):
    return stage.browser(as_ or stage.spoc).post(
        f"/cases/{stage.reference(one)}/same-person/{stage.reference(other)}",
        data={"verdict": verdict, "once": uuid4().hex},
    )


def words(answer) -> str:
    return answer.get_data(as_text=True)


def section(page: str, title: str) -> str:
    """What stands under a heading of the list."""
    _, _, after = page.partition(f">{title}</h2>")
    return after.partition("<h2")[0]


def test_who_is_spelt_differently_is_found_and_why_is_said(stage):
    page = words(stage.get(stage.spoc, "first", "/same-person"))
    asked = section(page, ASKED)
    assert stage.reference("spelt") in asked and "Likely the same person" in asked
    assert "One first name is a form of the other." in asked
    assert "Date of birth differs by day and month swapped." in asked
    assert stage.reference("stranger") not in page and stage.reference("across") not in page
    twin = asked[asked.index(stage.reference("twin")) :]
    assert "They may be twins, or others of one family: only the first name tells them apart." in asked and twin


def test_the_page_of_the_case_asks_and_the_look_names_both(stage):
    page = words(stage.get(stage.spoc, "spelt"))
    assert "may be the same person" in page and stage.reference("first") in page
    with stage.world.keeper() as session:
        look = session.scalars(
            select(ReadEvent.case_ids).where(ReadEvent.route == "cases.case").order_by(ReadEvent.at.desc()).limit(1)
        ).one()
    assert {stage.cases["spelt"].case_id, stage.cases["first"].case_id} <= set(look)


def test_the_other_way_round_says_the_same(stage):
    assert stage.reference("first") in section(
        words(stage.get(stage.spoc, "twin", "/same-person")), "Who may be the same person"
    )


def test_side_by_side_says_what_agrees_and_what_differs(stage):
    page = words(stage.get(stage.spoc, "first", f"/same-person/{stage.reference('spelt')}"))
    for said in ("9 March 1984", "3 September 1984", "Z9101TX", "Kit Shah", "Not known, or not shared with you"):
        assert said in page, said
    assert "Your team has not accepted one of these cases." in page, "the other one still waits for an answer"


def test_who_has_only_been_asked_looks_and_does_not_say(stage):
    assert say(stage, "first", "spelt", "same").status_code == 403
    with stage.world.keeper() as session:
        assert session.scalars(select(SamePerson)).all() == []


def test_not_the_same_is_remembered_and_can_be_undone(stage):
    assert say(stage, "first", "twin", "different").status_code == 303
    page = words(stage.get(stage.spoc, "twin", "/same-person"))
    assert stage.reference("first") not in section(page, ASKED)
    assert stage.reference("first") in section(page, DIFFERENT)
    assert stage.reference("first") not in words(stage.get(stage.spoc, "twin")), "it is not asked again"
    undo = f"/cases/{stage.reference('twin')}/same-person/{stage.reference('first')}/undo"
    assert stage.browser(stage.spoc).post(undo, data={"once": uuid4().hex}).status_code == 303
    assert stage.reference("first") in section(
        words(stage.get(stage.spoc, "twin", "/same-person")), "Who may be the same person"
    )
    assert stage.browser(stage.spoc).post(undo, data={"once": uuid4().hex}).status_code == 409


def test_the_same_links_both_and_keeps_both_histories(stage):
    before = {word: _events(stage, word) for word in ("first", "stranger")}
    assert say(stage, "first", "stranger", "same").status_code == 303, "a worker may know what no score tells"
    for one, other in (("first", "stranger"), ("stranger", "first")):
        page = words(stage.get(stage.spoc, one))
        assert "The same person is on:" in page and f"/cases/{stage.reference(other)}" in page
        assert _events(stage, one) == [*before[one], "person.compared"]
    both = words(stage.get(stage.spoc, "first", f"/same-person/{stage.reference('stranger')}"))
    assert both.count(stage.reference("stranger")) > 3, "what happened on the other stands there too"
    with stage.world.keeper() as session:
        told = session.scalars(
            select(EventDetail.detail)
            .join(Event, Event.id == EventDetail.event_id)
            .where(Event.kind == "person.compared")
        ).all()
    assert all(stage.reference("stranger") not in str(detail) and "case" not in detail for detail in told)


def test_another_verdict_takes_the_place_of_the_first_and_both_stay_readable(stage):
    assert say(stage, "first", "twin", "not-sure").status_code == 303
    assert "was not sure" in words(stage.get(stage.spoc, "first"))
    assert say(stage, "first", "twin", "different").status_code == 303
    page = words(stage.get(stage.spoc, "first", f"/same-person/{stage.reference('twin')}"))
    assert "Not sure" in page and "Taken back or replaced by" in page
    with stage.world.keeper() as session:
        stands = session.scalars(select(SamePerson.verdict).where(SamePerson.undone_at.is_(None))).all()
    assert stands == ["different"]


def test_no_answer_is_asked_for_in_words(stage):
    refused = say(stage, "first", "twin", "")
    assert refused.status_code == 422
    assert "Select whether they are the same person, or that you are not sure." in words(refused)


def test_the_same_press_twice_is_one_verdict(stage):
    address = f"/cases/{stage.reference('first')}/same-person/{stage.reference('twin')}"
    sent = {"verdict": "different", "once": uuid4().hex}
    browser = stage.browser(stage.spoc)
    assert [browser.post(address, data=sent).status_code for _ in range(2)] == [303, 303]
    with stage.world.keeper() as session:
        assert len(session.scalars(select(SamePerson)).all()) == 1


def test_a_corrected_name_is_compared_anew(stage):
    story = stage.cases["stranger"]
    given = {"first_name": "Kathryn", "surname": "O’Brien", "date_of_birth": "1984-03-09", "sex": "female"}
    for field, value in given.items():
        with stage.world.keeper() as session:
            seen = session.scalar(
                select(Answer.id).where(
                    Answer.case_id == story.case_id, Answer.field == field, Answer.superseded_at.is_(None)
                )
            )
        with writing(stage.spoc) as session:
            correct(session, stage.spoc, story.reference, field, 0, value, seen=answer_mark(seen), once=uuid4().hex)
    page = words(stage.get(stage.spoc, "stranger", "/same-person"))
    assert stage.reference("first") not in page, "its keys are made by a machine, after the answers were kept"
    stage.do_jobs()
    page = words(stage.get(stage.spoc, "stranger", "/same-person"))
    assert stage.reference("first") in section(page, ASKED)


def test_the_bands_are_settings_of_the_partnership(stage):
    with stage.sets("same-person-possible-from-score", 90), stage.sets("same-person-likely-from-score", 95):
        page = words(stage.get(stage.spoc, "twin", "/same-person"))
    assert "Nobody on the cases that you may open seems to be the same person." in page


def _events(stage, word):
    with stage.world.keeper() as session:
        query = select(Event.kind).where(Event.case_id == stage.cases[word].case_id).order_by(Event.seq)
        return list(session.scalars(query))
