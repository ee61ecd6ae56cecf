"""Two referrals about one person, written by one worker: linked whichever is sent first, and never to a case that must
name nobody."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.audit.models import Event, EventDetail
from coordination.cases.models import CaseFile
from coordination.db import writing
from coordination.demo.telling import as_sent
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.commands.linking import begin_from_case
from coordination.referrals.commands.submitting import submit
from tests.answers import complete
from tests.cases import exploited, stories
from tests.cases.conftest import app, browser_of, held_time
from tests.cases.stories import PRISON
from tests.cases.test_nrm import ADULT, REFUSES
from workflows import pathways

__all__ = ["app", "browser_of", "held_time"]
FIRE, HOSPITAL = "home-fire-safety", "hospital-liaison"
AGREED = {"consent_referral": "yes", "area": "havering"}


@pytest.fixture(scope="module")
def writer(world: Any) -> Any:
    return world.worker(PRISON, "frontline", name="Wes Example")


def begun(writer: Any, code: str, about: str | None = None) -> str:
    with writing(writer) as session:
        return begin(session, writer, code, once=uuid4().hex, about=about)


def keep(writer: Any, draft: str, code: str, given: dict[str, Any]) -> None:
    pathway = pathways.newest(code)
    known = {field: value for field, value in given.items() if value is not None and field in pathway.questions}
    with writing(writer) as session:
        keep_answers(session, writer, draft, as_sent(code, complete(pathway, clock.today(), known)))


def sent(writer: Any, draft: str, code: str, given: dict[str, Any]) -> str:
    keep(writer, draft, code, given)
    with writing(writer) as session:
        return submit(session, writer, draft, once=uuid4().hex)


def linked(world: Any, reference: str) -> str | None:
    with world.keeper() as session:
        of = select(CaseFile.linked_from_id).where(CaseFile.reference == reference).scalar_subquery()
        return session.scalar(select(CaseFile.reference).where(CaseFile.id == of))


@pytest.mark.parametrize("first_sent_first", [True, False])
def test_whichever_is_sent_second_is_linked_to_the_first(world, writer, browser_of, first_sent_first):
    one = begun(writer, FIRE)
    other = begun(writer, HOSPITAL, about=one)
    order = [(one, FIRE), (other, HOSPITAL)]
    early, late = (sent(writer, draft, code, AGREED) for draft, code in (order if first_sent_first else order[::-1]))
    assert linked(world, late) == early
    assert early in browser_of(writer).get(f"/cases/{late}").text, "the writer, who takes part in both, sees the link"


def test_what_is_begun_from_a_sent_referral_is_linked_to_its_case(world, writer):
    first = sent(writer, begun(writer, FIRE), FIRE, AGREED)
    assert linked(world, sent(writer, begun(writer, HOSPITAL, about=first), HOSPITAL, AGREED)) == first


def test_a_duty_to_notify_is_linked_to_nobody_by_name_nor_the_other_way_round(world):
    named = stories.accepted(world)
    with writing(named.spoc) as session:
        draft = begin_from_case(session, named.spoc, named.reference, "nrm", None, once=uuid4().hex)
    notified = sent(named.spoc, draft, "nrm", exploited.answers(**REFUSES))
    assert linked(world, notified) is None
    with world.keeper() as session:
        told = session.scalars(
            select(EventDetail.detail)
            .join(Event, Event.id == EventDetail.event_id)
            .where(Event.kind.in_(("case.linked", "case.opened")))
        ).all()
    assert not [detail for detail in told if notified in str(detail.get("link"))], (
        "nor does the log of the first say so"
    )
    after = begun(named.spoc, FIRE, about=notified)
    assert linked(world, sent(named.spoc, after, FIRE, AGREED)) is None


def test_a_no_that_comes_later_takes_the_links_out(world, browser_of):
    worry = exploited.taken_up(world, ADULT)
    after = begun(worry.nurse, FIRE, about=worry.reference)
    later = sent(worry.nurse, after, FIRE, AGREED)
    assert linked(world, later) == worry.reference
    page = browser_of(worry.nurse).get(f"/cases/{later}")
    assert worry.reference in page.text
    worry.does("ask_adult")
    worry.does(
        "record_refusal",
        alone="yes",
        interpreter="none",
        refusal_gender="male",
        refusal_nationality="British",
        refusal_account="Carries packets for others, and is paid nothing.",
    )
    page = browser_of(worry.nurse).get(f"/cases/{later}")
    assert page.status_code == 200
    assert worry.reference not in page.text, "shown to nobody as linked"
