"""Corrections, a protected address, a worker who must not know, and attempts to reach somebody who is in danger."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text

from coordination.cases.commands.correcting import correct
from coordination.cases.commands.protecting import let_back_in, shut_out
from coordination.cases.commands.reaching import record_attempt
from coordination.cases.models import Answer
from coordination.cases.queries import answer_mark
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from tests.cases import stories

ADDRESS = "14 Canary Row (example)"


def current(story, field):
    with story.world.keeper() as session:
        query = select(Answer).where(
            Answer.case_id == story.case_id, Answer.field == field, Answer.superseded_at.is_(None)
        )
        return session.scalars(query).one()


def test_a_correction_supersedes_and_a_stale_page_overwrites_nothing(world, browser_of):
    story = stories.accepted(world)
    before = current(story, "outward_code")
    mark = answer_mark(before.id)
    with writing(story.spoc) as session:
        correct(
            session,
            story.spoc,
            story.reference,
            "outward_code",
            0,
            "RM7",
            seen=answer_mark(before.id),
            once=uuid4().hex,
        )
    after = current(story, "outward_code")
    assert (after.value, after.author_id) == ("RM7", story.spoc.id)
    assert after.id != before.id
    with pytest.raises(MovedOn), writing(story.nurse) as session:
        correct(
            session,
            story.nurse,
            story.reference,
            "outward_code",
            0,
            "RM9",
            seen=answer_mark(before.id),
            once=uuid4().hex,
        )
    assert current(story, "outward_code").value == "RM7"
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").text
    assert "Was different before" in page
    stale = browser_of(story.nurse).post(
        f"/cases/{story.reference}/answers/outward_code/0",
        data={"once": uuid4().hex, "outward_code": "RM9", "seen": mark},
    )
    assert stale.status_code == 409
    assert "RM9" in stale.text
    assert "It now says: RM7" in stale.text


def test_whoever_may_write_but_not_read_an_answer_leaves_one_in_force(world):
    story = stories.accepted(world)
    with writing(story.spoc) as session:
        seen = answer_mark(current(story, "drug_1").id)
        correct(session, story.spoc, story.reference, "drug_1", 0, "crack", seen=seen, once=uuid4().hex)
    with writing(story.nurse) as session:
        correct(session, story.nurse, story.reference, "drug_1", 0, "heroin", seen="", once=uuid4().hex)
    assert current(story, "drug_1").value == "heroin"


def test_only_those_who_write_a_category_may_correct_it(world):
    story = stories.accepted(world)
    probation = world.worker("hav-probation", name="Pat Example")
    seen = answer_mark(current(story, "date_of_birth").id)
    with pytest.raises(NotAllowed), writing(probation) as session:
        correct(session, probation, story.reference, "date_of_birth", 0, "1980-01-01", seen=seen, once=uuid4().hex)


def test_a_protected_address_is_masked_and_opening_it_leaves_a_trace_without_it(world, browser_of, caplog):
    story = stories.referred(world, given={"domestic_abuse": ["harmed"], "protected_address": ADDRESS})
    story.move(story.spoc, "accept")
    safeguarding = world.worker("hav-adult-safeguarding", "team-lead", name="Saf Example")
    browser = browser_of(safeguarding)
    page = browser.get(f"/cases/{story.reference}")
    assert page.status_code == 200
    assert "Protected. Hidden until you open it" in page.text
    assert ADDRESS not in page.text
    for other in (story.spoc, story.nurse):
        assert ADDRESS not in browser_of(other).get(f"/cases/{story.reference}").text
    at = f"/cases/{story.reference}/protected/protected_address"
    assert browser_of(story.spoc).get(at).status_code == 404
    assert browser.post(at, data={"once": uuid4().hex}).status_code == 422
    opened = browser.post(at, data={"once": uuid4().hex, "reason": "She must be warned today."})
    assert opened.status_code == 200
    assert ADDRESS in opened.text
    assert opened.headers["Cache-Control"].startswith("no-store")
    with world.keeper() as session:
        details = " ".join(session.execute(text("select detail::text from event_detail")).scalars())
        told = session.execute(text("select ids::text from outbox where job = 'tell_positions'")).scalars().all()
    assert "Canary" not in details + " ".join(told) + caplog.text
    assert any("protected" in said for said in told)
    assert ADDRESS.encode() not in browser.get(f"/cases/{story.reference}/summary.pdf").data


def test_unmasking_asks_who_it_is_again(world, browser_of, clock_at):
    story = stories.referred(world, given={"domestic_abuse": ["harmed"], "protected_address": ADDRESS})
    story.move(story.spoc, "accept")
    safeguarding = world.worker("hav-adult-safeguarding", name="Saf Example")
    clock_at("2026-11-18T10:45")
    sent_on = browser_of(safeguarding).get(f"/cases/{story.reference}/protected/protected_address")
    assert sent_on.status_code == 303
    assert "/confirm" in sent_on.location


def test_a_worker_who_is_shut_out_meets_no_case_anywhere_until_let_back_in(world, browser_of):
    story = stories.accepted(world)
    cousin = world.worker(stories.CONTACT, "triage", name="Cou Example")
    browser = browser_of(cousin)
    assert browser.get(f"/cases/{story.reference}").status_code == 200
    sent = browser_of(story.spoc).post(
        f"/cases/{story.reference}/shut-out",
        data={"once": uuid4().hex, "worker": cousin.reference, "reason": "They are cousins (example)."},
    )
    assert sent.status_code == 303, sent.text
    for path in ("", "/timeline", "/moves/confirm_release", "/summary.pdf", "/contact", "/shut-out"):
        assert browser.get(f"/cases/{story.reference}{path}").status_code in (403, 404), path
    assert browser.get(f"/cases/{story.reference}").status_code == 404
    assert story.reference not in browser.get("/cases").text
    assert story.reference not in browser.get(f"/search?q={story.reference}").text.replace(
        f'value="{story.reference}"', ""
    )
    with pytest.raises(NotVisible), reading(cousin) as session:
        load(session, cousin, story.reference)
    with writing(story.spoc) as session:
        let_back_in(session, story.spoc, story.reference, cousin.reference, once=uuid4().hex)
    assert browser.get(f"/cases/{story.reference}").status_code == 200


def test_only_a_lead_shuts_out_and_nobody_themselves(world, browser_of):
    story = stories.accepted(world)
    colleague = world.worker(stories.CONTACT, "triage", name="Cal Example")
    assert browser_of(colleague).get(f"/cases/{story.reference}/shut-out").status_code == 403
    with pytest.raises(Invalid), writing(story.spoc) as session:
        shut_out(session, story.spoc, story.reference, story.spoc.reference, "No", once=uuid4().hex)


def test_no_message_is_left_where_they_said_that_it_is_not_safe(world, browser_of):
    story = stories.accepted(world, given={"safe_to_message": "no"})
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").text
    assert "Do not leave a message" in page
    for how, outcome in (("voicemail", "message-left"), ("text", "no-answer"), ("call", "message-left")):
        with pytest.raises(Invalid, match="no message may be left"), writing(story.spoc) as session:
            record_attempt(session, story.spoc, story.reference, how=how, outcome=outcome, note=None, once=uuid4().hex)
    sent = browser_of(story.spoc).post(
        f"/cases/{story.reference}/contact",
        data={"once": uuid4().hex, "how": "call", "outcome": "no-answer", "note": ""},
    )
    assert sent.status_code == 303, sent.text
    assert "1 attempt" in browser_of(story.spoc).get(f"/cases/{story.reference}").text


def test_the_printed_summary_holds_what_its_reader_may_read(world, browser_of):
    story = stories.accepted(world, given={"past_misuse": "yes", "past_misuse_detail": "<b>Heroin</b> & more"})
    pdf = browser_of(story.spoc).get(f"/cases/{story.reference}/summary.pdf")
    assert pdf.mimetype == "application/pdf"
    assert pdf.data.startswith(b"%PDF")
    read = PdfReader(BytesIO(pdf.data))
    said = " ".join(page.extract_text() for page in read.pages)
    assert "<b>Heroin</b> & more" in said
    assert "Not shared with you" in said
    assert (read.metadata.title, read.trailer["/Root"]["/Lang"]) == (f"Prison release {story.reference}", "en-GB")
    assert read.outline
    assert "printed a summary" in browser_of(story.nurse).get(f"/cases/{story.reference}").text
