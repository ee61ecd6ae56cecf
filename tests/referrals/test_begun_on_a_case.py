"""A referral that a message on a case begins: what it takes along, by whose leave, and who learns of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.audit.models import Event, EventDetail
from coordination.conversation.commands.posting import ToPost, post
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.forms.pages import Sent
from coordination.referrals.commands.drafting import keep_answers
from coordination.referrals.commands.linking import begin_from_case
from coordination.referrals.commands.submitting import submit
from coordination.referrals.commands.urgent_part import send_part
from coordination.referrals.queries import drafts
from tests.answers import complete
from tests.cases import stories
from tests.cases.conftest import app, browser_of, held_time
from workflows import pathways

__all__ = ["app", "browser_of", "held_time"]
WORDS = "The neighbour says that others have moved in, zqmovedqz."


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world)


@pytest.fixture(scope="module")
def message(story: stories.Story) -> str:
    with writing(story.spoc) as session:
        return post(session, story.spoc, story.reference, ToPost(body=WORDS), once=uuid4().hex).reference


def agree(world: Any, giver: Any, taker: Any, category: str, *, on: bool) -> None:
    with world.keeper() as session:
        session.execute(
            text("update agreement set ended_at = :at where giver_id = :g and taker_id = :t and pathway = 'cuckooing' "
                 "and category = :c"),
            {"at": None if on else clock.now(), "g": giver, "t": taker, "c": category},
        )  # fmt: skip


def test_the_page_says_what_goes_along_and_the_draft_holds_exactly_that(story, message, browser_of) -> None:
    browser = browser_of(story.spoc)
    there = browser.get(f"/cases/{story.reference}/conversation").text
    address = f"/cases/{story.reference}/refer?message={message}"
    assert address in there
    page = browser.get(address)
    assert page.status_code == 200 and "zqmovedqz" in page.text and "Takes along: " in page.text
    assert "What happened" in page.text
    sent = browser.post(address, data={"once": uuid4().hex, "pathway": "cuckooing"})
    assert sent.status_code == 303
    draft = browser.get(sent.location).text
    assert f'Begun on <a class="govuk-link" href="/cases/{story.reference}"' in draft
    with reading(story.spoc) as session:
        written = drafts.get(session, sent.location.rsplit("/", 1)[-1])
    assert written.answers["what_happened"] == WORDS
    assert set(written.carried) <= set(written.answers)


def test_what_another_agency_wrote_goes_along_only_where_it_agreed_to_that(story, world) -> None:
    prison, ours = story.nurse.agency_id, story.spoc.agency_id
    with world.keeper() as session:
        partnership = session.scalar(text("select partnership_id from case_file where id = :c"), {"c": story.case_id})
        session.execute(
            text("insert into agreement (id, giver_id, taker_id, partnership_id, pathway, category, purpose, basis, "
                 "from_date) select uuidv7(), :g, :t, :p, 'cuckooing', 'occupier', 'x', 'x', '2026-01-01' where not "
                 "exists (select from agreement where giver_id = :g and taker_id = :t and pathway = 'cuckooing' "
                 "and category = 'occupier' and partnership_id = :p)"),
            {"g": prison, "t": ours, "p": partnership},
        )  # fmt: skip
    found = {}
    for on in (True, False):
        agree(world, prison, ours, "occupier", on=on)
        with writing(story.spoc) as session:
            reference = begin_from_case(session, story.spoc, story.reference, "cuckooing", None, once=uuid4().hex)
        with reading(story.spoc) as session:
            found[on] = drafts.get(session, reference).answers
    assert found[True]["occupier_name"] == "Jo Example"
    assert "occupier_name" not in found[False] and "occupier_born" not in found[False]
    assert "what_happened" not in found[True], "no message was named"


def test_sent_it_is_linked_for_the_senders_agency_alone(story, message, browser_of) -> None:
    spoc, pathway = story.spoc, pathways.newest("cuckooing")
    with writing(spoc) as session:
        draft = begin_from_case(session, spoc, story.reference, "cuckooing", message, once=uuid4().hex)
    given = {"immediate_danger": "no", "borough": "havering", "property_signs": ["P1"]}
    answers = complete(pathway, clock.today(), given)
    with writing(spoc) as session:
        sent = [Sent(code, value, None, 0, "", "given") for code, value in answers.items() if code in pathway.questions]
        keep_answers(session, spoc, draft, sent)
    with writing(spoc) as session:
        made = submit(session, spoc, draft, once=uuid4().hex)
    ours = browser_of(spoc).get(f"/cases/{story.reference}").text
    assert made in ours and "linked another case" in browser_of(spoc).get(f"/cases/{story.reference}/timeline").text
    for page in ("", "/timeline", "/conversation"):
        theirs = browser_of(story.nurse).get(f"/cases/{story.reference}{page}").text
        assert made not in theirs and "linked another case" not in theirs, page


def test_an_urgent_part_is_linked_when_it_is_sent_and_once(story, world, browser_of) -> None:
    spoc = story.spoc
    with writing(spoc) as session:
        draft = begin_from_case(session, spoc, story.reference, "rough-sleeper-outreach", None, once=uuid4().hex)
    keep(spoc, draft, {"area": "havering", "red_flags": ["overdose"], "spot": "Behind the station (example)"})
    with writing(spoc) as session:
        made = send_part(session, spoc, draft, once=uuid4().hex)
    assert links_to(world, story, made) == 1, "at once, also if the rest is never written"
    for here, other in ((story.reference, made), (made, story.reference)):
        assert other in browser_of(spoc).get(f"/cases/{here}").text
    assert made not in browser_of(story.nurse).get(f"/cases/{story.reference}").text
    with reading(spoc) as session:
        written = drafts.get(session, draft)
    keep(spoc, draft, complete(written.pathway, clock.today(), dict(written.answers)))
    with writing(spoc) as session:
        assert submit(session, spoc, draft, once=uuid4().hex) == made
    assert links_to(world, story, made) == 1, "it is one case still"


def links_to(world, story, reference: str) -> int:
    with world.keeper() as session:
        told = session.scalars(
            select(EventDetail.detail)
            .join(Event, Event.id == EventDetail.event_id)
            .where(Event.case_id == story.case_id, Event.kind == "case.linked")
        ).all()
    return [detail["link"] for detail in told].count(reference)


def keep(worker: Any, draft: str, answers: dict[str, Any]) -> None:
    with reading(worker) as session:
        there = drafts.get(session, draft).kept
    with writing(worker) as session:
        keep_answers(
            session, worker, draft,
            [Sent(code, value, None, there[code, 0].version if (code, 0) in there else 0, "", "given")
             for code, value in answers.items()],
        )  # fmt: skip


def test_nobody_begins_one_from_anothers_message_or_a_preview(story, message, world, browser_of) -> None:
    nurse = browser_of(story.nurse)
    assert nurse.get(f"/cases/{story.reference}/refer?message={message}").status_code == 404
    with pytest.raises(NotVisible), writing(story.nurse) as session:
        begin_from_case(session, story.nurse, story.reference, "cuckooing", message, once=uuid4().hex)
    waiting = stories.referred(world)
    assert browser_of(waiting.spoc).get(f"/cases/{waiting.reference}/refer").status_code == 403
    assert browser_of(story.spoc).get(f"/cases/{waiting.reference}/refer").status_code in (403, 404)
