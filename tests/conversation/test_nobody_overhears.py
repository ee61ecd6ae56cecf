"""Who reads what: every kind of audience against everybody who might overhear, by every way in which words come out.

The rows of the keeper say who may; the product has to say the same, no more and no less. Then every check is taken
away in turn, and the same comparison has to find it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select, text

from coordination import db
from coordination.access import SignedIn
from coordination.conversation.commands.posting import ToPost
from coordination.db import new_id, reading
from coordination.identity.queries import arrive
from coordination.live import presence
from coordination.notifications.commands import ask_to_send
from coordination.notifications.models import Delivery, Notice
from coordination.notifications.outgoing import wording
from coordination.worker import run
from tests.attacks.scene import an_event
from tests.conftest import Database
from tests.conversation.beside import Beside, put_beside
from tests.conversation.talk import Spoken, Talk, build, speak

WORD = re.compile(r"zq\d{3}[a-z]+qz")


@pytest.fixture(scope="module")
def talk(world: Any, database: Database) -> Talk:
    made = build(world)
    speak(made)
    with world.keeper() as session:
        # one agreement fewer: what the single point of contact says about risk no longer goes to probation
        session.execute(
            text("update agreement set ended_at = :at where category = 'risk' and ended_at is null "
                 "and giver_id = :giver and taker_id = :taker"),
            {"at": "2026-11-18", "giver": made.case.spoc.agency_id, "taker": made.viewers["probation"].agency_id},
        )  # fmt: skip
        waiting = session.scalars(text("select id from outbox where job = 'tell_of_mentions'")).all()
    db.connect(database.url("worker"))
    for row_id in waiting:
        run(str(row_id))
    db.connect(database.url("app"))
    return made


@pytest.fixture(scope="module")
def beside(talk: Talk) -> Beside:
    return put_beside(talk)


def may(talk: Talk, viewer: SignedIn) -> set[str]:
    return {one.word for one in talk.spoken if talk.may_read(viewer, one)}


def in_database(viewer: SignedIn) -> set[str]:
    """Every message, wording, mention, event and audience that the viewer's own session gives, as words."""
    with reading(viewer) as session:
        bodies = " ".join(session.scalars(text("select body from message_wording")))
        events = session.scalar(
            text("select count(*) from event where kind = 'message.posted' and actor_id <> my_worker()")
        )
        own = session.scalar(
            text(
                "select count(*) from message m where exists (select from message_wording w where w.id = m.wording_id)"
            )
        )
        messages = session.scalar(text("select count(*) from message"))
    words = set(WORD.findall(bodies))
    assert own == messages == len(words), "a message without its words, or the other way round"
    # governance sees that an agency of theirs was written to, and not the words
    too_many = events > len(words) and "governance" not in viewer.roles
    return words | ({f"{events} events"} if too_many else set())


def found_by_search(viewer: SignedIn) -> set[str]:
    with reading(viewer) as session:
        hits = session.scalars(text("select body from search_messages('about this', 100)")).all()
    return set(WORD.findall(" ".join(hits)))


def named_by_mentions(viewer: SignedIn) -> set[str]:
    with reading(viewer) as session:
        rows = session.scalars(
            text("select w.body from message_mention n left join message_wording w on w.message_id = n.message_id")
        ).all()
    return {WORD.findall(row)[0] if row else "a mention of something hidden" for row in rows}


def audiences_known(viewer: SignedIn) -> int:
    with reading(viewer) as session:
        return int(session.scalar(text("select count(*) from audience a where a.kind <> 'everyone'")) or 0)


def readers_offered(talk: Talk) -> dict[str, set[str]]:
    """For each message whom its author would be offered by name for one like it."""
    offered = {}
    for author in {one.author.id: one.author for one in talk.spoken}.values():
        with reading(author) as session:
            for one in (one for one in talk.spoken if one.author.id == author.id):
                rows = session.execute(
                    text("select reference from who_reads(:c, :g, :a, cast(:r as uuid[]))"),
                    {"c": one.case_id, "g": one.category, "a": author.agency_id,
                     "r": None if one.holders is None else list(one.holders)},
                )  # fmt: skip
                offered[one.word] = {row.reference for row in rows}
    return offered


def differences(talk: Talk) -> list[str]:
    """Every place in which somebody gets more or less than they may, by the database's own answers."""
    return list(faults(talk))


def faults(talk: Talk) -> Iterator[str]:
    """The same one by one: whoever looks for any can stop at the first."""
    for name, viewer in talk.viewers.items():
        allowed = may(talk, viewer)
        for way in (in_database, found_by_search):
            got = way(viewer)
            if got != allowed:
                yield f"{name}, {way.__name__}: too much {got - allowed}, too little {allowed - got}"
        if not named_by_mentions(viewer) <= allowed:
            yield f"{name}: mentions {named_by_mentions(viewer) - allowed}"
        narrow = {one.holders for one in talk.spoken if one.holders} | talk.beside
        narrow = {holders for holders in narrow if holders & set(viewer.holders)}
        if audiences_known(viewer) > len(narrow):
            yield f"{name}: knows of audiences that they are not in"
    casework = {n: w for n, w in talk.viewers.items() if w.may("case.read")}
    offered = readers_offered(talk)
    for one in (one for one in talk.spoken if talk.may_read(one.author, one)):
        for name, viewer in casework.items():
            if viewer.id != one.author.id and (viewer.reference in offered[one.word]) != talk.may_read(viewer, one):
                yield f"{name} is {'' if viewer.reference in offered[one.word] else 'not '}offered for {one.word}"


def test_there_is_something_to_overhear(talk: Talk) -> None:
    reads = {name: len(may(talk, viewer)) for name, viewer in talk.viewers.items()}
    assert reads["spoc"] > reads["probation"] > 3 and reads["nurse"] > 3 and reads["safeguarding"] > 3
    assert reads["elsewhere"] == reads["housing"] == reads["shut out"] == 0
    assert reads["asked only"] < reads["spoc"], "whoever has only been asked about the other case reads nothing there"
    assert any(not talk.may_read(talk.viewers["probation"], one) for one in talk.spoken if one.category == "risk")


def test_everybody_gets_what_they_may_and_nothing_else(talk: Talk) -> None:
    assert differences(talk) == []


def test_questions_documents_and_what_a_live_page_is_told_are_for_those_who_may(beside: Beside) -> None:
    assert beside.differences() == []
    for what, (told, allowed) in beside.told.items():
        # governance hears that an agency of theirs was written to, and not the words
        too_much = {name for name in told - allowed if "governance" not in beside.talk.viewers[name].roles}
        casework = {name for name in allowed if beside.talk.viewers[name].may("case.read")}
        assert not too_much and not casework - told, (what, too_much, casework - told)


def test_nothing_comes_out_of_a_page_a_search_a_list_or_the_persons_sheet(talk: Talk, beside: Beside, app: Any) -> None:
    leaks, sheets = [], 0
    for name, viewer in talk.viewers.items():
        allowed, client = may(talk, viewer) | beside.may(viewer), app.test_client()
        unread = [one for one in beside.questions if not beside.knows_of(viewer, one)]
        client.set_cookie("coordination_session", viewer.token)
        for story in (talk.case, talk.waiting):
            for address in (
                f"/cases/{story.reference}/conversation", f"/cases/{story.reference}", "/messages",
                "/messages?q=about", f"/cases/{story.reference}/timeline", "/notices", "/today", "/cases",
                f"/audit?case={story.reference}", "/audit/my-agency", f"/cases/{story.reference}/documents",
                f"/cases/{story.reference}/conversation/new?after=0&lines=yes",
            ):  # fmt: skip
                body = client.get(address).get_data(as_text=True)
                leaks += [f"{one.reference} on {address} for {name}" for one in unread if one.reference in body]
                leaks += [f"{word} on {address} for {name}" for word in set(WORD.findall(body)) - allowed]
            safe = {"once": uuid4().hex, "safe": "yes"}
            sheet = client.post(f"/audit/case/{story.reference}/sharing-sheet", data=safe)
            if sheet.status_code == 200:
                sheets += 1
                leaks += [f"{word} on the sheet" for word in WORD.findall(sheet.get_data(as_text=True))]
        for story in (talk.case, talk.waiting):
            page = client.get(f"/cases/{story.reference}/conversation").get_data(as_text=True)
            leaks += [f"“{label}” for {name}" for label in beside.labels(viewer) if html.escape(label) in page]
            named = set(re.findall(r'name="mentions" value="([^"]+)"', page))
            offers = Spoken("", viewer, "core", None, story.case_id, ToPost(body=""))
            leaks += [f"{who} is offered to {name}" for who, one in talk.viewers.items()
                      if one.reference in named and not talk.may_read(one, offers)]  # fmt: skip
            here = {one.word for one in (*talk.spoken, *beside.documents) if one.case_id == story.case_id} & allowed
            if viewer.may("case.read") and set(WORD.findall(page)) != here:
                leaks.append(f"{name} does not find {here - set(WORD.findall(page))} on {story.reference}")
    assert leaks == [] and sheets, "the sheet was made, and says nothing of what was said"


def test_the_unread_number_counts_what_may_be_read(talk: Talk, app: Any, world: Any) -> None:
    for viewer in talk.viewers.values():
        if not viewer.may("case.read"):
            continue
        client = app.test_client()
        client.set_cookie("coordination_session", viewer.token)
        client.get(f"/cases/{talk.case.reference}")
        with world.keeper() as session:
            session.execute(text("delete from conversation_mark where worker_id = :w"), {"w": viewer.id})
            opened = session.scalar(text("select count(*) from last_looked where worker_id = :w"), {"w": viewer.id})
        others = [one for one in talk.spoken if one.author.id != viewer.id and talk.may_read(viewer, one)]
        waits = len([one for one in others if one.case_id == talk.case.case_id])
        again = arrive(viewer.token)
        assert again is not None
        assert again.messages <= len(others) and (not opened or again.messages >= waits)


def test_who_else_is_here_is_told_of_those_who_talk_to_those_who_talk(talk: Talk, app: Any) -> None:
    valkey, secret = app.extensions["live_valkey"], app.extensions["settings"].secret
    wrong = []
    for story in (talk.case, talk.waiting):
        for viewer in talk.viewers.values():
            presence.note(valkey, secret, story.case_id, viewer.id)
        for name, viewer in talk.viewers.items():
            client = app.test_client()
            client.set_cookie("coordination_session", viewer.token)
            answer = client.get(f"/cases/{story.reference}/here")
            said = answer.get_json()["said"] if answer.status_code == 200 else ""
            core = Spoken("", viewer, "core", None, story.case_id, ToPost(body=""))
            talks = {one.name for one in talk.viewers.values()
                     if one.id != viewer.id and one.may("case.read") and talk.may_read(one, core)}  # fmt: skip
            told = {one.name for one in talk.viewers.values() if one.name in said}
            if viewer.may("case.read") and told != (talks if talk.may_read(viewer, core) else set()):
                wrong.append(f"{name} on {story.reference}: {told} instead of {talks}")
    assert wrong == []


def test_no_mail_and_no_digest_says_anything_of_a_message(talk: Talk, world: Any) -> None:
    with world.keeper() as session:
        notices = session.scalars(select(Notice)).all()
        mails = [Delivery(id=new_id(), kind="notice", about=str(one.id), urgent=one.urgent) for one in notices]
        spoc = talk.viewers["spoc"]
        digest_id = ask_to_send(session, "digest", "of this test", spoc.id, spoc.agency_id)
        for one in notices:
            one.digest_id = digest_id
        session.flush()
        mails.append(session.get_one(Delivery, digest_id))
        told = [wording.mail(session, one, "https://coordination.example") for one in mails]
        session.rollback()
    assert len(told) > 3
    for subject, body in told:
        said = f"{subject} {body}"
        assert not WORD.search(said) and talk.case.reference not in said and talk.waiting.reference not in said
        assert not [one.name for one in talk.viewers.values() if one.name in said]


def test_a_notice_goes_to_those_whom_a_message_names_and_says_nothing_of_it(talk: Talk, world: Any) -> None:
    with world.keeper() as session:
        told = session.execute(text("select worker_id, sentence from notice where kind = 'mentioned'")).all()
    expected = {talk.viewers[name].id for name in ("spoc", "nurse", "safeguarding")}
    assert {row.worker_id for row in told} == expected
    assert {row.sentence for row in told} == {"A message in the conversation names you."}


def test_the_list_of_people_is_no_way_in(talk: Talk, app: Any) -> None:
    for name in ("elsewhere", "housing", "shut out", "asked only"):
        client = app.test_client()
        client.set_cookie("coordination_session", talk.viewers[name].token)
        answer = client.get(f"/cases/{talk.case.reference}/conversation/people")
        story = talk.waiting if name == "asked only" else talk.case
        assert client.get(f"/cases/{story.reference}/conversation/people").status_code in (403, 404)
        assert name == "asked only" or answer.status_code == 404


# Every check, as PostgreSQL writes it down, and what is left where it is taken away.
POLICIES = {
    "the audience": ("message", r"\(\(readers IS NULL\).*?AS my_worker\)\)\) AND", "true and"),
    "in full": ("message", r"AND \(p\.sees = 'full'::text\)", ""),
    "the category": ("message", r"AND \(message\.category = ANY \(p\.reads\)\)", ""),
    "the agreement": ("message", r"\(a\.category = message\.category\)", "true"),
    "the words": ("message_wording", r"^.*$", "true"),
    "who is named": ("message_mention", r"^.*$", "true"),
    "the event": ("event", r"in_audience\(audience_id\)", "true"),
    "the audience's own row": ("audience", r"in_audience\(id\)", "true"),
    "a question: the audience": ("form_card", r"\(\(readers IS NULL\).*?AS my_worker\)\)\) AND", "true and"),
    "what is asked: the category": ("form_card_form", r"AND \(form_card_form\.category = ANY \(p\.reads\)\)", ""),
    "what is asked: the question itself": ("form_card_form", r"^.*$", "true"),
    "a document: the audience": ("document", r"\(\(readers IS NULL\).*?AS my_worker\)\)\) AND", "true and"),
    "a document: the category": ("document", r"AND \(document\.category = ANY \(p\.reads\)\)", ""),
}
VIEWS = {
    "a part of one's own": ("my_part", r"\(p\.holder = ANY \(me\.holders\)\) AND", ""),
    "whoever is shut out": ("my_part", r"AND\s+CASE\s+WHEN \(me\.shut_out IS NULL\).*?\sEND", ""),
}
FUNCTIONS = {
    "search: the audience": ("search_messages", r"\(m\.readers is null or.*?my_worker\(\)\)\) and", ""),
    "search: a part of one's own": (
        "search_messages",
        r"p\.holder = any\(\(select my_holders\(\)\)::uuid\[\]\) and",
        "",
    ),
    "search: in full": ("search_messages", r"and p\.sees = ''full''", ""),
    "search: the category": ("search_messages", r"and m\.category = any\(p\.reads\)", ""),
    "search: the agreement": ("search_messages", r"and a\.category = m\.category", ""),
    "search: whoever is shut out": ("search_messages", r"and not m\.case_id = any.*?uuid\[\]\)", ""),
    "names: the audience": ("who_reads", r"and \(p_readers is null.*?\(p_readers\)\)\)", ""),
    "names: in full": ("who_reads", r"and p\.sees = 'full'", ""),
    "names: the category": ("who_reads", r"and p_category = any \(p\.reads\)", ""),
    "names: the agreement": ("who_reads", r"and a\.category = p_category", ""),
    "names: whoever is shut out": ("who_reads", r"and not exists \(select from case_block.*?is null\)", ""),
}


BESIDE = ("a question", "what is asked", "a document")


@contextmanager
def without(
    database: Database, kind: str, name: str, check: str, instead: str, policy: str = "app_reads"
) -> Iterator[None]:
    """The database with one check taken away, and put back."""
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        if kind == "view":
            row = owner.execute("select pg_get_viewdef(%s::regclass)", (name,)).fetchone()
        elif kind == "policy":
            row = owner.execute(
                "select pg_get_expr(coalesce(polqual, polwithcheck), polrelid), polqual is null from pg_policy "
                "where polrelid = %s::regclass and polname = %s",
                (name, policy),
            ).fetchone()
        else:
            row = owner.execute("select pg_get_functiondef(%s::regproc)", (name,)).fetchone()
        assert row is not None
        before = str(row[0])
        after, times = re.subn(check, instead, before, flags=re.DOTALL)
        assert times, f"this check is not there: {check}\n{before}"

        def put(rule: str) -> None:
            if kind == "view":
                rule = f"create or replace view {name} with (security_barrier = true) as {rule}"
            elif kind == "policy":
                rule = f"alter policy {policy} on {name} {'with check' if row[1] else 'using'} ({rule})"
            owner.execute(rule.encode())

        put(after)
        try:
            yield
        finally:
            put(before)


CHECKS = {
    what: (kind, *check)
    for kind, checks in (("policy", POLICIES), ("view", VIEWS), ("function", FUNCTIONS))
    for what, check in checks.items()
}


@pytest.mark.parametrize("what", CHECKS)
def test_without_any_one_check_somebody_overhears(talk: Talk, beside: Beside, database: Database, what: str) -> None:
    with without(database, *CHECKS[what]):
        assert beside.differences() if what.startswith(BESIDE) else found_anything(talk), what


def found_anything(talk: Talk) -> bool:
    try:
        return next(faults(talk), None) is not None
    except AssertionError:
        return True


def test_whoever_leaves_reads_no_more(talk: Talk, world: Any) -> None:
    viewer = talk.viewers["probation"]
    with world.keeper() as session:
        session.execute(
            text("update participant set until_at = :at where case_id = :c and agency_id = :a"),
            {"at": "2026-11-18T10:00+00:00", "c": talk.case.case_id, "a": viewer.agency_id},
        )
        # the keeper, too, leaves an event for a change to a case
        left = an_event("participant.left", f"case:{talk.case.case_id}", talk.case.case_id)
        session.execute(text("select * from audit_append_all(cast(:events as jsonb))"), {"events": json.dumps([left])})
    talk._rows = None
    assert in_database(viewer) == set() == found_by_search(viewer)
    assert differences(talk) == []
