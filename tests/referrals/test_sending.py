"""A referral is sent once, to the right place, and never without its sender having seen what they send."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from coordination import clock, db
from coordination.cases.models import Answer, CaseFile
from coordination.errors import Invalid, MovedOn
from coordination.forms.pages import Sent
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.commands.submitting import submit
from coordination.referrals.models import Draft, Referral
from coordination.referrals.queries import drafts, receiving
from coordination.sharing.models import Consent
from tests.referrals.answers import WHOLE
from tests.referrals.plain import PlainBrowser


@pytest.fixture(autouse=True)
def saturday():
    with clock.at("2026-11-21T10:42"):
        yield


def a_draft(worker, **other) -> str:
    """A draft with every answer of a whole referral, but for these; None leaves one out."""
    with db.writing(worker) as session:
        reference = begin(session, worker, "prison-release", once=uuid4().hex)
    answers = {code: value for code, value in {**WHOLE, **other}.items() if value is not None}
    with db.writing(worker) as session:
        keep_answers(
            session,
            worker,
            reference,
            [Sent(c, v, None, 1 if c == "referrer_name" else 0, "-", "new") for c, v in answers.items()],
        )
    return reference


def sent(worker, reference, **how) -> str:
    with db.writing(worker) as session:
        return submit(session, worker, reference, once=how.pop("once", uuid4().hex), **how)


def counted(world, what) -> int:
    with world.keeper() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def goes(worker, reference):
    with db.reading(worker) as session:
        return receiving.receiving(session, drafts.get(session, reference))


def test_fifty_presses_of_one_button_send_one_referral(world, nurse):
    reference, once = a_draft(nurse), uuid4().hex
    before = counted(world, Referral)
    with ThreadPoolExecutor(12) as presses:
        answers = set(presses.map(lambda _: sent(nurse, reference, once=once), range(50)))

    assert len(answers) == 1
    assert counted(world, Referral) == before + 1


def test_two_windows_that_both_send_send_one_referral(world, nurse):
    reference = a_draft(nurse)
    before = counted(world, CaseFile)
    with ThreadPoolExecutor(2) as windows:
        answers = set(windows.map(lambda _: sent(nurse, reference), range(2)))
    assert len(answers) == 1
    assert counted(world, CaseFile) == before + 1


def test_the_same_key_with_other_content_is_refused(nurse):
    once = uuid4().hex
    sent(nurse, a_draft(nurse), once=once)
    with pytest.raises(MovedOn, match="already sent"):
        sent(nurse, a_draft(nurse), once=once)


def test_a_draft_with_a_gap_is_not_sent_and_says_which(world, nurse):
    reference = a_draft(nurse, surname=None)
    before = counted(world, CaseFile)
    with pytest.raises(Invalid, match="surname"):
        sent(nurse, reference)
    assert counted(world, CaseFile) == before
    with db.reading(nurse) as session:
        assert drafts.get(session, reference).answers["first_name"] == "Jo"


def test_nobody_sends_what_they_did_not_see(nurse, browser_of):
    reference = a_draft(nurse)
    check = PlainBrowser(browser_of(nurse)).open(f"/refer/{reference}/check").fill("agree", "agree")
    other = PlainBrowser(check.client).open(f"/refer/{reference}/name").fill("surname", "Another").press()
    assert other.status == 200
    check.press()

    assert check.status == 409
    assert "Your answers or documents were changed in another window" in check.words
    check.fill("agree", "agree").press()
    assert "Referral sent" in check.words and "Add a document" in check.words


def test_without_the_declaration_nothing_is_sent(nurse, browser_of):
    check = PlainBrowser(browser_of(nurse)).open(f"/refer/{a_draft(nurse)}/check").press()
    assert check.status == 422
    assert "Tick the box to say that you agree" in check.words


def test_what_was_answered_is_on_the_case_with_each_consent(world, nurse):
    case_reference = sent(nurse, a_draft(nurse, ost_medication="methadone", on_ost="no", dose=None))
    with world.keeper() as session:
        case = session.scalars(select(CaseFile).where(CaseFile.reference == case_reference)).one()
        answers = {row.field: row for row in session.scalars(select(Answer).where(Answer.case_id == case.id))}
        referral = session.scalars(select(Referral).where(Referral.case_id == case.id)).one()
        consents = {
            row.recipient: row.given for row in session.scalars(select(Consent).where(Consent.case_id == case.id))
        }
    assert answers["surname"].value == "O'Example"
    assert answers["surname"].referral_id == referral.id
    assert "ost_medication" not in answers, "what is no longer asked is not sent"
    assert (consents["spoc"], consents["housing"]) == (True, False)
    assert re.fullmatch(r"[0-9a-f]{10}", referral.receipt)


def test_what_was_sent_leaves_the_draft(world, nurse):
    reference = a_draft(nurse)
    sent(nurse, reference)
    with world.keeper() as session:
        draft = session.scalars(select(Draft).where(Draft.reference == reference)).one()
        assert draft.ended_as == "submitted"
    with db.reading(nurse) as session:
        assert drafts.find(session, reference).kept == {}


@pytest.mark.parametrize(
    ("area", "outward", "team"),
    [("havering", "RM12", "hav-treatment-contact"), ("waltham-forest", "E17", "waf-treatment-contact")],
)
def test_it_goes_to_the_single_point_of_contact_of_the_area(nurse, area, outward, team):
    found = goes(nurse, a_draft(nurse, area_on_release=area, outward_code=outward))
    assert not found.must_choose
    assert [each.code for each in found.receivers] == [team]


def test_a_district_that_areas_share_is_asked_about(nurse):
    found = goes(nurse, a_draft(nurse, area_on_release="havering", outward_code="RM7"))
    if not found.must_choose:
        pytest.fail(f"RM7 is shared: {found}")
    assert "hav-treatment-contact" in {each.code for each in found.receivers}
    assert len(found.receivers) > 1


def test_a_postcode_of_the_other_borough_is_asked_about(nurse):
    found = goes(nurse, a_draft(nurse, area_on_release="havering", outward_code="E17"))
    assert "waf-treatment-contact" in {each.code for each in found.receivers}


def test_with_an_unknown_area_a_worker_of_both_partnerships_chooses(nurse, browser_of):
    reference = a_draft(nurse, area_on_release="not-known", outward_code=None)
    found = goes(nurse, reference)
    assert found.must_choose
    assert {each.code for each in found.receivers} == {"hav-treatment-contact", "waf-treatment-contact"}
    check = PlainBrowser(browser_of(nurse)).open(f"/refer/{reference}/check").fill("agree", "agree").press()
    assert "Choose who should receive this." in check.words
    check.fill("receiver", "waf-treatment-contact").fill("agree", "agree").press()
    assert "Referral sent" in check.words
    assert "WAF-" in check.words or "WFO-" in check.words or "Waltham Forest" in check.words


def test_a_second_referral_about_the_same_release_is_added_to_the_open_case(world, nurse, browser_of):
    """Edge case 19: one release, two referrals, one case; both senders hear the outcome."""
    number = {"prison_number": "A9999ZZ", "surname": "Twice"}
    first = sent(nurse, a_draft(nurse, **number))
    colleague = world.worker("hmp-pentonville-release", name="Sam Example")
    second = a_draft(colleague, **number, planned_release_date="2026-12-17")

    check = PlainBrowser(browser_of(colleague)).open(f"/refer/{second}/check").fill("agree", "agree")
    assert f"Add to case {first}" in check.words
    check.press("add_to", first)
    assert "Added to the case" in check.words, check.words
    with world.keeper() as session:
        case = session.scalars(select(CaseFile).where(CaseFile.reference == first)).one()
        assert session.scalar(select(func.count()).where(Referral.case_id == case.id)) == 2
        in_force = session.scalars(
            select(Answer.value).where(
                Answer.case_id == case.id, Answer.field == "planned_release_date", Answer.superseded_at.is_(None)
            )
        ).all()
    assert in_force == ["2026-12-17"]


def test_a_case_that_is_not_offered_cannot_be_added_to(world, nurse, browser_of):
    before = counted(world, Referral)
    check = PlainBrowser(browser_of(nurse)).open(f"/refer/{a_draft(nurse)}/check").fill("agree", "agree")
    check.press("add_to", "HAV-0000-000")
    assert check.status == 422
    assert "You cannot add to that case now" in check.words
    assert counted(world, Referral) == before


def test_nothing_is_told_about_a_case_of_others(world, nurse, browser_of):
    number = {"prison_number": "A8888YY", "surname": "Elsewhere"}
    sent(nurse, a_draft(nurse, **number))
    stranger = world.worker("hmp-thameside-release", name="Kit Example")
    reference = a_draft(stranger, **number)
    check = PlainBrowser(browser_of(stranger)).open(f"/refer/{reference}/check")
    assert "Add to case" not in check.words
    assert "open case" not in check.words


def test_what_became_of_my_referrals_comes_in_pages(world, browser_of):
    worker = world.worker("hmp-bronzefield-release", name="Bea Example")
    references = [sent(worker, a_draft(worker, prison_number=f"B{number:04}CC")) for number in range(23)]
    browser = PlainBrowser(browser_of(worker)).open("/my-referrals")
    first = set(re.findall(r"HAV-[0-9A-Z]{4}-[0-9A-Z]{3}", browser.words))
    browser.follow("Next")
    second = set(re.findall(r"HAV-[0-9A-Z]{4}-[0-9A-Z]{3}", browser.words))
    assert (len(first), first & second, first | second) == (20, set(), set(references))
    assert browser.open("/my-referrals?after=nonsense").status == 200


def test_who_is_sending_is_asked_once_and_known_the_next_time(nurse):
    sent(nurse, a_draft(nurse))
    with db.writing(nurse) as session:
        reference = begin(session, nurse, "prison-release", once=uuid4().hex)
    with db.reading(nurse) as session:
        answers = drafts.get(session, reference).answers
    assert answers == {code: value for code, value in WHOLE.items() if code.startswith("referrer_")}


def test_one_press_of_begin_begins_one_draft(nurse):
    once = uuid4().hex
    references = set()
    for _ in range(3):
        with db.writing(nurse) as session:
            references.add(begin(session, nurse, "prison-release", once=once))
    assert len(references) == 1


def test_a_copy_of_what_was_sent_can_be_printed(nurse, browser_of):
    reference = sent(nurse, a_draft(nurse))
    client = browser_of(nurse)
    made = client.get(f"/my-referrals/{reference}/copy.pdf")
    printed = PdfReader(BytesIO(made.data))
    words = " ".join(page.extract_text() for page in printed.pages)
    assert reference in words
    assert "O'Example" in words
    assert "Wednesday 16 December 2026" in words
    assert PlainBrowser(client).open(f"/my-referrals/{reference}").status == 200


def test_a_colleague_does_not_read_what_i_sent_as_theirs(world, nurse, browser_of):
    reference = sent(nurse, a_draft(nurse))
    colleague = browser_of(world.worker("hmp-thameside-release", name="Sam Example"))
    assert colleague.get(f"/my-referrals/{reference}").status_code == 404
    assert colleague.get(f"/my-referrals/{reference}/copy.pdf").status_code == 404
