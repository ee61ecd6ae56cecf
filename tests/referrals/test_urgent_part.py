"""What cannot wait leaves a draft at one press, in every pathway; the rest is added to the same case."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock, db
from coordination.cases.commands.moving import make_move
from coordination.cases.models import Answer, CaseFile, Participant, PersonOnCase
from coordination.documents.given import ToAdd
from coordination.errors import Invalid
from coordination.forms.pages import Sent
from coordination.queues.models import Alert, Task
from coordination.referrals.commands.attaching import attach
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.commands.submitting import submit
from coordination.referrals.commands.urgent_part import send_part
from coordination.referrals.models import Draft, Referral
from coordination.referrals.queries import drafts
from tests.cases import exploited, stories
from tests.referrals.plain import PlainBrowser

# Who writes, the first answers, what the alert says, and whom it goes to.
BEGUN = {
    "prison-release": (
        "hmp-pentonville-release",
        {"area_on_release": "havering", "self_harm_concern": "yes"},
        "harming themselves",
        "hav-treatment-contact",
    ),
    "cuckooing": (
        "hav-housing-options",
        {"immediate_danger": "yes", "borough": "havering"},
        "danger at this home",
        "hav-community-safety",
    ),
    "hidden-harm": (
        "hav-recovery",
        {"area": "havering", "children_area": "havering", "harm_signs": ["ingestion"]},
        "swallowed",
        "hav-childrens-front-door",
    ),
    "rough-sleeper-outreach": (
        "hav-recovery",
        {"area": "havering", "red_flags": ["overdose"], "spot": "Behind the station (example)"},
        "need an ambulance",
        "hav-outreach",
    ),
    "nrm": ("hav-recovery", {"danger_now": "yes", "area": "havering"}, "be exploited", "hav-community-safety"),
}


@pytest.fixture(autouse=True)
def saturday_night():
    with clock.at("2026-11-21T23:40"):
        yield


def begun(worker, pathway, answers) -> str:
    with db.writing(worker) as session:
        reference = begin(session, worker, pathway, once=uuid4().hex)
    keeps(worker, reference, answers)
    return reference


def keeps(worker, reference, answers) -> None:
    with db.reading(worker) as session:
        there = drafts.get(session, reference).kept
    sent = [Sent(c, v, None, there[c, 0].version if (c, 0) in there else 0, "-", "new") for c, v in answers.items()]
    with db.writing(worker) as session:
        assert not keep_answers(session, worker, reference, sent).differing


def presses(worker, reference, once=None) -> str:
    with db.writing(worker) as session:
        return send_part(session, worker, reference, once=once or uuid4().hex)


def of(world, model, *conditions):
    with world.keeper() as session:
        return session.scalars(select(model).where(*conditions)).all()


def case_of(world, reference):
    (case,) = of(world, CaseFile, CaseFile.reference == reference)
    return case


@pytest.mark.parametrize("pathway", BEGUN)
def test_one_press_opens_a_case_alerts_the_team_and_leaves_the_draft(world, pathway):
    team, answers, because, told = BEGUN[pathway]
    worker = world.worker(team)
    reference = begun(worker, pathway, answers)
    assert not of(world, CaseFile, CaseFile.opened_by_id == worker.id), "nothing leaves without a press"

    once = uuid4().hex
    sent = {presses(worker, reference, once), presses(worker, reference, once), presses(worker, reference)}
    assert len(sent) == 1
    case = case_of(world, sent.pop())
    (alert,) = of(world, Alert, Alert.case_id == case.id, Alert.because.contains(because))
    assert (alert.team_id, alert.answer_minutes) == (world.team_id(told), 15)
    (referral,) = of(world, Referral, Referral.case_id == case.id)
    assert referral.urgent
    assert of(world, Task, Task.case_id == case.id, Task.done_at.is_(None))
    (draft,) = of(world, Draft, Draft.reference == reference)
    assert (draft.ended_as, draft.case_id) == (None, case.id)


def test_documents_go_with_what_cannot_wait_and_each_page_says_which(world, browser_of):
    team, answers, *_ = BEGUN["prison-release"]
    worker = world.worker(team)
    reference = begun(worker, "prison-release", answers)
    for title in ("Zqfirstqz", "Zqsecondqz"):
        with db.writing(worker) as session:
            attach(session, worker, reference, ToAdd(title.encode(), "a.txt", title), once=uuid4().hex)
        if title == "Zqfirstqz":
            presses(worker, reference)
    browser = browser_of(worker)
    told = browser.get(f"/refer/{reference}/part-sent").text
    assert "1 document went along" in told and "Zqfirstqz" in told and "Zqsecondqz" not in told
    left = browser.get(f"/refer/{reference}/check").text
    assert "1 document goes along" in left and "Zqsecondqz" in left and "Zqfirstqz" not in left


def test_the_rest_is_added_to_that_case_which_then_has_a_name(world):
    worker = world.worker("hav-recovery")
    reference = begun(worker, "nrm", {"danger_now": "yes", "area": "havering"})
    case = case_of(world, presses(worker, reference))
    assert [row.name for row in of(world, PersonOnCase, PersonOnCase.case_id == case.id)] == ["Name not known"]
    with clock.at("2026-11-22T10:00"):
        whole = {c: v for c, v in exploited.answers(danger_now="yes").items() if not isinstance(v, list) or c in
                 ("indicators", "exploitation")}  # fmt: skip
        keeps(worker, reference, whole)
        with db.writing(worker) as session:
            assert submit(session, worker, reference, once=uuid4().hex) == case.reference
    (person,) = of(world, PersonOnCase, PersonOnCase.case_id == case.id)
    assert person.name == "Tyrell Example"
    assert "account" in {row.field for row in of(world, Answer, Answer.case_id == case.id)}
    assert [row.urgent for row in of(world, Referral, Referral.case_id == case.id)] == [True, False]
    assert len(of(world, Alert, Alert.case_id == case.id)) == 1, "the same danger alerts once"


def test_what_cannot_wait_goes_without_a_yes_and_rests_on_one_once_it_is_given(world):
    team, answers, *_ = BEGUN["prison-release"]
    worker = world.worker(team)
    reference = begun(worker, "prison-release", answers)
    case = case_of(world, presses(worker, reference))

    def ground():
        (part,) = of(world, Participant, Participant.case_id == case.id, Participant.position == "spoc")
        return part.basis, part.consent_id is not None

    assert ground() == ("serious-harm", False)
    with clock.at("2026-11-22T10:00"):
        keeps(worker, reference, stories.answers(clock.today() + timedelta(days=20), **answers))
        with db.writing(worker) as session:
            assert submit(session, worker, reference, once=uuid4().hex) == case.reference
    assert ground() == ("consent", True)


def test_the_rest_opens_a_linked_case_where_the_first_was_closed_meanwhile(world, browser_of):
    worker = world.worker("hav-recovery")
    reference = begun(worker, "nrm", {"danger_now": "yes", "area": "havering"})
    first = case_of(world, presses(worker, reference))
    lead = world.worker("hav-community-safety", "triage", "team-lead")
    with db.writing(lead) as session:
        make_move(session, lead, first.reference, "cancel", {}, once=uuid4().hex)
    whole = {c: v for c, v in exploited.answers(danger_now="yes").items() if not isinstance(v, list) or c in
             ("indicators", "exploitation")}  # fmt: skip
    keeps(worker, reference, whole)
    check = PlainBrowser(browser_of(worker)).open(f"/refer/{reference}/check")
    assert f"The urgent part was case {first.reference} , which has been closed since" in check.words
    assert "Go on here: what you send at the end opens a new case" in check.words
    with db.writing(worker) as session:
        sent = submit(session, worker, reference, once=uuid4().hex)
    case = case_of(world, sent)
    assert (case.ended_at, case.linked_from_id) == (None, first.id)
    assert [row.name for row in of(world, PersonOnCase, PersonOnCase.case_id == case.id)] == ["Tyrell Example"]
    assert {"danger_now", "account"} <= {row.field for row in of(world, Answer, Answer.case_id == case.id)}
    assert of(world, Alert, Alert.case_id == case.id, Alert.because.contains("exploited")), "the danger is told anew"
    assert [row.urgent for row in of(world, Referral, Referral.case_id == case.id)] == [False]
    assert case_of(world, first.reference).ended_at is not None, "what was closed stays closed"


def test_what_contradicts_itself_waits_in_the_draft(world):
    worker = world.worker("hav-recovery")
    answers = {"danger_now": "yes", "area": "havering", "age_group": "under-18", "born": "1980-01-01"}
    case = case_of(world, presses(worker, begun(worker, "nrm", answers)))
    assert "born" not in {row.field for row in of(world, Answer, Answer.case_id == case.id)}


def test_without_danger_or_a_place_nothing_is_sent(world):
    worker = world.worker("hav-recovery")
    with pytest.raises(Invalid, match="Nothing in your answers is urgent"):
        presses(worker, begun(worker, "nrm", {"danger_now": "no", "area": "havering"}))
    nurse = world.worker("hmp-pentonville-release")
    unclear = begun(nurse, "prison-release", {"self_harm_concern": "yes"})
    with pytest.raises(Invalid, match="Say first where it goes"):
        presses(nurse, unclear)


def test_the_form_shows_whom_to_ring_and_one_button_that_keeps_the_page_first(world, browser_of):
    worker = world.worker("hav-recovery")
    browser = PlainBrowser(browser_of(worker))
    page = browser.open(f"/refer/{begun(worker, 'nrm', {'danger_now': 'no'})}/danger").fill("danger_now", "yes")
    page.fill("area", "havering").fill("age_group", "not-sure").press()
    page.open(page.address)
    assert "Ring 999 now" in page.words
    assert "020 7946 0" in page.words
    page.fill("area", "waltham-forest").press("send_part", "yes")
    assert "Urgent part sent" in page.words
    receiver = world.worker("waf-community-safety", "triage")
    (referral,) = of(world, Referral, Referral.sender_id == worker.id)
    given = {row.field: row.value for row in of(world, Answer, Answer.case_id == referral.case_id)}
    assert given["area"] == "waltham-forest", "what stood on the page was kept before it was sent"
    (case,) = of(world, CaseFile, CaseFile.id == referral.case_id)
    there = PlainBrowser(browser_of(receiver)).open(f"/cases/{case.reference}")
    assert "sent what could not wait, and is still writing the rest" in there.words


def test_the_chat_has_the_same_button(world, browser_of):
    worker = world.worker("hav-recovery")
    reference = begun(worker, "nrm", {"danger_now": "yes", "area": "havering"})
    chat = PlainBrowser(browser_of(worker)).open(f"/refer/{reference}/chat")
    assert chat.words.count("Send this part now") == 1
    tasks = PlainBrowser(chat.client).open(f"/refer/{reference}")
    tasks.press()
    assert "Urgent part sent" in tasks.words
    chat.open(f"/refer/{reference}")
    assert "The urgent part was sent" in chat.words
    assert "Send this part now" not in chat.words
    chat.open(f"/refer/{reference}/part-sent")
    assert "Go on with the rest" in chat.words


def test_where_a_choice_is_left_it_is_asked_for_there(world, browser_of):
    worker = world.worker("hmp-pentonville-release")
    reference = begun(worker, "prison-release", {"self_harm_concern": "yes", "area_on_release": "not-known"})
    part = PlainBrowser(browser_of(worker)).open(f"/refer/{reference}/send-part")
    assert "Who should receive this?" in part.words
    part.press()
    assert part.status == 422
    part.fill("receiver", "hav-treatment-contact").press()
    assert "Urgent part sent" in part.words
