"""Who reads what: every kind of audience against everybody who might look, by every way in which a document comes out.

The rows of the keeper say who may, as they do for messages. Then every check is taken away in turn, and the same
comparison has to find it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordination import db
from coordination.access import SignedIn
from coordination.db import NOBODY, reading, writing
from coordination.documents.commands import adding
from coordination.documents.given import ToAdd
from coordination.worker import run
from tests.conftest import Database
from tests.conversation.talk import Spoken, Talk, build
from tests.conversation.test_nobody_overhears import without
from tests.documents.scanner import listening
from workflows import pathways
from workflows.grid import grant

WORD = re.compile(r"zq\d{3}[a-z]+qz")


@dataclass
class Shelf:
    """A case on which many have added documents; each has a word in its title and the same word inside."""

    talk: Talk
    added: dict[str, Spoken]  # by reference
    unscanned: dict[str, Spoken]

    def may(self, viewer: SignedIn, among: dict[str, Spoken]) -> set[str]:
        return {one.word for one in among.values() if self.talk.may_read(viewer, one)}


def put(talk: Talk, author: str, into: dict[str, Spoken], number: int, **given: Any) -> None:
    story = given.pop("story", talk.case)
    who, word = talk.viewers[author], f"zq{number:03}{author.replace(' ', '')}qz"
    sent = ToAdd(content=f"Inside: {word}.".encode(), name=f"{word}.txt", title=f"About {word}", **given)
    with writing(who) as session:
        reference = adding.add(session, who, story.reference, sent, once=uuid4().hex)
    with talk.world.keeper() as session:
        readers = session.scalar(text("select readers from document where reference = :r"), {"r": reference})
    holders = None if readers is None else frozenset(readers)
    into[reference] = Spoken(word, who, sent.category, holders, story.case_id, sent)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shelf(world: Any, database: Database) -> Shelf:
    talk, added, unscanned = build(world), {}, {}
    ref = {name: worker.reference for name, worker in talk.viewers.items()}
    number = iter(range(999))
    others = {"nurse": "probation-service", "spoc": "hmp-pentonville", "key worker": "probation-service"}
    named = {"nurse": "spoc", "spoc": "nurse", "key worker": "safeguarding"}
    for author, agency in others.items():
        put(talk, author, added, next(number))
        put(talk, author, added, next(number), audience="agencies", agencies=(agency,))
        put(talk, author, added, next(number), audience="agency")
        if author != "key worker":  # who is on the case themselves, without their team
            put(talk, author, added, next(number), audience="team")
        put(talk, author, added, next(number), audience="workers", workers=(ref[named[author]],))
    writes = set(grant(pathways.newest("prison-release"), "spoc")["writes"]) - {"core"}
    for category in sorted(writes):
        put(talk, "spoc", added, next(number), category=category)
    put(talk, "nurse", added, next(number), story=talk.waiting)
    with pytest.MonkeyPatch.context() as environment, listening() as scanner:
        for name, value in (
            ("DATABASE_URL", database.url("worker")), ("REDIS_URL", database.redis_url),
            ("COORDINATION_SECRET", "s" * 40), ("COORDINATION_ADDRESS", "http://127.0.0.1:1"),
            ("COORDINATION_SCANNER", scanner.address),
        ):  # fmt: skip
            environment.setenv(name, value)
        with world.keeper() as session:
            rows = session.scalars(text("select id from outbox where job = 'scan_document'")).all()
        db.connect(database.url("worker"))
        for row in rows:
            run(str(row))
        db.connect(database.url("app"))
    put(talk, "spoc", unscanned, next(number))
    return Shelf(talk, added, unscanned)


def titles(viewer: SignedIn) -> set[str]:
    with reading(viewer) as session:
        return set(WORD.findall(" ".join(session.scalars(text("select title || name from document")))))


def bodies(viewer: SignedIn) -> set[str]:
    with reading(viewer) as session:
        return set(
            WORD.findall(
                " ".join(bytes(c).decode() for c in session.scalars(text("select content from document_body")))
            )
        )


def differences(shelf: Shelf) -> list[str]:
    found = []
    for name, viewer in shelf.talk.viewers.items():
        opens = shelf.may(viewer, shelf.added)
        knows = opens | shelf.may(viewer, shelf.unscanned)
        for way, allowed in ((titles, knows), (bodies, opens)):
            got = way(viewer)
            if got != allowed:
                found.append(f"{name}, {way.__name__}: too much {got - allowed}, too little {allowed - got}")
    return found


def test_there_is_something_to_open(shelf: Shelf) -> None:
    opens = {name: len(shelf.may(viewer, shelf.added)) for name, viewer in shelf.talk.viewers.items()}
    assert opens["spoc"] > opens["probation"] > 3 and opens["nurse"] > 3
    assert opens["elsewhere"] == opens["housing"] == opens["shut out"] == 0


def test_everybody_gets_what_they_may_and_nothing_else(shelf: Shelf) -> None:
    assert differences(shelf) == []


def test_nothing_comes_out_of_a_page_or_a_file(shelf: Shelf, app: Any) -> None:
    leaks, talk = [], shelf.talk
    for name, viewer in talk.viewers.items():
        knows, client = shelf.may(viewer, shelf.added | shelf.unscanned), app.test_client()
        client.set_cookie("coordination_session", viewer.token)
        for story in (talk.case, talk.waiting):
            for address in (
                f"/cases/{story.reference}/documents", f"/cases/{story.reference}",
                f"/cases/{story.reference}/conversation", f"/cases/{story.reference}/timeline",
                f"/audit?case={story.reference}", f"/cases/{story.reference}/sheet",
                f"/cases/{story.reference}/summary",
            ):  # fmt: skip
                page = client.get(address).get_data(as_text=True)
                leaks += [f"{word} on {address} for {name}" for word in set(WORD.findall(page)) - knows]
        for reference, one in (shelf.added | shelf.unscanned).items():
            case = talk.case if one.case_id == talk.case.case_id else talk.waiting
            answer = client.get(f"/cases/{case.reference}/documents/{reference}/file")
            may = talk.may_read(viewer, one) and viewer.may("case.read")
            wanted = (403 if reference in shelf.unscanned else 200) if may else 404
            got = 404 if not viewer.may("case.read") else answer.status_code
            if got != wanted or (one.word in answer.get_data(as_text=True)) != (wanted == 200):
                leaks.append(f"{one.word} for {name}: {got}, not {wanted}")
    assert leaks == []


def test_the_words_stand_in_no_event_job_memory_or_notice(shelf: Shelf, database: Database) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        rows = [
            *owner.execute("select ids::text from outbox"), *owner.execute("select sentence from notice"),
            *owner.execute("select detail::text from event_detail"), *owner.execute("select answer::text from once"),
            *owner.execute("select r::text from read_event r"),
        ]  # fmt: skip
    assert rows and not WORD.findall(" ".join(str(row[0]) for row in rows))


def test_a_document_is_found_on_its_own_case_and_changed_by_its_writer_alone(shelf: Shelf, app: Any) -> None:
    reference, one = next(iter(shelf.added.items()))
    here, elsewhere = (
        f"/cases/{story.reference}/documents/{reference}" for story in (shelf.talk.case, shelf.talk.waiting)
    )
    for viewer in shelf.talk.viewers.values():
        client = app.test_client()
        client.set_cookie("coordination_session", viewer.token)
        assert client.get(f"{elsewhere}/file").status_code in (403, 404)
        if viewer.id != one.author.id:
            assert client.get(f"{here}/remove").status_code in (403, 404)


CHECKS = {
    "the audience": ("policy", "document", r"\(\(readers IS NULL\).*?AS my_worker\)\)\) AND", "true and"),
    "a part of one's own": ("view", "my_part", r"\(p\.holder = ANY \(me\.holders\)\) AND", ""),
    "in full": ("policy", "document", r"AND \(p\.sees = 'full'::text\)", ""),
    "the category": ("policy", "document", r"AND \(document\.category = ANY \(p\.reads\)\)", ""),
    "the bytes": ("policy", "document_body", r"^.*$", "true"),
    "the scanner": ("policy", "document_body", r"\(d\.state = 'clean'::text\)", "true"),
}


@pytest.mark.parametrize("what", CHECKS)
def test_without_any_one_check_somebody_gets_too_much(shelf: Shelf, database: Database, what: str) -> None:
    with without(database, *CHECKS[what]):
        assert differences(shelf) != []


def test_an_agreement_that_ends_closes_them_with_the_next_statement(shelf: Shelf) -> None:
    viewer, giver = shelf.talk.viewers["probation"], shelf.talk.case.nurse.agency_id
    asked = {"giver": giver, "taker": viewer.agency_id}
    theirs = {one.word for one in shelf.added.values() if one.author.agency_id == giver}
    assert bodies(viewer) & theirs
    change = "update agreement set until_date = {} where giver_id = :giver and taker_id = :taker and category = 'core'"
    with shelf.talk.world.keeper() as session:
        session.execute(text(change.format("'2026-11-17'")), asked)
    try:
        assert not bodies(viewer) & theirs and not titles(viewer) & theirs
    finally:
        with shelf.talk.world.keeper() as session:
            session.execute(text(change.format("null")), asked)


def test_what_is_agreed_for_one_kind_of_information_is_agreed_for_no_other(shelf: Shelf, database: Database) -> None:
    viewer, giver = shelf.talk.viewers["probation"], shelf.talk.case.spoc.agency_id
    reads = titles(viewer)
    theirs = next(one for one in shelf.added.values() if one.author.agency_id == giver and one.word in reads
                  and one.category != "core")  # fmt: skip
    asked = {"giver": giver, "taker": viewer.agency_id, "category": theirs.category}
    change = text("update agreement set until_date = :day where giver_id = :giver and taker_id = :taker "
                  "and category = :category")  # fmt: skip
    try:
        with shelf.talk.world.keeper() as session:
            session.execute(change, {**asked, "day": "2026-11-17"})
        assert theirs.word not in titles(viewer)
        with without(database, "policy", "document", r"\(a\.category = document\.category\)", "true"):
            assert theirs.word in titles(viewer)
    finally:
        with shelf.talk.world.keeper() as session:
            session.execute(change, {**asked, "day": None})


INSERT = (
    "insert into document (reference, case_id, seq, at, author_id, author_agency_id, category, audience_id, title, "
    "name, kind, size, digest, state) select 'f', case_id, seq + 1000, at, author_id, author_agency_id, category, "
    "audience_id, 'x', 'x', 'pdf', 1, 'x', '{}' from document where author_id = my_worker() limit 1"
)


@pytest.mark.parametrize(
    "attack",
    [
        "update document set state = 'clean', scanned_at = :at where author_id = my_worker()",
        "update document set readers = null where author_id = my_worker()",
        "update document set audience_id = (select id from audience limit 1) where author_id = my_worker()",
        "update document_body set content = 'x'",
        "delete from document",
        "delete from document_body",
        "select unscanned_documents(), document_keeps_its_audience()",
        "select enter_sweep('documents')",
        INSERT.format("clean"),
        INSERT.format("waiting"),
        "update document set removed_at = :at where author_id = my_worker() and removed_at is null",
    ],
)
def test_sql_as_the_application_itself_is_refused(shelf: Shelf, attack: str) -> None:
    with pytest.raises(DBAPIError), writing(shelf.talk.case.spoc) as session:
        session.execute(text(attack), {"at": "2026-11-18T10:30+00:00"})


def test_a_machine_that_acts_for_nobody_sees_none(shelf: Shelf, database: Database) -> None:
    db.connect(database.url("worker"))
    try:
        with reading(NOBODY) as session:
            assert session.scalar(text("select count(*) from document")) == 0
            assert session.scalar(text("select count(*) from document_body")) == 0
    finally:
        db.connect(database.url("app"))
