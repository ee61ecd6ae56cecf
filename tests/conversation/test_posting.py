"""Saying something: by a plain form, once, in order, and only where one may."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from coordination import db
from coordination.conversation.commands.posting import Posted, ToPost, post
from coordination.conversation.queries.seats import take
from coordination.conversation.queries.thread import thread
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from tests.cases import stories
from tests.plain_client import PlainClient


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world)


def say(story: stories.Story, who: Any, body: str, **given: Any) -> Posted:
    once = given.pop("once", uuid4().hex)
    with writing(who) as session:
        return post(session, who, story.reference, ToPost(body=body, **given), once=once)


def read_by(story: stories.Story, who: Any) -> list[str]:
    with reading(who) as session:
        said = thread(session, take(session, who, story.reference)).entries
        return [entry.body for entry in said if entry.kind == "message"]


def test_what_is_sent_by_a_plain_form_stands_on_the_page_of_whoever_reads_it(app, story) -> None:
    writer, reader = PlainClient(app), PlainClient(app)
    writer.carry(story.nurse.token)
    reader.carry(story.spoc.token)
    page = writer.get(f"/cases/{story.reference}/conversation")
    assert "Everyone on the case" in page.text and "and any that join" in page.text
    page = writer.submit("Send", body="He asks for a <b>morning</b> appointment.\nThank you")
    assert page.status == 200, page.errors
    assert "He asks for a <b>morning</b> appointment." in page.text
    assert "<b>morning" not in page.html
    page = reader.get(f"/cases/{story.reference}/conversation")
    assert "He asks for a <b>morning</b> appointment." in page.text and "Nia Example" in page.text


def asked_for(page: PlainClient, address: str) -> list[str]:
    heard: list[str] = []

    def hear(*said: Any) -> None:
        heard.append(said[2])

    event.listen(db.engine(), "before_cursor_execute", hear)
    try:
        assert page.get(address).status == 200
    finally:
        event.remove(db.engine(), "before_cursor_execute", hear)
    return heard


def test_a_page_takes_six_statements_however_much_was_said(app, world) -> None:
    story = stories.accepted(world)
    page, here = PlainClient(app), f"/cases/{story.reference}/conversation"
    page.carry(story.spoc.token)
    say(story, story.nurse, "Good morning")
    page.get(here)  # what is seen for the first time is marked as read
    few = asked_for(page, here)
    for number in range(45):
        say(story, story.spoc, f"Call number {number}")
    page.get(here)
    many = asked_for(page, here)
    # who asks, the case, who sits there with the messages, what stands between them, that it was looked at
    assert len(few) <= 6, few
    assert len(many) <= 6, many


def test_sent_twice_it_stands_once_and_the_order_is_the_chains(story) -> None:
    key = uuid4().hex
    first = say(story, story.nurse, "First", once=key)
    again = say(story, story.nurse, "First", once=key)
    second = say(story, story.spoc, "Second")
    assert (again.reference, again.seq, again.new) == (first.reference, first.seq, False)
    assert first.seq < second.seq
    assert [body for body in read_by(story, story.spoc) if body in ("First", "Second")] == ["First", "Second"]
    with pytest.raises(MovedOn):
        say(story, story.nurse, "Other words", once=key)


def chosen_at_first(app, who, address: str) -> tuple[Any, Any]:
    page = PlainClient(app)
    page.carry(who.token)
    fields = page.get(address).fields("Send")
    return dict(fields)["audience"], dict(fields).get("category", "core")


def test_after_a_message_for_fewer_the_next_is_for_those_few_whatever_page_is_open(app, world) -> None:
    story = stories.accepted(world)
    here = f"/cases/{story.reference}/conversation"
    old = say(story, story.spoc, "For all")
    assert chosen_at_first(app, story.nurse, here) == ("everyone", "core")
    say(story, story.spoc, "For you and us", audience="agencies", agencies=("hmp-pentonville",), category="custody")
    for address in (here, f"{here}?before={old.seq + 1}", f"/cases/{story.reference}"):
        assert chosen_at_first(app, story.nurse, address) == ("agencies", "custody"), address
    say(story, story.nurse, "For all again")
    assert chosen_at_first(app, story.nurse, here) == ("everyone", "core")


def test_what_is_for_everyone_is_not_sent_unseen_behind_a_message_for_fewer(app, world) -> None:
    story = stories.accepted(world)
    writer, other = PlainClient(app), PlainClient(app)
    writer.carry(story.spoc.token)
    other.carry(story.others["key-worker"].token)
    for page in (writer, other):
        page.get(f"/cases/{story.reference}/conversation")
    say(story, story.nurse, "Between us", audience="workers", workers=(story.spoc.reference,))
    refused = writer.submit("Send", body="Yes, that is so.", audience="everyone")
    assert refused.status == 409 and "A message for fewer readers came" in refused.text
    assert "Yes, that is so." in refused.text
    assert writer.submit("Send").status == 200, "whoever has seen it may"
    assert other.submit("Send", body="Good morning").status == 200, "others are not told that there was one"


def test_the_words_stand_in_no_event_and_no_job(story, world) -> None:
    say(story, story.nurse, "Zqsecretqz", mentions=(story.spoc.reference,))
    with world.keeper() as session:
        details = session.scalars(text("select detail::text from event_detail")).all()
        ids = session.scalars(text("select ids::text from outbox where job = 'tell_of_mentions'")).all()
        remembered = session.scalars(text("select answer::text from once")).all()
    assert ids and not [row for row in [*details, *ids, *remembered] if "Zqsecretqz" in row]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"body": "   "}, "body"),
        ({"body": "x" * 10_001}, "body"),
        ({"body": "Hello", "audience": "agencies"}, "agencies"),
        ({"body": "Hello", "audience": "workers"}, "workers"),
        ({"body": "Hello", "audience": "the-world"}, "audience"),
        ({"body": "Hello", "category": "intelligence"}, "category"),
    ],
)
def test_what_will_not_do_is_said_in_a_sentence(story, given, field) -> None:
    with pytest.raises(Invalid) as refused:
        say(story, story.nurse, **given)
    assert refused.value.field == field


def test_a_preview_neither_reads_nor_writes(world) -> None:
    waiting = stories.referred(world)
    say(waiting, waiting.nurse, "Before anybody accepted")
    assert read_by(waiting, waiting.spoc) == []
    with pytest.raises(NotAllowed):
        say(waiting, waiting.spoc, "May I?")
    with reading(waiting.spoc) as session:
        assert session.scalar(text("select count(*) from message where case_id = :id"), {"id": waiting.case_id}) == 0
    waiting.move(waiting.spoc, "accept")
    assert read_by(waiting, waiting.spoc) == ["Before anybody accepted"]


def test_whoever_is_not_on_the_case_finds_no_conversation(story, world) -> None:
    stranger = world.worker(stories.OTHER_CONTACT)
    with pytest.raises(NotVisible):
        say(story, stranger, "Hello?")
    with reading(stranger) as session:
        assert session.scalar(text("select count(*) from message")) == 0
