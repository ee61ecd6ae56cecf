"""A family on the pages themselves, without JavaScript: referred by a school, visited, and what each of them reads."""

from __future__ import annotations

from sqlalchemy import select

from coordination.cases.models import CaseFile
from tests.cases import families
from tests.referrals.plain import PlainBrowser, type_answer, type_page
from workflows import pathways

PATHWAY = pathways.newest("hidden-harm")


def written(browser, answers):
    """Fill the whole form page by page, the children each on a page of their own, and send it."""
    browser.open("/refer").fill("pathway", "hidden-harm").press()
    reference = browser.address.split("/")[2]
    for section in PATHWAY.sections:
        for topic in section.topics:
            at = f"/refer/{reference}/{topic.code}"
            if topic.repeat is None:
                browser.open(at)
                if browser.address == at:  # a page that is not asked leads back to the list of pages
                    type_page(browser, PATHWAY, answers)
                    browser.press()
                continue
            for row in answers.get(topic.code, []):
                browser.open(at).follow(f"Add: {topic.repeat.label}")
                for question in topic.questions:
                    if question.code in row:
                        type_answer(browser, question, row[question.code])
                browser.press()
                assert browser.status == 200, browser.words
    browser.open(f"/refer/{reference}/check")
    browser.fill("agree", "agree").press()
    assert browser.status == 200, browser.words
    return browser


def test_a_school_refers_the_family_is_visited_and_the_school_reads_state_words_only(world, browser_of):
    referrer = world.worker(families.SCHOOL, name="Wren Example")
    lead = world.worker(families.HIDDEN_HARM, "triage", "team-lead", name="Priya Example")
    school = PlainBrowser(browser_of(referrer)).open("/refer")
    assert "A child may be harmed by an adult’s drug or alcohol use" in school.words.replace("'", "’")
    said = families.answers(children=[families.THEO, families.child("Ivy Example", "2025-02-01")])
    sent = written(school, said)
    with world.keeper() as session:
        case = session.scalars(select(CaseFile).where(CaseFile.pathway == "hidden-harm")).all()[-1]
    assert case.subject_kind == "household"
    assert case.reference in sent.words

    at = f"/cases/{case.reference}"
    browser = PlainBrowser(browser_of(lead)).open(at)
    assert "This is a preview" in browser.words
    assert "Theo Example" not in browser.words, "a child's name is not in the preview"
    browser.open(f"{at}/moves/accept").press()
    browser.open(f"{at}/moves/record_agrees")
    type_answer(browser, PATHWAY.question("agreed_on"), "2026-11-18")
    browser.press()
    browser.open(f"{at}/moves/record_checks")
    for code, value in (
        ("checked_safety", "one"), ("checked_abuse", "no"), ("checked_social_care", "no"),
        ("checked_health_visitor", "yes"),
    ):  # fmt: skip
        browser.fill(code, value)
    browser.press()
    assert "Book the visit next" in browser.words
    assert browser.open(f"{at}/moves/record_visit").status == 403, "a visit is recorded on its appointment"

    browser.open(f"{at}/appointments/book").fill("kind", "home-visit").fill("mode", "announced")
    browser.fill("starts_at-day", "18").fill("starts_at-month", "11").fill("starts_at-year", "2026")
    browser.fill("starts_at-time", "09:30").fill("place", "1 Example Row").press()
    if "Book it all the same?" in browser.words:
        browser.fill("sure", "yes").press()
    browser.follow("What came of it").fill("outcome", "completed").press()
    assert "Theo Example: Was the child seen?" in browser.words
    assert "Ivy Example: Was the child seen?" in browser.words
    for code, value in families.PLAIN_VISIT.items():
        if code != "visit_children":
            type_answer(browser, PATHWAY.question(code), value)
    type_answer(browser, PATHWAY.question("next_visit_at"), "2027-01-20T10:00")
    browser.fill("sleep_place", "own-flat-surface")
    browser.fill("visit_children__0__child_seen", "awake").fill("visit_children__1__child_seen", "asleep")
    browser.fill("visit_children__0__child_said", "Showed us a tower of bricks.").press()
    assert browser.status == 422
    assert "Write down what the child said or showed." in browser.words
    assert "Showed us a tower of bricks." in browser.words, "nothing that was written is lost"
    browser.fill("visit_children__1__child_said", "Slept in her own cot, dry and warm.").press()
    assert browser.status == 200, browser.words
    assert "Recorded. The next visit is booked." in browser.words
    assert "Theo Example: What did the child say or show?" in browser.words
    assert "next visit" in browser.words.lower()

    school.open(at)
    assert "Being helped" in school.words
    assert "Theo Example" in school.words, "who wrote it reads what they sent"
    assert "tower of bricks" not in school.words
    colleague = PlainBrowser(browser_of(world.worker(families.SCHOOL, name="Cal Example"))).open(at)
    assert "Being helped" in colleague.words
    for not_theirs in ("Visited", "tower of bricks", "Theo Example", "Risk, managed"):
        assert not_theirs not in colleague.words
