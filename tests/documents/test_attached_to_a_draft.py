"""A document that waits with a draft: for its writer alone, once it is clean, and on the case once it is sent."""

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


def test_its_writer_looks_whether_it_is_the_right_file_before_sending(
    nurse, draft, world, browser_of, machine, scanner
) -> None:
    browser, content = browser_of(nurse), files.pdf("Zqinsideqz")
    document = attach(nurse, draft, content, title="Zqlookqz")
    check, here = f"/refer/{draft}/check", f"/refer/{draft}/documents/{document}/file"
    page = browser.get(check).text
    assert "a.pdf" in page and "PDF" in page and "You can open it once the scanner" in page and here not in page
    refused = browser.get(here)
    assert refused.status_code == 403 and "not been scanned yet" in refused.text and "Zqinsideqz" not in refused.text
    machine(scanner.address, job="scan_draft_document")
    assert here in browser.get(check).text
    opened = browser.get(here)
    assert opened.status_code == 200 and opened.data == content
    assert (
        opened.headers["Content-Disposition"].startswith("attachment")
        and "a.pdf" in opened.headers["Content-Disposition"]
    )
    assert opened.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in opened.headers["Cache-Control"]
    looked = text("select case_ids from read_event where route = 'attaching.file' and worker_id = :w")
    with world.keeper() as session:
        assert session.scalars(looked, {"w": nurse.id}).all() == [[]], "one look, at no case, and none for the refusal"
    sent(nurse, draft)
    assert browser.get(here).status_code == 404


def test_where_no_scanner_is_set_up_the_draft_says_that_nobody_can_open_it(nurse, draft, browser_of, machine) -> None:
    document = attach(nurse, draft)
    machine(job="scan_draft_document")
    browser = browser_of(nurse)
    assert "No scanner is set up here" in browser.get(f"/refer/{draft}/check").text
    refused = browser.get(f"/refer/{draft}/documents/{document}/file")
    assert refused.status_code == 403 and "No scanner is set up here" in refused.text


def test_every_page_on_the_way_says_how_many_go_along_and_what_became_of_them(
    nurse, draft, world, browser_of, machine, scanner
) -> None:
    browser = browser_of(nurse)
    attach(nurse, draft, title="Zqfirstqz")
    machine(scanner.address, job="scan_draft_document")
    harmful = attach(nurse, draft, EICAR, title="Zqharmqz")
    machine(scanner.address, job="scan_draft_document")
    attach(nurse, draft, b"More.", title="Zqsecondqz")
    for page in (f"/refer/{draft}", f"/refer/{draft}/check", f"/refer/{draft}/chat/all-asked"):
        said = browser.get(page).text
        assert "2 documents go along" in said and "1 still waits to be scanned" in said, page
        assert "refused 1: remove it" in said, page
    with writing(nurse) as session:
        attaching.take_away(session, nurse, draft, harmful)
    reference = sent(nurse, draft)
    for page in (f"/refer/{draft}/sent", f"/my-referrals/{reference}"):
        said = browser.get(page).text
        assert "2 documents went along" in said and "Zqfirstqz" in said and "Zqsecondqz" in said, page
        assert "Waiting to be scanned" in said and "you are told under Notices" in said, page
    machine(scanner.address)
    said = browser.get(f"/refer/{draft}/sent").text
    assert "Waiting to be scanned" not in said and "/file" in said, "both can be opened now"


def test_whoever_adds_one_beside_a_page_of_the_form_comes_back_to_it_and_is_told(nurse, draft, browser_of) -> None:
    browser = browser_of(nurse)
    sending = {
        "once": uuid4().hex, "title": "x", "audience": "everyone", "category": "core",
        "file": (io.BytesIO(b"Words."), "a.txt"),
    }  # fmt: skip
    here = f"/refer/{draft}/documents/new?page=name"
    back = browser.post(here, data=sending, content_type="multipart/form-data", follow_redirects=True)
    assert back.request.path == f"/refer/{draft}/name"
    assert "The document is added" in back.text and "See what goes along" in back.text
    assert "The document is added" not in browser.get(f"/refer/{draft}/name").text


def test_a_referral_without_documents_speaks_of_none_once_it_is_sent(nurse, draft, browser_of) -> None:
    sent(nurse, draft)
    assert "went along" not in browser_of(nurse).get(f"/refer/{draft}/sent").text


def test_whoever_sent_what_the_scanner_refuses_on_the_case_is_told(
    nurse, draft, world, browser_of, machine, scanner
) -> None:
    attach(nurse, draft, EICAR, title="Zqlateqz")
    reference = sent(nurse, draft)
    machine(scanner.address)
    machine(job="tell_of_refused_document")
    browser = browser_of(nurse)
    assert "Refused by the scanner" in browser.get(f"/refer/{draft}/sent").text
    notices = browser.get("/notices").text
    assert "refused a document that you added" in notices and reference in notices and "Zqlateqz" not in notices


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
    document, refused, clean, over_too = (attach(nurse, open_one, word) for word in (b"A.", b"Harm.", b"C.", b"O."))
    with world.keeper() as session:
        say = text("update draft_document set state = :state where reference = :r")
        for state, reference in (("refused", refused), ("clean", clean), ("clean", over_too)):
            session.execute(say, {"state": state, "r": reference})
        # as if it had been left behind by a draft that is over
        session.execute(
            text("update draft_document set draft_id = :d where reference = :r"), {"d": ended, "r": over_too}
        )
    beside = world.worker(stories.PRISON, "frontline", "team-lead", name="Ny Example")
    return Tried(nurse, open_one, document, refused, clean, over_too, ended, story, (story.spoc, beside))


def test_nobody_else_knows_of_it_and_the_application_reads_no_bytes(tried, browser_of) -> None:
    assert faults(tried) == [] == taken(tried)
    assert opened(tried) == []
    for other in tried.others:
        for path in ("documents/new", f"documents/{tried.document}/remove", f"documents/{tried.clean}/file"):
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


OPENING = {
    "whose draft": r"and d\.worker_id = my_worker\(\)",
    "an open draft": r"and d\.ended_at is null",
    "once it is clean": r"and w\.state = 'clean'",
}


@pytest.mark.parametrize("what", OPENING)
def test_without_any_one_check_somebody_opens_what_they_must_not(tried, database, what) -> None:
    with without(database, "function", "document_of_own_draft", OPENING[what], ""):
        assert opened(tried), what


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
    clean: str
    over: str
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


def opened(tried: Tried) -> list[str]:
    """Everything that somebody opens at the database and must not."""
    writer = tried.writer
    with reading(writer) as session:
        known = session.execute(select(DraftDocument.reference, DraftDocument.id))
        ids = {row.reference: row.id for row in known}
    tries = [(f"{other.name} opens it", other, tried.clean) for other in tried.others]
    tries += [
        ("what waits", writer, tried.document),
        ("what was refused", writer, tried.refused),
        ("what is left of a draft that is over", writer, tried.over),
    ]
    found = []
    for what, who, reference in tries:
        with reading(who) as session:
            if session.scalar(select(func.document_of_own_draft(ids[reference]))) is not None:
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
