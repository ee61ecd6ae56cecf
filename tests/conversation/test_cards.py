"""Asking a team for information: the card, its task and deadline, the answers on the case, and every way it can end."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination import clock, db
from coordination.access import SignedIn
from coordination.conversation.commands.answering import answer_card, decline_card, withdraw_card
from coordination.conversation.commands.asking import Asked, ToAsk, ask
from coordination.conversation.queries.cards import card_of
from coordination.conversation.queries.seats import take
from coordination.db import reading, writing
from coordination.documents.content import kinds
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.governance.commands.agreements import switch_agreement
from coordination.governance.queries.agreements import one
from coordination.identity.models import Partnership
from coordination.queues.commands.claiming import claim
from coordination.queues.commands.sweeping import sweep_case
from coordination.worker import run
from coordination.worker.doors import sweeping
from tests.cases import stories
from tests.conversation.talk import build

PROBATION = "hav-probation"
RISK = {"risk_children": "low", "risk_public": "medium", "risk_known_adult": "low", "risk_staff": "low",
        "risk_detail": "Zqriskqz is what is known."}  # fmt: skip
SUPERVISION = {"probation_appointment": "none"}


@pytest.fixture(scope="module")
def story(world: Any) -> Any:
    made = stories.accepted(world)
    made.others["probation"] = world.worker(PROBATION, name="Pat Example")
    made.others["probation too"] = world.worker(PROBATION, name="Pip Example")
    return made


def put(story: Any, worker: SignedIn, **given: Any) -> Asked:
    once = given.pop("once", None) or uuid4().hex
    with writing(worker) as session:
        return ask(session, worker, story.reference, ToAsk(**given), once=once)


def answered(story: Any, worker: SignedIn, card: str, given: dict[str, Any], once: str | None = None) -> int:
    with writing(worker) as session:
        return answer_card(session, worker, story.reference, card, given, once=once or uuid4().hex)


def seen(story: Any, worker: SignedIn, card: str) -> Any:
    with reading(worker) as session:
        return card_of(session, take(session, worker, story.reference), card)


def test_asked_it_waits_in_the_queue_and_answered_it_stands_on_the_case(story, browser_of) -> None:
    probation = story.others["probation"]
    once = uuid4().hex
    asked = put(story, story.spoc, team=PROBATION, card="risk-levels", once=once)
    assert put(story, story.spoc, team=PROBATION, card="risk-levels", once=once) == asked
    queue = browser_of(probation).get(f"/queues/{PROBATION}")
    assert f"/cases/{story.reference}/cards/{asked.reference}" in queue.text
    page = browser_of(probation).get(f"/cases/{story.reference}/cards/{asked.reference}")
    assert page.status_code == 200 and "Risk of serious harm" in page.text
    with pytest.raises(Invalid) as refused:
        answered(story, probation, asked.reference, {"risk_children": "dreadful"})
    assert refused.value.field == "risk_children"
    answered(story, probation, asked.reference, RISK)
    card = seen(story, story.spoc, asked.reference)
    assert (card.ended_as, card.ended_by) == ("answered", "Pat Example")
    assert "Zqriskqz is what is known." in [said.value for said in card.answers]
    case = browser_of(story.spoc).get(f"/cases/{story.reference}")
    assert "Zqriskqz" in case.text and "Pat Example" in case.text
    assert (
        "Pat Example answered what was asked of"
        in browser_of(story.spoc).get(f"/cases/{story.reference}/timeline").text
    )


def test_a_card_begins_empty_beside_what_stood_until_now(world, browser_of) -> None:
    made = stories.accepted(world, given={"risk_public": "medium"})
    probation = world.worker(PROBATION)
    asked = put(made, made.spoc, team=PROBATION, card="risk-levels")
    browser, here = browser_of(probation), f"/cases/{made.reference}/cards/{asked.reference}"
    page = browser.get(here).text
    assert "Until now: Medium." in page and "checked" not in page.split("<main")[1]
    answered(made, probation, asked.reference, {**RISK, "risk_public": "high"})
    again = put(made, made.spoc, team=PROBATION, card="risk-levels")
    assert "Until now: High." in browser.get(f"/cases/{made.reference}/cards/{again.reference}").text


def test_a_document_comes_with_an_answer_for_those_who_read_the_question(story, browser_of, world) -> None:
    probation = story.others["probation"]
    asked = put(story, story.spoc, team=PROBATION, card="risk-levels")
    browser, here = browser_of(probation), f"/cases/{story.reference}/cards/{asked.reference}"
    assert "Add a document to your answer" in browser.get(here).text

    def press(**more: Any) -> Any:
        sent = {"once": uuid4().hex, **RISK, **more}
        return browser.post(here, data=sent, content_type="multipart/form-data")

    refused = press(along_title="The plan")
    assert refused.status_code == 422 and "Choose the file that these words are about" in refused.text
    refused = press(along_title="The plan", along_file=(BytesIO(b"MZ\x90\x00"), "plan.txt"))
    assert refused.status_code == 422 and "Zqriskqz" in refused.text and "choose it again" in refused.text
    assert seen(story, story.spoc, asked.reference).is_open, "nothing is answered without what was to come with it"
    assert press(along_title="The plan", along_file=(BytesIO(b"Zqplanqz"), "plan.txt")).status_code == 303
    assert seen(story, story.spoc, asked.reference).ended_as == "answered"
    with world.keeper() as session:
        made = session.execute(
            text("select d.category, d.audience_id, c.audience_id as asked, f.category as about "
                 "from document d, form_card c join form_card_form f on f.card_id = c.id "
                 "where d.title = 'The plan' and c.reference = :r"),
            {"r": asked.reference},
        ).one()  # fmt: skip
    assert (made.category, made.audience_id) == (made.about, made.asked)


def test_a_file_that_comes_with_an_answer_is_looked_into_before_anything_is_held(
    story, browser_of, monkeypatch
) -> None:
    probation = story.others["probation"]
    asked = put(story, story.spoc, team=PROBATION, card="risk-levels")
    held, looks = [], kinds._looked_into

    def watched(content: bytes) -> Any:
        held.append(db.engine().pool.checkedout())
        return looks(content)

    monkeypatch.setattr(kinds, "_looked_into", watched)
    sent = {"once": uuid4().hex, **RISK, "along_title": "The plan", "along_file": (BytesIO(b"Words"), "plan.txt")}
    here = f"/cases/{story.reference}/cards/{asked.reference}"
    assert browser_of(probation).post(here, data=sent, content_type="multipart/form-data").status_code == 303
    assert held == [0]


def test_two_answer_at_once_and_one_is_told(story) -> None:
    asked = put(story, story.spoc, team=PROBATION, card="supervision")
    once = uuid4().hex
    place = answered(story, story.others["probation"], asked.reference, SUPERVISION, once)
    assert answered(story, story.others["probation"], asked.reference, SUPERVISION, once) == place
    with pytest.raises(MovedOn, match="answered already by Pat Example"):
        answered(story, story.others["probation too"], asked.reference, SUPERVISION)


def test_declined_and_withdrawn(story) -> None:
    probation = story.others["probation"]
    first, second = (put(story, story.spoc, team=PROBATION, card="supervision") for _ in range(2))
    with writing(probation) as session:
        decline_card(session, probation, story.reference, first.reference, "nothing-held", once=uuid4().hex)
    assert seen(story, story.spoc, first.reference).ended == "answered: they hold nothing"
    with pytest.raises(NotAllowed), writing(probation) as session:
        withdraw_card(session, probation, story.reference, second.reference, once=uuid4().hex)
    with pytest.raises(NotAllowed):
        answered(story, story.spoc, second.reference, SUPERVISION)
    with writing(story.spoc) as session:
        withdraw_card(session, story.spoc, story.reference, second.reference, once=uuid4().hex)
    with pytest.raises(MovedOn):
        answered(story, probation, second.reference, SUPERVISION)


def test_chosen_questions_are_those_that_the_team_may_answer_and_the_asker_may_read(story) -> None:
    asked = put(
        story, story.spoc, team=PROBATION, questions=("on_licence", "probation_office", "probation_practitioner")
    )
    assert seen(story, story.others["probation"], asked.reference).label.endswith("and 2 more")
    for questions in (("dose",), ("date_of_birth",), ("on_licence", "naloxone"), ()):
        with pytest.raises(Invalid):
            put(story, story.spoc, team=PROBATION, questions=questions)
    with pytest.raises(Invalid):
        put(story, story.spoc, team=stories.PRISON, card="last-dose")
    with pytest.raises(MovedOn):
        put(story, story.spoc, team="hav-housing-options", card="housing-outcome")


def test_who_may_not_read_it_learns_only_that_it_was_answered(story, browser_of) -> None:
    asked = put(story, story.spoc, team=PROBATION, card="risk-levels")
    card = seen(story, story.nurse, asked.reference)
    assert card is not None and card.label is None and card.questions == () and card.category == "core"
    answered(story, story.others["probation"], asked.reference, {**RISK, "risk_detail": "Zqriskagainqz"})
    page = browser_of(story.nurse).get(f"/cases/{story.reference}/conversation")
    assert "Zqriskagainqz" not in page.text and "Information that is not shared with you" in page.text
    assert browser_of(story.nurse).get(f"/cases/{story.reference}/cards/{asked.reference}").status_code == 404
    narrow = put(story, story.spoc, team=PROBATION, card="supervision", audience="agency")
    assert seen(story, story.nurse, narrow.reference) is None
    assert seen(story, story.others["probation"], narrow.reference) is not None


def test_a_stroke_leads_to_the_same_page_and_nothing_is_posted(story, browser_of, world) -> None:
    browser = browser_of(story.spoc)
    address = f"/cases/{story.reference}/conversation"
    known = " ".join(["cgl-havering"])
    for body in ("/ask probation", "/ ask probation", " /ASK"):
        sent = browser.post(address, data={"once": uuid4().hex, "audience": "everyone", "category": "core",
                                           "known": known, "body": body})  # fmt: skip
        assert sent.status_code == 303 and sent.location == f"/cases/{story.reference}/ask"
    assert "Ask for information" in browser.get(sent.location).text
    sent = browser.post(address, data={"once": uuid4().hex, "audience": "everyone", "category": "core", "known": known,
                                       "body": "/nonsense and more"})  # fmt: skip
    assert sent.status_code == 422
    assert "/nonsense and more" in sent.text and "There is no “/nonsense” here" in sent.text
    with world.keeper() as session:
        assert not session.scalar(text("select count(*) from message_wording where body like '/%'"))


def test_the_team_that_leaves_and_the_case_that_closes_end_it(world) -> None:
    made = stories.accepted(world)
    first = put(made, made.spoc, team=PROBATION, card="supervision")
    made.move(made.spoc, "withdraw_one_consent", consent_withdrawn_from=["probation"],
              consent_withdrawn_on=clock.today().isoformat())  # fmt: skip
    assert seen(made, made.spoc, first.reference).ended_as == "left"
    second = put(made, made.spoc, team=stories.PRISON, card="supervision")
    made.move(made.nurse, "cancel", cancel_reason="sent-twice")
    assert seen(made, made.spoc, second.reference).ended_as == "case-closed"
    with pytest.raises(MovedOn, match="closed"):
        put(made, made.spoc, team=stories.PRISON, card="supervision")


def test_late_is_an_event_once_and_both_are_told_that_they_were_asked_and_answered(world, database, browser_of) -> None:
    made = stories.accepted(world)
    probation = world.worker(PROBATION, name="Pel Example")
    asked = put(made, made.spoc, team=PROBATION, card="supervision")
    work_through(world, database, asked="tell_of_card")
    with world.keeper() as session:
        due = session.scalar(text("select due_at from task where reference = :r"), {"r": asked.reference})
    db.connect(database.url("worker"))
    for days in (8, 9):
        with clock.at(due + timedelta(days=days)), sweeping("deadlines") as session:
            sweep_case(session, made.case_id, clock.now())
    db.connect(database.url("app"))
    assert kinds_of(world, made).count("card.late") == 1
    assert "has not been answered in time" in browser_of(made.spoc).get(f"/cases/{made.reference}/timeline").text
    answered(made, probation, asked.reference, SUPERVISION)
    work_through(world, database, asked="tell_of_card")
    assert notices(world, made) == {("card.asked", "hav-probation"), ("card.ended", made.spoc.name)}


def test_a_card_for_few_is_in_no_list_of_others(world, browser_of) -> None:
    """The task, its events and its taking are told to its audience alone; the case still ends it."""
    made = stories.accepted(world)
    probation = world.worker(PROBATION, name="Pel Example")
    asked = put(made, made.spoc, team=PROBATION, card="supervision", audience="agency")
    with writing(probation) as session:
        claim(session, probation, asked.reference, once=uuid4().hex)
    for page in ("", "/timeline", "/conversation"):
        theirs = browser_of(made.nurse).get(f"/cases/{made.reference}{page}").text
        assert "Probation practitioner and first" not in theirs and "Answer a question" not in theirs, page
    assert "Answer a question" in browser_of(made.spoc).get(f"/cases/{made.reference}").text
    assert asked.reference in browser_of(probation).get(f"/queues/{PROBATION}").text
    made.move(made.nurse, "cancel", cancel_reason="sent-twice")
    assert not seen(made, made.spoc, asked.reference).is_open, "ended by somebody who is told of it in no list"


def test_an_agreement_that_ends_closes_what_it_carried_and_both_are_told(world, database) -> None:
    made = stories.accepted(world)
    asked = put(made, made.spoc, team=PROBATION, card="supervision")
    other = put(made, made.spoc, team=stories.PRISON, card="release-date")
    work_through(world, database, asked="tell_of_card")
    governs = world.worker(stories.CONTACT, "governance", name="Gov Example")
    with world.keeper() as session:
        session.execute(text("update role_grant set partnership_id = null where worker_id = :w"), {"w": governs.id})
    governs = world.sign_in(governs.id)
    switch(governs, made.spoc.agency_code, "probation-service", on=False)
    try:
        for job in ("look_for_unshared_cards", "close_unshared_card"):
            work_through(world, database, asked=job)
        assert seen(made, made.spoc, asked.reference).ended == "closed, because a sharing agreement has ended"
        assert seen(made, made.spoc, other.reference).is_open
        assert kinds_of(world, made).count("card.closed") == 1
        assert {("card.ended", "hav-probation"), ("card.ended", made.spoc.name)} <= notices(world, made)
    finally:
        switch(governs, made.spoc.agency_code, "probation-service", on=True)


def switch(worker: SignedIn, giver: str, taker: str, *, on: bool) -> None:
    with writing(worker) as session:
        partnership = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        found = one(session, partnership.id, "prison-release", giver, taker)
        codes = [part.category for part in found.parts if on or part.category != "core"]
        switch_agreement(session, worker, partnership, found, codes, reason="Reviewed.", once=uuid4().hex)


def work_through(world: Any, database: Any, *, asked: str) -> None:
    with world.keeper() as session:
        rows = session.scalars(text("select id from outbox where job = :j and done_at is null"), {"j": asked}).all()
    db.connect(database.url("worker"))
    for row in rows:
        run(str(row))
    db.connect(database.url("app"))
    with world.keeper() as session:
        left = session.scalars(text("select failed_as from outbox where job = :j and done_at is null"), {"j": asked})
        assert rows and not left.all()


def kinds_of(world: Any, made: Any) -> list[str]:
    with world.keeper() as session:
        return list(session.scalars(text("select kind from event where case_id = :c"), {"c": made.case_id}))


def notices(world: Any, made: Any) -> set[tuple[str, str]]:
    """Which kinds were told on this case, and to whom: the teams of those asked, others by name."""
    with world.keeper() as session:
        rows = session.execute(
            text("select n.kind, w.name, (select t.code from post p join team t on t.id = p.team_id "
                 "where p.worker_id = w.id and t.code = :asked limit 1) as team from notice n "
                 "join worker w on w.id = n.worker_id where n.case_id = :c and n.kind like 'card.%'"),
            {"c": made.case_id, "asked": PROBATION},
        ).all()  # fmt: skip
    return {(row.kind, row.team or row.name) for row in rows}


def test_a_stranger_finds_nothing(story, world) -> None:
    asked = put(story, story.spoc, team=PROBATION, card="supervision")
    stranger = world.worker(stories.OTHER_CONTACT)
    with pytest.raises(NotVisible):
        answered(story, stranger, asked.reference, SUPERVISION)
    with reading(stranger) as session:
        assert session.scalar(text("select count(*) from form_card")) == 0
        assert session.scalar(text("select count(*) from form_card_form")) == 0


def test_nobody_learns_what_a_card_asks_but_those_who_may(world) -> None:
    """Every viewer of the whispering gallery against a card of risk, by the database's own rows."""
    talk = build(world)
    asked = put(talk.case, talk.viewers["spoc"], team=PROBATION, card="risk-levels", audience="agency")
    wide = put(talk.case, talk.viewers["spoc"], team=PROBATION, card="risk-levels")
    found = {}
    for name, viewer in talk.viewers.items():
        with reading(viewer) as session:
            rows = session.execute(
                text("select c.reference, f.card_id is not null as reads from form_card c "
                     "left join form_card_form f on f.card_id = c.id where c.case_id = :c"),
                {"c": talk.case.case_id})  # fmt: skip
            found[name] = {row.reference: row.reads for row in rows}
            alone = session.scalar(text("select count(*) from form_card_form where case_id = :c"),
                                   {"c": talk.case.case_id})  # fmt: skip
        assert alone == sum(found[name].values()), name
    both = {asked.reference: True, wide.reference: True}
    assert found["spoc"] == found["spoc beside"] == found["probation"] == both
    assert found["nurse"] == found["nurse beside"] == {wide.reference: False}
    assert found["safeguarding"].keys() >= {wide.reference}
    for outside in ("housing", "elsewhere", "shut out"):
        assert found[outside] == {}, outside
