"""A change is told at once, to those who may see it and to nobody else; and what was missed is made good."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import psycopg
import redis
from psycopg import sql
from sqlalchemy import text

from coordination.cases.commands.protecting import shut_out
from coordination.db import writing
from coordination.identity.doors import Door
from coordination.live.hub import Ear
from coordination.live.queries import grown
from coordination.live.streams import ANEW, BROKEN, Pace, on_any
from tests.cases import stories
from tests.live.conftest import LOOK, say
from tests.panels.meetings import listed, sitting
from tests.patience import PATIENCE


def stream(story: stories.Story) -> str:
    return f"/cases/{story.reference}/stream"


def test_a_message_is_told_at_once_with_its_place_and_without_a_word_of_it(story, listen, ears, valkey) -> None:
    first = say(story, story.nurse, "Before anybody listens")
    hearing = listen(story.spoc, stream(story))
    assert hearing.next("case") == {"id": str(first.seq), "event": "case", "data": "changed"}
    posted = say(story, story.nurse, "canary-zanzibar-0417")
    assert hearing.next("case") == {"id": str(posted.seq), "event": "case", "data": "changed"}
    kept = dump(valkey)
    assert "case" in kept, "the signal itself is there"
    for secret in ("zanzibar", story.reference, str(story.case_id), str(story.nurse.id), str(story.spoc.id)):
        assert secret not in kept and secret not in hearing.said


def dump(valkey: redis.Redis) -> str:
    """Everything that stands in Valkey, whatever kind of key it is under."""
    found = []
    for key in valkey.keys("*"):
        kind = valkey.type(key).decode()
        read: dict[str, Any] = {
            "stream": valkey.xrange,
            "string": valkey.get,
            "hash": valkey.hgetall,
            "list": lambda key: valkey.lrange(key, 0, -1),
            "set": valkey.smembers,
            "zset": lambda key: valkey.zrange(key, 0, -1, withscores=True),
        }
        found.append(f"{key!r} {read[kind](key)!r}")
    return "\n".join(found)


def test_whoever_comes_back_is_told_of_what_they_missed_and_of_nothing_twice(story, listen, ears) -> None:
    one = say(story, story.nurse, "One")
    two = say(story, story.nurse, "Two")
    assert listen(story.spoc, stream(story), last=one.seq).next("case")["id"] == str(two.seq)
    up_to_date = listen(story.spoc, stream(story), last=two.seq)
    three = say(story, story.nurse, "Three")
    assert up_to_date.next("case")["id"] == str(three.seq), "nothing was told of what they had"


def test_a_place_that_is_none_or_later_than_any_is_told_where_the_case_stands(story, app, listen, ears) -> None:
    posted = say(story, story.nurse, "Here it stands")
    assert listen(story.spoc, stream(story), last=99_999).next("case")["id"] == str(posted.seq)
    assert listen(story.spoc, stream(story) + "?after=1-0%27").next("case")["id"] == str(posted.seq)


def test_what_was_said_while_valkey_was_wiped_and_nobody_passed_it_on_is_heard_at_the_next_look(
    story, listen, ears, valkey, monkeypatch
) -> None:
    hearing = listen(story.spoc, stream(story))
    hearing.next("case")
    monkeypatch.setattr(ears, "_pass_on", lambda signals: False)
    posted = say(story, story.nurse, "Nobody rings for this")
    valkey.flushall()
    assert hearing.next("case")["id"] == str(posted.seq)
    monkeypatch.undo()
    again = say(story, story.nurse, "After the wipe")
    assert hearing.next("case")["id"] == str(again.seq)


def test_a_slow_transaction_is_not_overtaken(story, world, listen, ears) -> None:
    """Places are given out under the lock of the chain: a later message cannot be kept before an earlier one."""
    import threading

    hearing = listen(story.spoc, stream(story))
    hearing.next("case")
    quick: list[int] = []
    with writing(story.nurse) as session:
        from coordination.conversation.commands.posting import ToPost, post

        slow = post(session, story.nurse, story.reference, ToPost(body="Slow"), once=uuid4().hex)
        beside = threading.Thread(target=lambda: quick.append(say(story, story.spoc, "Quick").seq))
        beside.start()
        beside.join(LOOK * 2)
        assert not quick, "the quick one waits for the slow one"
    beside.join(PATIENCE)
    assert slow.seq < quick[0]
    told = [int(hearing.next("case")["id"])]
    while told[-1] < quick[0]:
        told.append(int(hearing.next("case")["id"]))
    assert told == sorted(set(told)) and told[-1] == quick[0]


def test_whoever_may_not_see_the_case_gets_the_answer_of_no_case(story, world, listen, ears) -> None:
    outsider = world.worker(stories.OTHER_CONTACT, name="Oy Example")
    there = listen(outsider, stream(story))
    nowhere = listen(outsider, "/cases/HAV-0000-000X/stream")
    assert there.status == nowhere.status == 404


def test_a_message_for_others_is_not_even_told_of(story, listen, ears) -> None:
    hearing = listen(story.spoc, stream(story))
    hearing.next("case")
    narrow = say(story, story.nurse, "For us alone", audience="agency")
    everyone = say(story, story.nurse, "For all")
    assert hearing.next("case")["id"] == str(everyone.seq)
    assert f"id: {narrow.seq}\n" not in hearing.said


def test_the_stream_ends_within_a_look_of_the_right(world, listen, ears) -> None:
    story = stories.accepted(world)
    beside = world.worker(stories.CONTACT, name="By Example")
    hearing = listen(beside, stream(story))
    hearing.next("case")
    with writing(story.spoc) as session:
        shut_out(session, story.spoc, story.reference, beside.reference, "Knows them.", once=uuid4().hex)
    assert hearing.next("ended")
    say(story, story.nurse, "Not for them")
    assert hearing.events.get(timeout=PATIENCE) is None


def test_the_stream_ends_with_the_session_and_does_not_keep_it_alive(world, story, listen, ears) -> None:
    reader = world.sign_in(story.spoc.id)
    with world.keeper() as session:
        session.execute(
            text("update acting set last_seen_at = last_seen_at - interval '20 minutes' "
                 "where token_hash = sha256(convert_to(:token, 'UTF8'))"), {"token": reader.token},
        )  # fmt: skip
        seen = last_seen(session, reader.token)
    hearing = listen(reader, stream(story))
    hearing.next("case")
    with world.keeper() as session:
        assert last_seen(session, reader.token) == seen
        session.execute(
            text("update acting set last_seen_at = last_seen_at - interval '20 minutes' "
                 "where token_hash = sha256(convert_to(:token, 'UTF8'))"), {"token": reader.token},
        )  # fmt: skip
    assert hearing.next("ended")


def last_seen(session: Any, token: str) -> Any:
    asked = text("select last_seen_at from acting where token_hash = sha256(convert_to(:token, 'UTF8'))")
    return session.scalar(asked, {"token": token})


def test_a_process_takes_so_many_listeners_and_says_so_to_the_next(story, app, listen, ears, monkeypatch) -> None:
    hub = app.extensions["live"]
    first = listen(story.spoc, stream(story))
    first.next("case")
    monkeypatch.setattr(hub, "_most", len(hub))
    refused = listen(story.nurse, stream(story))
    assert refused.status == 503 and refused.answer.headers["Retry-After"]


def test_a_process_that_goes_sends_its_pages_away_and_they_come_back_at_once(story, app, listen, ears) -> None:
    hearing = listen(story.spoc, stream(story))
    hearing.next("case")
    app.extensions["live"].send_away(0, 0.1)
    while hearing.events.get(timeout=PATIENCE) is not None:
        pass
    first, *_, last = (int(said) for said in re.findall(r"retry: (\d+)", hearing.said))
    assert last <= ANEW[1] < first


def test_a_stream_that_hardly_began_does_not_ask_its_page_back_at_once() -> None:
    """Or the two would go round in a circle, as fast as they can."""
    ear = Ear(uuid4(), frozenset())
    said = "".join(on_any(ear, "meeting", lambda: True, Pace(longest=0.0)))
    assert min(int(wait) for wait in re.findall(r"retry: (\d+)", said)) >= BROKEN[0]


def test_after_an_outage_only_pages_whose_case_has_grown_look_at_once(story, world, app, listen, ears) -> None:
    other = stories.accepted(world)
    known = {one.case_id: say(one, one.nurse, "Here").seq for one in (story, other)}
    newer = say(other, other.nurse, "Missed").seq
    door = Door(app.extensions["settings"].secret)
    assert grown(door, known) == {other.case_id: newer}


def test_a_claim_is_told_to_the_team(world, listen, ears) -> None:
    story = stories.referred(world)
    hearing = listen(story.spoc, f"/queues/{stories.CONTACT}/stream")
    hearing.next("team")
    from coordination.queues.commands.claiming import claim_next

    beside = world.worker(stories.CONTACT, name="Cy Example")
    with writing(beside) as session:
        claim_next(session, beside, beside.team_ids[0], once=uuid4().hex)
    assert hearing.next("team")


def test_who_else_has_a_case_open_is_said_to_those_who_talk_there_and_kept_nowhere(
    world, app, listen, ears, valkey, database
) -> None:
    story = stories.accepted(world)
    beside = world.worker(stories.CONTACT, name="Wy Example")
    shut = world.worker(stories.CONTACT, name="Ay Example")
    stranger = world.worker(stories.OTHER_CONTACT)
    with writing(story.spoc) as session:
        shut_out(session, story.spoc, story.reference, shut.reference, "Knows them.", once=uuid4().hex)
    logged = everything_kept(database)
    hearing = listen(beside, stream(story))
    hearing.next("case")

    def told(worker: Any) -> Any:
        client = app.test_client()
        client.set_cookie("coordination_session", worker.token)
        return client.get(f"/cases/{story.reference}/here")

    assert told(story.nurse).get_json()["said"].startswith("Wy Example (")
    assert told(beside).get_json() == {"said": ""}, "nobody is told of themselves"
    assert told(shut).status_code == told(stranger).status_code == 404
    assert everything_kept(database) == logged, "no table and no log hears of it"
    found = [key for key in valkey.scan_iter() if valkey.type(key) == b"zset"]
    assert found and all(0 < valkey.ttl(key) <= 25 for key in found)
    words = " ".join(str(valkey.zrange(key, 0, -1)) for key in found) + str(found)
    assert str(beside.id) not in words and beside.reference not in words and str(story.case_id) not in words


def everything_kept(database: Any) -> dict[str, int]:
    """How many rows each table has, but for what a sign-in itself touches."""
    with psycopg.connect(database.url("owner")) as owner:
        named = owner.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        names = [str(row[0]) for row in named if row[0] not in ("acting", "worker")]
        count = sql.SQL("select count(*) from {}")
        rows = {name: owner.execute(count.format(sql.Identifier(name))).fetchone() for name in names}
    return {name: int(row[0]) for name, row in rows.items() if row}


def test_a_meeting_that_moves_on_is_told_to_whoever_sits_there_until_their_seat_ends(world, listen, ears, valkey):
    sit = sitting(world)
    listed(sit, 20)
    sit.plan()
    sit.publish()
    address = f"/panels/meetings/{sit.meeting}/stream"
    hearing = listen(sit.housing, address)
    assert hearing.next("meeting") == {"event": "meeting", "data": "changed"}
    assert listen(world.worker("hav-housing-options", "panel"), address).status == 404
    sit.begin()
    assert hearing.next("meeting") == {"event": "meeting", "data": "changed"}
    kept = dump(valkey)
    for secret in (sit.meeting, str(sit.row().id), str(sit.chair.id)):
        assert secret not in kept and secret not in hearing.said
    sit.unseats(sit.housing)
    assert hearing.next("ended") is not None
