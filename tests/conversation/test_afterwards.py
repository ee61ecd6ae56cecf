"""What happens to a message afterwards, and to one that is not finished: on the pages, by plain forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from coordination import clock, db
from coordination.cases.commands.protecting import shut_out
from coordination.conversation.commands import changing
from coordination.conversation.commands.keeping import keep
from coordination.conversation.given import Readers, ToPost
from coordination.conversation.queries import finding
from coordination.conversation.queries.seats import take
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.jobs.commands import later
from coordination.worker import run
from tests.cases import stories
from tests.conversation.test_posting import read_by, say
from tests.plain_client import PlainClient


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world)


def client_of(app: Any, who: Any) -> PlainClient:
    client = PlainClient(app)
    client.carry(who.token)
    return client


def row_of(world: Any, reference: str) -> Any:
    with world.keeper() as session:
        return session.execute(
            text("select m.*, (select count(*) from message_wording w where w.message_id = m.id) as wordings "
                 "from message m where m.reference = :r"),
            {"r": reference},
        ).one()  # fmt: skip


def test_changed_words_take_the_place_of_the_old_and_governance_reads_both(app, story, world) -> None:
    auditor = world.worker(stories.CONTACT, "frontline", "governance", name="Ga Example")
    posted = say(story, story.nurse, "He comes at zqninethirtyqz.")
    here = f"/cases/{story.reference}/conversation"
    writer = client_of(app, story.nurse)
    writer.get(f"{here}/{posted.reference}/words")
    page = writer.submit("Change it", body="He comes at zqtenqz.")
    assert page.status == 200 and "zqtenqz" in page.text and "zqninethirtyqz" not in page.text
    seen = client_of(app, story.spoc).get(here).text
    assert "zqtenqz" in seen and "changed" in seen and "zqninethirtyqz" not in seen
    with reading(auditor) as session:
        assert session.scalar(text("select count(*) from message_wording where body like '%zqninethirtyqz%'")) == 1
    before = client_of(app, auditor).get(f"{here}/{posted.reference}/before")
    assert before.status == 200 and "zqninethirtyqz" in before.text and "zqtenqz" in before.text
    assert client_of(app, story.spoc).get(f"{here}/{posted.reference}/before").status == 403


def test_two_tabs_change_one_message_and_the_second_keeps_what_was_typed(app, story) -> None:
    posted = say(story, story.nurse, "First words")
    address = f"/cases/{story.reference}/conversation/{posted.reference}/words"
    one, other = client_of(app, story.nurse), client_of(app, story.nurse)
    one.get(address)
    other.get(address)
    assert one.submit("Change it", body="From the first tab").status == 200
    refused = other.submit("Change it", body="From the second tab")
    assert refused.status == 409 and "on another page" in refused.text and "From the second tab" in refused.text
    assert "From the first tab" in read_by(story, story.spoc)


def test_readers_become_fewer_and_never_more(app, story, world) -> None:
    posted = say(story, story.nurse, "For all of you, zqnarrowqz")
    assert any("zqnarrowqz" in body for body in read_by(story, story.spoc))
    client = client_of(app, story.nurse)
    client.get(f"/cases/{story.reference}/conversation/{posted.reference}/readers")
    assert client.submit("Let only these read it", audience="agency").status == 200
    assert not any("zqnarrowqz" in body for body in read_by(story, story.spoc))
    offered = client.get(f"/cases/{story.reference}/conversation/{posted.reference}/readers").html
    assert 'value="team"' in offered and 'value="everyone"' not in offered and 'value="agency"' not in offered
    assert story.spoc.reference not in offered, "nobody is offered who would be added"
    for wider in (Readers("everyone"), Readers("workers", workers=(story.spoc.reference,))):
        with pytest.raises(Invalid, match="fewer"), writing(story.nurse) as session:
            changing.narrow(session, story.nurse, story.reference, posted.reference, wider, once=uuid4().hex)
    assert row_of(world, posted.reference).narrowed_at is not None


def test_a_removed_message_leaves_a_mark_and_stays_as_it_is(app, story, world) -> None:
    posted = say(story, story.nurse, "Not for here, zqremovedqz")
    client = client_of(app, story.nurse)
    client.get(f"/cases/{story.reference}/conversation/{posted.reference}/remove")
    page = client.submit("Remove it")
    assert "was removed" in page.text and "zqremovedqz" not in page.text
    assert "zqremovedqz" not in client_of(app, story.spoc).get("/messages?q=zqremovedqz").html.split("<ul")[-1]
    assert row_of(world, posted.reference).wordings == 1, "the words stay for those entitled"
    with pytest.raises(MovedOn), writing(story.nurse) as session:
        changing.edit(session, story.nurse, story.reference, posted.reference, "x", seen="as-posted", once=uuid4().hex)
    for address in ("words", "readers", "remove"):
        assert "removed" in client.get(f"/cases/{story.reference}/conversation/{posted.reference}/{address}").text


def test_nobody_changes_what_another_wrote(app, story) -> None:
    posted = say(story, story.nurse, "Mine")
    for page in ("words", "readers", "remove"):
        answer = client_of(app, story.spoc).get(f"/cases/{story.reference}/conversation/{posted.reference}/{page}")
        assert answer.status == 404
    with pytest.raises(NotVisible), writing(story.spoc) as session:
        changing.remove(session, story.spoc, story.reference, posted.reference, once=uuid4().hex)
    with writing(story.spoc) as session:
        changed = session.execute(
            text("update message set removed_at = :at where reference = :r"),
            {"at": clock.now(), "r": posted.reference},
        )
        assert changed.rowcount == 0


def test_what_is_kept_for_later_is_there_again_and_its_last_day_ends_it(app, story, world, database) -> None:
    here = f"/cases/{story.reference}/conversation"
    writer = client_of(app, story.nurse)
    writer.get(here)
    assert (
        "zqbegunqz"
        in writer.submit("Keep for later", keep="yes", body="I had begun, zqbegunqz", audience="agency").text
    )
    assert "zqbegunqz" not in client_of(app, story.spoc).get(here).text
    refused = writer.submit("Keep for later", keep="yes", body="x" * 10_001)
    assert refused.status == 422 and "Shorten" in refused.text and "x" * 10_001 in refused.html
    assert "zqbegunqz" in client_of(app, story.nurse).get(here).text, "what was kept before is not lost with it"
    with world.keeper() as session:
        session.execute(text("update message_draft set expires_at = :at"), {"at": clock.now() - timedelta(days=1)})
        job = later(session, None, "clear_unfinished_messages")
    with writing(story.spoc) as session:
        keep(session, take(session, story.spoc, story.reference), ToPost("Still being written"))
    db.connect(database.url("worker"))
    try:
        run(str(job))
    finally:
        db.connect(database.url("app"))
    with world.keeper() as session:
        left = session.scalars(text("select given ->> 'body' from message_draft")).all()
    assert left == ["Still being written"]


def test_who_joined_after_the_page_was_drawn_is_named_and_the_next_press_sends(app, story, world) -> None:
    here = f"/cases/{story.reference}/conversation"
    writer = client_of(app, story.nurse)
    writer.get(here)
    page = writer.submit("Send", body="zqjoinedqz for those I saw", audience="everyone", known="hmp-pentonville")
    assert page.status == 409 and "joined this case after you opened the page" in page.text
    assert "zqjoinedqz" in page.html and not any("zqjoinedqz" in (body or "") for body in read_by(story, story.spoc))
    assert writer.submit("Send").status == 200
    assert any("zqjoinedqz" in (body or "") for body in read_by(story, story.spoc))


@pytest.mark.parametrize("typed", ["", "   ", "x" * 10_001, "a\x00b", "\x1b[31m"])
def test_what_cannot_be_sent_stays_in_the_box_with_a_sentence(app, story, typed) -> None:
    writer = client_of(app, story.nurse)
    writer.get(f"/cases/{story.reference}/conversation")
    answer = writer.submit("Send", body=typed)
    assert answer.status == 422 and answer.errors
    assert typed.strip("\x00\x1b \n")[:1] in answer.html


def test_the_longest_message_stands_whole_and_a_field_that_was_not_asked_for_is_refused(app, story) -> None:
    writer = client_of(app, story.nurse)
    writer.get(f"/cases/{story.reference}/conversation")
    longest = "Ä" * 9_990 + "<script>x"
    page = writer.submit("Send", body=longest)
    assert page.status == 200 and longest in page.text and "<script>x" not in page.html
    token = story.nurse.token
    client = app.test_client()
    client.set_cookie("coordination_session", token)
    assert client.post(f"/cases/{story.reference}/conversation", data={"body": "x", "readers": "all"}).status_code in (
        400, 422)  # fmt: skip


def test_a_closed_case_still_takes_a_note_from_those_who_took_part(app, world) -> None:
    over = stories.accepted(world)
    with world.keeper() as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(text("update case_file set ended_at = :at, outcome = 'started' where id = :c"),
                        {"at": clock.now(), "c": over.case_id})  # fmt: skip
    writer = client_of(app, over.nurse)
    assert "This case is closed" in writer.get(f"/cases/{over.reference}/conversation").text
    assert "zqnoteqz" in writer.submit("Send", body="A note: zqnoteqz").text
    assert read_by(over, over.spoc) == ["A note: zqnoteqz"]


def test_unread_is_exact_and_a_worker_who_is_shut_out_has_none(app, world) -> None:
    talk = stories.accepted(world)
    beside = world.worker(stories.CONTACT, name="Ub Example")
    spoc, third = client_of(app, talk.spoc), client_of(app, beside)
    here = f"/cases/{talk.reference}/conversation"
    for client in (spoc, third):
        client.get(f"/cases/{talk.reference}")
    for body in ("One", "Two", "Three"):
        say(talk, talk.nurse, body)
    say(talk, talk.nurse, "Hidden", audience="agency")
    say(talk, talk.nurse, "For one", audience="workers", workers=(talk.spoc.reference,))
    assert "4 messages" in spoc.get("/messages").text and "3 messages" in third.get("/messages").text
    assert "4 unread" in spoc.get(f"/cases/{talk.reference}").text
    spoc.get(f"/cases/{talk.reference}/moves/withdraw")
    refused = spoc.submit(0)
    assert refused.errors and 'Messages <span class="masthead__count">4<' in refused.html, "it leads to no other page"
    spoc.get(here)
    assert "You have read everything" in spoc.get("/messages").text
    with writing(talk.spoc) as session:
        shut_out(session, talk.spoc, talk.reference, beside.reference, "Knows them.", once=uuid4().hex)
    assert third.get(here).status == 404 and "3 messages" not in third.get("/messages").text
    assert "One" not in third.get("/messages?q=One").html.split("</h2>")[-1]


def test_counting_what_waits_goes_through_nothing_that_was_read(app, world) -> None:
    talk = stories.accepted(world)
    for number in range(40):
        say(talk, talk.nurse, f"Message {number}")
    spoc = client_of(app, talk.spoc)
    spoc.get(f"/cases/{talk.reference}/conversation")
    say(talk, talk.nurse, "One more.")
    gone_through = text("select idx_tup_fetch + seq_tup_read from pg_stat_xact_user_tables where relname = 'message'")
    with reading(talk.spoc) as session:
        session.execute(text("set local enable_seqscan = off"))  # as where there are many
        before = session.scalar(gone_through)
        assert session.scalar(text("select unread_messages(:token)"), {"token": talk.spoc.token}) == 1
        assert [one.count for one in finding.waiting(session, talk.spoc)] == [1]
        assert session.scalar(gone_through) - before == 2


def test_the_search_finds_what_may_be_read_and_leads_to_it(app, story) -> None:
    posted = say(story, story.nurse, "The café opens at zqmorningqz")
    say(story, story.nurse, "zqmorningqz for us", audience="agency")
    page = client_of(app, story.spoc).get("/messages?q=CAFE+zqmorningqz")
    assert "1 message with" in page.text and f"#m{posted.seq}" in page.html
    nothing = client_of(app, story.spoc).get("/messages?q=%25_%27%22%3Cb%3E")
    assert nothing.status == 200 and "<b>" not in nothing.html
