"""A document that waits with a draft: for its writer alone, its bytes for nobody, and on the case once it is sent."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from coordination import clock, db
from coordination.access import SignedIn
from coordination.cases.queries import audiences
from coordination.cases.queries.audiences import Chosen
from coordination.cases.queries.seats import take
from coordination.db import new_id, reading, writing
from coordination.documents.commands.placing import Known, Readers, stand
from coordination.documents.given import ToAdd
from coordination.documents.models import DraftDocument
from coordination.documents.queries.attached import attached_to
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.referrals.commands import attaching, drafting, expiring
from coordination.referrals.commands.submitting import mark_of, submit
from coordination.referrals.queries import drafts
from coordination.worker.doors import sweeping
from tests.cases import exploited, stories
from tests.cases.test_nrm import REFUSES
from tests.conversation.test_nobody_overhears import without
from tests.documents import files
from tests.documents.scanner import EICAR
from tests.referrals import test_about_one_person as about_one_person
from tests.referrals import test_sending


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    """A case on which those who try to get at a draft may add documents themselves."""
    return stories.accepted(world)


@pytest.fixture(scope="module")
def nurse(story: stories.Story) -> SignedIn:
    return story.nurse


@pytest.fixture
def draft(nurse: SignedIn) -> str:
    return a_draft(nurse)


def a_draft(nurse: SignedIn) -> str:
    """A whole referral as it stands on the day of these stories."""
    return test_sending.a_draft(nurse, last_dose_at="2026-11-17T09:15:00+00:00", consent_date="2026-11-17")


def attach(nurse: SignedIn, draft: str, content: bytes = b"Inside: zqinsideqz.", **given: Any) -> str:
    once = given.pop("once", None) or uuid4().hex
    sent = ToAdd(content=content, name="a.txt", **{"title": "A letter from the GP", **given})
    with writing(nurse) as session:
        return attaching.attach(session, nurse, draft, sent, once=once)


def waiting(who: SignedIn, draft: str) -> list[Any]:
    with reading(who) as session:
        return list(attached_to(session, drafts.get(session, draft).id))


def row(world: Any, reference: str) -> Any:
    with world.keeper() as session:
        return session.execute(
            text("select * from draft_document where reference = :r"), {"r": reference}
        ).one_or_none()


def sent(who: SignedIn, draft: str, **how: Any) -> str:
    with writing(who) as session:
        return submit(session, who, draft, once=uuid4().hex, **how)


def test_no_document_goes_to_a_case_that_must_name_nobody(nurse, world, browser_of) -> None:
    draft = about_one_person.begun(nurse, "nrm")
    attach(nurse, draft, title="Zqnobodyqz")
    refused = {code: said for code, said in exploited.answers(**REFUSES).items() if said is not None}
    about_one_person.keep(nurse, draft, "nrm", refused)
    page = browser_of(nurse).get(f"/refer/{draft}/check").text
    assert "must name nobody" in page and "Zqnobodyqz" in page and "documents/new" not in page
    with pytest.raises(Invalid, match="name nobody"):
        attach(nurse, draft, title="Another")
    reference = sent(nurse, draft)
    with world.keeper() as session:
        of_case = text("select count(*) from document d join case_file c on c.id = d.case_id where c.reference = :r")
        assert session.scalar(of_case, {"r": reference}) == 0
        assert session.scalar(text("select count(*) from draft_document where title = 'Zqnobodyqz'")) == 0


def test_from_the_form_to_the_case(nurse, draft, world, browser_of, machine, scanner) -> None:
    browser, here = browser_of(nurse), f"/refer/{draft}"
    assert "None added" in browser.get(here).text
    given = {
        "once": uuid4().hex, "title": "Zqtitleqz", "audience": "agencies", "category": "core",
        "file": (io.BytesIO(files.pdf("Zqinsideqz")), "letter.pdf"),
    }  # fmt: skip
    answer = browser.post(f"{here}/documents/new?page=check", data=given, content_type="multipart/form-data")
    assert answer.status_code == 303 and answer.headers["Location"].endswith("/check#documents"), answer.text
    for page in (here, f"{here}/check", f"{here}/documents/new"):
        assert "Zqtitleqz" in browser.get(page).text and "Waiting to be scanned" in browser.get(page).text
    machine(scanner.address, job="scan_draft_document")
    assert [one.state for one in waiting(nurse, draft)] == ["clean"]
    reference = sent(nurse, draft)
    with world.keeper() as session:
        made = session.execute(text("select * from document where title = 'Zqtitleqz'")).one()
        events = text("select kind, audience_id from event where case_id = :c and kind like 'document%'")
        kinds = session.execute(events, {"c": made.case_id}).all()
        body = session.scalar(text("select content from document_body where document_id = :d"), {"d": made.id})
        left = session.scalar(text("select count(*) from draft_document where title = 'Zqtitleqz'"))
    assert [tuple(each) for each in kinds] == [("document.added", made.audience_id)] and left == 0
    assert bytes(body).startswith(b"%PDF-") and made.state == "waiting", "what is on a case is scanned as such"
    assert "Zqtitleqz" in browser.get(f"/cases/{reference}/documents").text
    machine(scanner.address)
    opened = browser.get(f"/cases/{reference}/documents/{made.reference}/file")
    assert opened.status_code == 200 and opened.data.startswith(b"%PDF-")
    receiver = world.worker(stories.CONTACT, "triage", "team-lead", name="Sam Example")
    assert set(made.readers) == {nurse.agency_id, receiver.agency_id}
    assert "Zqtitleqz" not in browser_of(receiver).get(f"/cases/{reference}").text, "they have only been asked so far"


def test_what_the_scanner_refuses_is_not_sent_and_the_page_says_what_to_do(
    nurse, draft, browser_of, machine, scanner
) -> None:
    document = attach(nurse, draft, EICAR)
    machine(scanner.address, job="scan_draft_document")
    page = browser_of(nurse).get(f"/refer/{draft}/check").text
    assert "found something harmful" in page and "Send this referral" not in page
    with pytest.raises(Invalid, match="harmful"):
        sent(nurse, draft)
    browser = browser_of(nurse)
    here = f"/refer/{draft}/documents/{document}/remove"
    assert "Remove this document?" in browser.get(here).text
    assert browser.post(here, data={"once": uuid4().hex}).status_code == 303
    assert browser.get(here).status_code == 404
    assert sent(nurse, draft)


def test_attached_once_and_what_was_attached_after_the_page_was_drawn_is_not_sent_unseen(nurse, draft) -> None:
    once = uuid4().hex
    assert attach(nurse, draft, once=once) == attach(nurse, draft, once=once)
    with reading(nurse) as session:
        shown = mark_of(drafts.get(session, draft), waiting(nurse, draft))
    attach(nurse, draft, b"Another one.")
    with pytest.raises(MovedOn, match="documents were changed"):
        sent(nurse, draft, as_shown=shown)
    assert len(waiting(nurse, draft)) == 2


def test_only_kinds_and_readers_that_are_offered(nurse, draft) -> None:
    for given, field in (({"category": "risk"}, "category"), ({"audience": "workers"}, "audience")):
        with pytest.raises(Invalid) as refused:
            attach(nurse, draft, **given)
        assert refused.value.field == field
    with pytest.raises(Invalid) as refused:
        attach(nurse, draft, b"MZ\x90\x00")
    assert refused.value.field == "file"


def test_it_goes_with_a_draft_that_is_deleted_or_expires(nurse, world, draft, database) -> None:
    first, second = attach(nurse, draft), a_draft(nurse)
    left = attach(nurse, second)
    with writing(nurse) as session:
        drafting.throw_away(session, nurse, draft)
    assert row(world, first) is None and row(world, left) is not None
    db.connect(database.url("worker"))
    try:
        with clock.at("2027-06-01T10:00"), sweeping("drafts") as session:
            expiring.expire_drafts(session, clock.now())
    finally:
        db.connect(database.url("app"))
    assert row(world, left) is None


@pytest.fixture(scope="module")
def tried(world: Any, story: stories.Story, nurse: SignedIn) -> Tried:
    over, open_one = a_draft(nurse), a_draft(nurse)
    sent(nurse, over)
    with reading(nurse) as session:
        ended = drafts.find(session, over).id
    document, refused = attach(nurse, open_one), attach(nurse, open_one, b"Harm.")
    with world.keeper() as session:
        session.execute(text("update draft_document set state = 'refused' where reference = :r"), {"r": refused})
    beside = world.worker(stories.PRISON, "frontline", "team-lead", name="Ny Example")
    return Tried(nurse, open_one, document, refused, ended, story, (story.spoc, beside))


def test_nobody_else_knows_of_it_and_the_application_reads_no_bytes(tried, browser_of) -> None:
    assert faults(tried) == [] == taken(tried)
    for other in tried.others:
        for path in ("documents/new", f"documents/{tried.document}/remove"):
            assert browser_of(other).get(f"/refer/{tried.draft}/{path}").status_code == 404
        with pytest.raises(NotVisible), writing(other) as session:
            attaching.take_away(session, other, tried.draft, tried.document)
    for statement in (
        "select content from draft_document",
        "select * from draft_document",
        "update draft_document set state = 'clean'",
        "update draft_document set title = 'Other'",
    ):
        with pytest.raises(DBAPIError, match="permission denied"), writing(tried.writer) as session:
            session.execute(text(statement))


# Every check, as PostgreSQL writes it down, and what is left where it is taken away.
CHECKS = {
    "whose draft: knowing of it": ("app_reads", r"^.*$", "true"),
    "whose draft: taking it away": ("app_deletes", r"^.*$", "true"),
    "whose draft: adding to it": ("app_inserts", r"\( SELECT true.*?LIMIT 1\)", "true"),
    "a draft that is over": ("app_inserts", r"AND \(d\.ended_at IS NULL\)", ""),
    "what the scanner says": ("app_inserts", r"\(state = 'waiting'::text\)", "true"),
    "when it was scanned": ("app_inserts", r"\(scanned_at IS NULL\)", "true"),
}
TAKING = {
    "whose draft: taking it along": r"and d\.worker_id = my_worker\(\)",
    "into one's own document": r"and n\.author_id = my_worker\(\)",
    "the same bytes": r"and n\.digest = w\.digest",
    "the same kind": r"and n\.kind = w\.kind",
    "never what was refused": r"and w\.state <> 'refused'",
}


@pytest.mark.parametrize("what", CHECKS)
def test_without_any_one_check_somebody_gets_at_it(tried, database, what) -> None:
    policy, check, instead = CHECKS[what]
    with without(database, "policy", "draft_document", check, instead, policy):
        assert faults(tried), what


@pytest.mark.parametrize("what", TAKING)
def test_without_any_one_check_bytes_go_where_they_must_not(tried, database, what) -> None:
    with without(database, "function", "document_takes_from_draft", TAKING[what], ""):
        assert taken(tried), what


@dataclass(frozen=True)
class Tried:
    """One document that waits, and those who must not get at it; one draft that was sent."""

    writer: SignedIn
    draft: str
    document: str
    refused: str
    ended: Any
    story: stories.Story
    others: tuple[SignedIn, ...]


def faults(tried: Tried) -> list[str]:
    """Everything that works at the database and must not."""
    found, writer = [], tried.writer
    with reading(writer) as session:
        kept = session.execute(
            select(DraftDocument.id, DraftDocument.draft_id, DraftDocument.digest, DraftDocument.size).where(
                DraftDocument.reference == tried.document
            )
        ).one()
    new = {
        "id": new_id(), "reference": uuid4().hex, "draft_id": kept.draft_id, "at": clock.now(), "category": "core",
        "audience": "everyone", "title": "x", "name": "x.txt", "kind": "text", "size": 1, "digest": b"x",
        "content": b"x", "state": "waiting", "scanned_at": None,
    }  # fmt: skip
    for other in tried.others:
        with reading(other) as session:
            if session.scalars(select(DraftDocument.reference)).all():
                found.append(f"{other.name} knows of it")
        # without a condition, which would ask for what can be read as well
        if works(other, text("delete from draft_document")):
            found.append(f"{other.name} takes it away")
        if works(other, insert(DraftDocument.__table__), new):
            found.append(f"{other.name} adds to it")
    odd = ({"state": "clean"}, {"scanned_at": clock.now()}, {"draft_id": tried.ended})
    worked = [more for more in odd if works(writer, insert(DraftDocument.__table__), {**new, **more})]
    return found + [f"its writer adds one with {more}" for more in worked]


def taken(tried: Tried) -> list[str]:
    """Every way in which bytes come out of the draft that are not for this document, or not by this worker."""
    writer, found = tried.writer, []
    waits = {one.reference: one for one in waiting(writer, tried.draft)}
    good, refused = waits[tried.document], waits[tried.refused]
    tries = [(f"{other.name} takes it along", other, other, good, {}) for other in tried.others]
    tries += [
        ("into a document by somebody else", writer, tried.others[0], good, {}),
        ("into one of other bytes", writer, writer, good, {"digest": b"other"}),
        ("into one of another kind", writer, writer, good, {"kind": "pdf"}),
        ("what the scanner refused", writer, writer, refused, {}),
    ]
    for what, taker, author, one, more in tries:
        known = Known(**{"title": "x", "name": "x.txt", "kind": one.kind.code, "size": one.size,
                         "digest": one.digest, **more})  # fmt: skip
        with writing(author) as session:
            seat = take(session, author, tried.story.reference)
            readers = Readers(audiences.kept(session, seat, Chosen("everyone")), "everyone", "core")
            made = stand(session, seat, known, readers).id
        if works(taker, select(func.document_takes_from_draft(one.id, made))):
            found.append(what)
    return found


def works(who: SignedIn, statement: Any, given: Any = None) -> bool:
    """Whether a statement changes something for somebody. What it changed is taken back."""
    try:
        with writing(who) as session:
            done = session.execute(statement, given, execution_options={"preserve_rowcount": True})
            if done.returns_rows or done.rowcount > 0:
                raise Undone
    except Undone:
        return True
    except DBAPIError:
        return False
    return False


class Undone(Exception):
    """What was tried worked, and is taken back."""
