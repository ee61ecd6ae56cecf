"""A document from the form to the reader: scanned first, opened apart from our pages, each time with a look."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select, text

from coordination import clock, db
from coordination.audit.models import ReadEvent
from coordination.db import writing
from coordination.documents.commands import adding, room
from coordination.documents.content import kinds
from coordination.documents.given import ToAdd
from coordination.errors import Invalid, MovedOn, NotAllowed
from tests.cases import stories
from tests.documents import files
from tests.documents.scanner import EICAR


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world)


def add(story: stories.Story, who: Any, content: bytes, name: str = "a.pdf", **given: Any) -> str:
    once = given.pop("once", uuid4().hex)
    sent = ToAdd(content=content, name=name, title=given.pop("title", "A letter from the GP"), **given)
    with writing(who) as session:
        return adding.add(session, who, story.reference, sent, once=once)


def upload(browser: Any, address: str, sent: dict[str, Any]) -> Any:
    answer = browser.post(address, data=sent, content_type="multipart/form-data")
    # what a test's browser sends of a large file lies in a temporary file of its own
    answer.request.environ["wsgi.input"].close()
    return answer


def row(world: Any, reference: str) -> Any:
    with world.keeper() as session:
        return session.execute(text("select * from document where reference = :r"), {"r": reference}).one()


def test_from_the_form_to_the_reader(story, world, browser_of, machine, scanner) -> None:
    writer, reader = browser_of(story.spoc), browser_of(story.nurse)
    here = f"/cases/{story.reference}/documents"
    assert 'type="file"' in writer.get(f"{here}/new?from=conversation").text
    sent = {
        "once": uuid4().hex, "title": "Tenancy letter", "audience": "everyone", "category": "core",
        "file": (io.BytesIO(files.pdf("Zqinsideqz")), "..\\letter<1>.PDF"),
    }  # fmt: skip
    answer = writer.post(f"{here}/new?from=conversation", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303 and answer.headers["Location"].endswith("/conversation"), answer.text
    with world.keeper() as session:
        reference = session.scalar(text("select reference from document where title = 'Tenancy letter'"))
    address = f"{here}/{reference}/file"
    for browser in (writer, reader):
        assert "Waiting to be scanned" in browser.get(here).text
        assert browser.get(address).status_code == 403, "not even its writer opens what has not been scanned"
    machine(scanner.address)
    assert len(scanner.sent) == 1
    opened = reader.get(address)
    assert opened.status_code == 200 and opened.data.startswith(b"%PDF-")
    assert opened.headers["Content-Disposition"] == (
        "attachment; filename=\"letter 1.pdf\"; filename*=UTF-8''letter%201.pdf"
    )
    assert opened.headers["Content-Type"] == "application/pdf"
    assert opened.headers["X-Content-Type-Options"] == "nosniff" and opened.headers["Cache-Control"] == "no-store"
    assert opened.headers["Content-Security-Policy"].startswith("sandbox;")
    reader.get(address)
    with world.keeper() as session:
        looks = session.scalars(
            select(ReadEvent.case_ids).where(ReadEvent.route == "documents.file", ReadEvent.worker_id == story.nurse.id)
        ).all()
    assert [list(each) for each in looks] == [[story.case_id]] * 2, "one look for each opening, none for a refusal"
    for page in (f"/cases/{story.reference}", f"/cases/{story.reference}/conversation"):
        assert "added a document" in reader.get(page).text
    assert "Tenancy letter" in reader.get(f"/cases/{story.reference}").text


def test_what_the_scanner_finds_is_opened_by_nobody(story, world, browser_of, machine, scanner) -> None:
    reference = add(story, story.spoc, EICAR, "note.txt", title="A note")
    machine(scanner.address)
    assert row(world, reference).state == "refused"
    for who in (story.spoc, story.nurse):
        browser = browser_of(who)
        assert browser.get(f"/cases/{story.reference}/documents/{reference}/file").status_code == 403
        assert "Ask whoever sent it for a fresh copy" in browser.get(f"/cases/{story.reference}/documents").text


def test_without_a_scanner_it_is_kept_in_quarantine_until_there_is_one(
    story, world, browser_of, machine, scanner
) -> None:
    reference = add(story, story.spoc, files.pdf("Later"))
    machine()
    assert row(world, reference).state == "quarantined"
    page = browser_of(story.spoc).get(f"/cases/{story.reference}/documents").text
    assert "No scanner is set up here" in page
    assert browser_of(story.spoc).get(f"/cases/{story.reference}/documents/{reference}/file").status_code == 403
    administrator = world.worker(stories.CONTACT, "administrator", name="Ad Example")
    counted = browser_of(administrator).get("/scanning").text
    assert "1 document in quarantine" in counted and story.reference not in counted
    other = world.worker(stories.OTHER_CONTACT, "administrator", name="Od Example")
    assert "in quarantine" not in browser_of(other).get("/scanning").text
    machine(scanner.address, job="scan_waiting")
    assert row(world, reference).state == "clean"
    assert browser_of(story.nurse).get(f"/cases/{story.reference}/documents/{reference}/file").status_code == 200


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_a_scanner_without_a_verdict_leaves_it_waiting(story, world, machine, scanner, says) -> None:
    reference = add(story, story.spoc, files.pdf("No verdict"))
    scanner.says = says
    machine(scanner.address)
    assert row(world, reference).state == "waiting"
    with world.keeper() as session:
        failed = session.scalar(text("select failed_as from outbox where ids->>'document_id' = :d"),
                                {"d": str(row(world, reference).id)})  # fmt: skip
    assert failed == "ScannerAway"


def test_sent_twice_it_stands_once_and_the_same_bytes_are_told(story, world, browser_of) -> None:
    key, content = uuid4().hex, files.pdf("Twice")
    first = add(story, story.spoc, content, once=key, title="The first")
    assert add(story, story.spoc, content, once=key, title="The first") == first
    with pytest.raises(MovedOn):
        add(story, story.spoc, files.pdf("Other"), once=key, title="The first")
    add(story, story.nurse, content, title="The second")
    assert "the same file as “The first”" in browser_of(story.spoc).get(f"/cases/{story.reference}/documents").text


def test_a_new_version_has_the_readers_of_the_one_before_and_removing_leaves_a_mark(
    story, world, browser_of, machine, scanner
) -> None:
    old = add(story, story.spoc, files.pdf("One"), title="Plan", audience="agency")
    with writing(story.spoc) as session:
        new = adding.replace(
            session, story.spoc, story.reference, old, ToAdd(files.pdf("Two"), "b.pdf", "Plan, second"),
            once=uuid4().hex,
        )  # fmt: skip
    assert row(world, new).readers == row(world, old).readers == [story.spoc.agency_id]
    with pytest.raises(MovedOn), writing(story.spoc) as session:
        adding.replace(session, story.spoc, story.reference, old, ToAdd(files.pdf("3"), "b.pdf", "x"), once=uuid4().hex)
    machine(scanner.address)
    browser, here = browser_of(story.spoc), f"/cases/{story.reference}/documents"
    assert "Earlier version" in browser.get(here).text
    assert "Plan, second" not in browser_of(story.nurse).get(here).text
    assert browser.post(f"{here}/{new}/remove", data={"once": uuid4().hex}).status_code == 303
    assert browser.get(f"{here}/{new}/file").status_code == 404
    assert "The original is kept for governance" in browser.get(here).text
    governs = browser_of(world.worker(stories.CONTACT, "frontline", "governance", name="Gy Example"))
    assert f"{here}/{new}/original" in governs.get(here).text
    opened = governs.get(f"{here}/{new}/original")
    assert opened.status_code == 200 and opened.headers["Content-Disposition"].startswith("attachment")
    assert browser.get(f"{here}/{new}/original").status_code == 403
    elsewhere = browser_of(world.worker(stories.PRISON, "frontline", "governance", name="Ey Example"))
    assert elsewhere.get(f"{here}/{new}/original").status_code == 404, "it was for one agency alone"
    with world.keeper() as session:
        kept = session.scalar(text("select count(*) from document_body where document_id = :d"),
                              {"d": row(world, new).id})  # fmt: skip
    assert kept == 1


def test_what_will_not_do_is_said_on_the_form_and_the_other_answers_stay(story, browser_of) -> None:
    address = f"/cases/{story.reference}/documents/new"
    for content, name, says in (
        (b"MZ\x90\x00", "tool.pdf", "This is not a kind of file that can be added."),
        (b"<svg onload='x'>", "a.txt", "not plain text"),
        (b"x" * (10 * 1024 * 1024 + 1), "long.txt", "larger than 10 MB"),
        (b"Hello", "a.exe", "Choose a file that ends in"),
    ):
        sent = {"once": uuid4().hex, "title": "My own words", "audience": "agency", "category": "core",
                "file": (io.BytesIO(content), name)}  # fmt: skip
        answer = upload(browser_of(story.spoc), address, sent)
        assert answer.status_code == 422 and says in answer.text and "My own words" in answer.text
    sent = {"once": uuid4().hex, "title": "Much", "file": (io.BytesIO(b"x" * (12 * 1024 * 1024)), "a.txt")}
    much = upload(browser_of(story.spoc), address, sent)
    assert much.status_code == 413 and "larger than 11 MB" in much.text and "Make the file smaller" in much.text


@pytest.mark.parametrize("sent", [{f"part{number}": "x" for number in range(2_001)}, {"title": "x" * 600_000}])
def test_too_many_answers_or_an_endless_one_are_not_called_a_large_file(story, browser_of, sent) -> None:
    answer = upload(browser_of(story.spoc), f"/cases/{story.reference}/documents/new", sent)
    assert answer.status_code == 413
    assert "fewer answers, or shorter ones" in answer.text and " MB" not in answer.text


def test_only_kinds_of_information_that_one_may_write_and_nothing_in_a_preview(story, world) -> None:
    with pytest.raises(Invalid) as refused:
        add(story, story.spoc, files.pdf(), category="intelligence")
    assert refused.value.field == "category"
    waiting = stories.referred(world)
    with pytest.raises(NotAllowed):
        add(waiting, waiting.spoc, files.pdf())


def test_whoever_has_added_a_great_deal_within_a_day_is_told_and_a_colleague_goes_on(
    story, world, browser_of, monkeypatch
) -> None:
    monkeypatch.setattr(room, "MOST_A_DAY", 3 * 1024 * 1024)
    page = f"/cases/{story.reference}/documents/new"

    def sends(who: Any, megabytes: int) -> Any:
        content = (io.BytesIO(b"x" * megabytes * 1024 * 1024), "a.txt")
        sent = {"title": "My own words", "audience": "everyone", "category": "core", "file": content}
        return upload(browser_of(world.sign_in(who.id)), page, {"once": uuid4().hex, **sent})

    with clock.at("2026-11-20T09:00"):
        assert sends(story.spoc, 2).status_code == 303
        full = sends(story.spoc, 2)
        assert full.status_code == 422 and "added 3 MB of documents within a day" in full.text
        assert "My own words" in full.text and "Ask a colleague on the case" in full.text
        assert sends(story.spoc, 1).status_code == 303
        assert sends(story.nurse, 2).status_code == 303
    with clock.at("2026-11-21T09:30"):
        assert sends(story.spoc, 2).status_code == 303


def test_a_file_is_looked_into_before_a_transaction_begins_and_waits_its_turn_without_a_connection(
    story, browser_of, monkeypatch
) -> None:
    began: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "coordination.token" in statement and "transaction_read_only" not in statement:
            began.append(statement)

    browser, address = browser_of(story.spoc), f"/cases/{story.reference}/documents/new"
    sent = {"title": "My own words", "audience": "everyone", "category": "core"}
    event.listen(db.engine(), "before_cursor_execute", note)
    monkeypatch.setattr(kinds, "PATIENCE", 0.01)
    try:
        with kinds._ONE_AFTER_ANOTHER:
            waits = upload(browser, address, {**sent, "once": uuid4().hex, "file": (io.BytesIO(b"Hello"), "a.txt")})
        assert waits.status_code == 422 and "Many files are being looked into just now" in waits.text
        assert not began
        assert (
            upload(browser, address, {**sent, "once": uuid4().hex, "file": (io.BytesIO(b"Hello"), "a.txt")}).status_code
            == 303
        )
        assert began
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)
