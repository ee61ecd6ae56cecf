"""One referral, the whole way: written in prison, taken up by the community team, released, seen, in treatment."""

from __future__ import annotations

import re

import psycopg
from sqlalchemy import func, select

from coordination.audit.proof.verifier import verify
from coordination.cases.models import CaseFile, CaseLine
from coordination.notifications.models import Notice
from tests.journeys.conftest import Window
from tests.referrals.answers import WHOLE
from workflows import pathways

PATHWAY = pathways.newest("prison-release")
PRISON, CONTACT, RECOVERY = "hmp-pentonville-release", "hav-treatment-contact", "hav-recovery"
SENT, ACCEPTED, MET, RELEASED, SEEN, STARTED = (
    "2026-11-20T10:30", "2026-11-23T09:20", "2026-12-02T14:10", "2026-12-16T11:30", "2026-12-16T16:40",
    "2026-12-21T12:15",
)  # fmt: skip


def test_from_the_form_in_prison_to_treatment_started(window: Window, accounts, world, database, days, do_waiting_jobs):
    people = {
        "nurse": accounts.make(PRISON, "frontline", name="Nia Example"),
        "triage": accounts.make(CONTACT, "triage", "team-lead", name="Sam Example"),
        "key-worker": accounts.make(RECOVERY, "frontline", name="Kim Example"),
    }

    days(SENT)
    window.sign_in(people["nurse"])
    window.sound("first-page-of-the-sender")
    reference = log_a_referral(window)
    window.go("/my-referrals")
    window.sound("my-referrals-sent")
    assert reference in window.words
    window.sign_out()
    assert do_waiting_jobs() > 0

    days(ACCEPTED)
    window.sign_in(people["triage"])
    window.sound("first-page-of-triage")
    claim(window, reference)
    window.follow(window.page.get_by_role("link", name="Open the case"))
    assert "This is a preview" in window.words
    window.sound("preview")
    move(window, reference, "Accept this referral")
    window.sound("accepted")
    move(window, reference, "Name a key worker", key_worker=people["key-worker"]["reference"])
    window.sound("key-worker-named")
    window.sign_out()
    do_waiting_jobs()

    days(MET)
    window.sign_in(people["key-worker"])
    window.go("/my-work")
    window.sound("my-work-of-the-key-worker")
    window.go(f"/cases/{reference}")
    window.sound("case-of-the-key-worker")
    move(window, reference, "Record that you met them", met_on="2026-12-02", met_how="in-prison")
    move(
        window,
        reference,
        "Fix the first appointment",
        first_appointment_at="2026-12-16T15:00",
        first_appointment_place="The hub (example), 1 Market Place, Romford",
        first_appointment_mode="in-person",
        person_told="yes",
        zone_checked="Probation (example): no such area",
    )
    window.sound("appointment-fixed")
    window.sign_out()
    do_waiting_jobs()

    days(RELEASED)
    window.sign_in(people["triage"])
    move(
        window,
        reference,
        "Confirm that they have left prison",
        actual_release="2026-12-16T09:40",
        naloxone="yes",
    )
    window.sound("released")
    window.sign_out()
    do_waiting_jobs()

    days(SEEN)
    window.sign_in(people["key-worker"])
    move(window, reference, "Record that they were seen", seen_on="2026-12-16")
    window.sound("seen")
    window.sign_out()
    days(STARTED)
    window.sign_in(people["key-worker"])
    move(
        window,
        reference,
        "Record the start of structured treatment",
        treatment_started_on="2026-12-21",
        start_area="havering",
    )
    window.sound("in-treatment")
    window.go(f"/cases/{reference}/timeline")
    window.sound("timeline")
    window.sign_out()
    do_waiting_jobs()

    window.sign_in(people["nurse"])
    window.go("/my-referrals")
    window.sound("my-referrals-in-treatment")
    assert reference in window.words
    window.follow(window.page.get_by_role("link", name=reference))
    window.sound("what-i-sent")
    assert WHOLE["past_misuse_detail"] in window.words

    with psycopg.connect(database.url("backup")) as connection:
        found = verify(connection)
    assert found.whole, found.faults
    assert found.events > 20
    with world.keeper() as session:
        case = session.scalars(select(CaseFile).where(CaseFile.reference == reference)).one()
        stage = session.scalar(select(CaseLine.stage).where(CaseLine.case_id == case.id, CaseLine.line == "main"))
        assert stage == "engaged"
        told = session.scalar(select(func.count()).select_from(Notice).where(Notice.worker_id == people["nurse"]["id"]))
        assert (told or 0) >= 3, "the sender hears: accepted, key worker, started"


def log_a_referral(window: Window) -> str:
    """Every page of the form, in the order in which it leads; gives the reference."""
    page = window.page
    window.go("/refer")
    window.sound("which-referral")
    page.get_by_label("Someone is leaving prison").check()
    window.press("Begin")
    page.wait_for_url("**/refer/DRF-*")
    window.sound("form-tasks")
    window.follow(page.locator(".govuk-task-list__link").first)
    for _ in range(60):
        here = page.url.partition("?")[0]
        if here.endswith("/check"):
            break
        topic = here.rpartition("/")[2]
        answer_topic(window, topic)
        if topic in ("name", "drug-1", "risk", "release", "consent"):
            window.sound(f"form-{topic}")
        window.press("Save and continue")
        if page.url.partition("?")[0] == here and page.locator(".warned").count():
            window.press("Save and continue")
        assert page.url.partition("?")[0] != here, window.words
    else:
        raise AssertionError("The form leads in a circle.")
    assert "still to give" not in window.words
    window.sound("form-check")
    page.get_by_label("I agree").check()
    window.follow(page.get_by_role("button", name="Send").last)
    page.get_by_text("What happens next").wait_for()
    window.sound("sent")
    assert "Receipt" in window.words
    return str(page.locator(".govuk-panel").get_by_text("HAV-").last.inner_text()).split()[-1]


def answer_topic(window: Window, topic: str) -> None:
    for question in PATHWAY.topics[topic].questions:
        # What hangs on another answer, or on how near the release is, is not always on the page.
        if question.code not in WHOLE or question.later or not window.asks(question.code):
            continue
        given = WHOLE[question.code]
        for value in given if isinstance(given, list) else [given]:
            window.answer(question.code, str(value))


def claim(window: Window, reference: str) -> None:
    """The team's queue: the referral is there with its clock, and nobody has it yet."""
    window.go(f"/queues/{CONTACT}")
    row = window.page.locator("tr.task", has_text=reference).first
    assert row.locator(".due").inner_text().strip()
    window.sound("queue")
    window.follow(row.get_by_role("button", name="Claim"))
    assert "You have it" in window.words
    window.sound("claimed")


def move(window: Window, reference: str, label: str, **answers: str) -> None:
    """Take a step from the case's page, by the link that it offers for it."""
    page = window.page
    window.go(f"/cases/{reference}")
    # The most likely step looks like a button, the others are in a list; all of them are links.
    link = page.locator("main a").filter(has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
    if not link.first.is_visible():
        page.locator(".case-top .menu__summary").click()
    window.follow(link.first)
    for name, value in answers.items():
        window.answer(name, value)
    window.sound(f"step-{label.lower().replace(' ', '-')}")
    window.press(label)
    page.wait_for_url(f"**/cases/{reference}?done=*")
