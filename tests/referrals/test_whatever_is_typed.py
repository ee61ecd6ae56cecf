"""Whatever is typed into whatever question: a sentence, never a fault of ours, and nothing that was given is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination import clock, db
from coordination.forms.pages import asked_on
from coordination.referrals.queries import drafts
from tests.referrals.plain import PlainBrowser
from tests.referrals.test_the_whole_form import begun
from workflows import pathways
from workflows.vocabulary import Question

PATHWAY = pathways.newest("prison-release")
PAGES = [topic for section in PATHWAY.sections for topic in section.topics if asked_on(topic) and topic.repeat is None]
PARTS = {"date": ("day", "month", "year"), "date-time": ("day", "month", "year", "time")}
ODD = st.one_of(
    st.sampled_from(
        [
            "", " ", "\x00", "a\x00b", "\x1b[31m", "\u202e", "\ufeff", "<script>alert(1)</script>", "{{ 7 * 7 }}",
            "' or 1=1 --", "../../etc/passwd", "x" * 9_000, "9" * 400, "-1", "1e999", "NaN", "0", "٣", "yes", "no",
            "none", "unknown", "not-known", "99", "31", "2", "29", "2027", "0000", "99999", "1850", "25:99", "24:00",
            "2:30pm", "A1234BC", "RM3", "E17 9ZZ", "943 476 5919", "a@b", "\n\n\n", "🙂", "null", "[]", "{}",
        ]
    ),
    st.text(max_size=60),
)  # fmt: skip


def boxes_of(question: Question) -> list[str]:
    return [f"{question.code}-{part}" for part in PARTS.get(question.kind, ())] or [question.code]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A page and what somebody sends with it: odd answers, doubled boxes, and now and then a box nobody asked for."""
    topic = draw(st.sampled_from(PAGES))
    sent = []
    for question in asked_on(topic):
        for name in boxes_of(question):
            values = draw(st.lists(ODD, max_size=2 if draw(st.booleans()) else 1))
            sent += [(name, value) for value in values]
    if draw(st.integers(0, 9)) == 0:
        sent.append((draw(st.sampled_from(["worker_id", "__proto__", "case_id", "reference", "é"])), draw(ODD)))
    return topic.code, sent


@pytest.fixture
def draft(nurse, browser_of) -> PlainBrowser:
    return begun(PlainBrowser(browser_of(nurse)))


def test_whatever_is_typed_is_answered_with_a_sentence_and_kept(draft, nurse, how_many):
    address, reference = draft.address, draft.address.split("/")[2]

    @settings(max_examples=how_many(60, 3_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(pages())
    def check(page: tuple[str, list[tuple[str, str]]]) -> None:
        code, sent = page
        with db.reading(nurse) as session:
            before = drafts.get(session, reference).kept
        browser = PlainBrowser(draft.client).open(f"{address}/{code}")
        if not browser.address.endswith(code):
            return  # the page is not asked now
        body: dict[str, Any] = {"seen": [browser.box("seen")]}
        for name, value in sent:
            body.setdefault(name, []).append(value)
        answer = browser.post(f"{address}/{code}", **body)

        assert answer.status_code in (302, 409, 422), answer.status_code
        words = answer.get_data(as_text=True)
        if answer.status_code == 422:
            assert "There is a problem" in words
            assert "<title>Error: " in words
            assert "<script>alert" not in words
        with db.reading(nurse) as session:
            after = drafts.get(session, reference).kept
        here = {question.code for question in PATHWAY.topics[code].questions}
        others = {key: kept for key, kept in before.items() if key[0] not in here}
        assert others.items() <= after.items(), "an answer of another page was lost"
        assert draft.client.get(f"{address}/check").status_code == 200
        assert draft.client.get(f"{address}/{code}").status_code in (200, 302)

    check()


@pytest.mark.parametrize("extra", ["worker_id", "case_id", "agency_id"])
def test_a_box_that_nobody_asked_for_is_refused_and_the_rest_stays_in_its_boxes(draft, extra):
    draft.open(f"{draft.address}/name").fill("first_name", "Jo").press(**{extra: "1"})
    assert draft.status == 422
    assert "something we did not ask for" in draft.words
    assert draft.box("first_name") == "Jo"


@pytest.mark.parametrize(
    ("page", "code", "day", "sentence"),
    [
        ("name", "date_of_birth", ("31", "12", "2999"), "The year must have 4 figures"),
        ("name", "date_of_birth", ("1", "1", "2027"), "Enter a date of birth that is in the past."),
        ("prison", "reception_date", ("30", "2", "2026"), "February 2026 has no day 30."),
        ("prison", "reception_date", ("1", "12", "2026"), "Enter a day that is not in the future."),
        ("prison", "reception_date", ("1", "", "2026"), "The date must include a month."),
    ],
)
def test_impossible_days_and_days_to_come_are_answered_in_words(draft, page, code, day, sentence):
    with clock.at("2026-11-21T10:42"):
        draft.open(f"{draft.address}/{page}")
        for part, value in zip(PARTS["date"], day, strict=True):
            draft.fill(f"{code}-{part}", value)
        draft.press()
    assert draft.status == 422
    assert sentence in draft.words
    assert draft.box(f"{code}-year") == day[2]


def test_too_long_an_answer_is_kept_and_its_length_is_told(draft):
    address = f"{draft.address}/use"
    draft.open(address).fill("past_misuse", "yes").fill("past_misuse_detail", "word " * 400).press()
    assert draft.status == 422
    assert "Shorten this to 1,000 characters or fewer. It has 1,999." in draft.words
    assert draft.open(address).box("past_misuse_detail") == ("word " * 400).strip()


def test_markup_is_shown_as_it_was_typed(draft):
    draft.open(f"{draft.address}/name").fill("first_name", "<b onclick=x>Jo</b>").press("save_for_later")
    check = draft.open(draft.address + "/check")
    assert "<b onclick=x>Jo</b>" in check.words
    assert check.page.select("main b") == []


@pytest.mark.parametrize("seen", ["", "nonsense", "first_name", "first_name:x:y", "first_name:99999999999999:-", ":::"])
def test_a_page_that_does_not_say_what_it_was_drawn_from_is_still_kept(draft, seen):
    page = f"{draft.address}/name"
    draft.open(page).fill("first_name", "Jo").fill("seen", seen).press("save_for_later")
    assert draft.status == 200
    assert draft.open(page).box("first_name") == "Jo"


@pytest.mark.parametrize(
    "address", ["/refer/DRF-0000-000", "/refer/x/name", "/refer/DRF-0000-000/check", "/refer/nonsense/blank.pdf"]
)
def test_a_draft_that_never_was_is_not_found(draft, address):
    assert draft.open(address).status == 404


def test_a_page_that_the_form_does_not_have_is_not_found(draft):
    address = draft.address
    assert draft.open(f"{address}/nonsense").status == 404
    draft.open(f"{address}/name")
    assert draft.post(f"{address}/name/keep/nonsense").status_code == 404
    assert draft.post(f"{address}/name/each/1").status_code == 404


def test_choosing_nothing_or_nonsense_begins_nothing(nurse, browser_of):
    browser = PlainBrowser(browser_of(nurse)).open("/refer").press()
    assert browser.status == 422
    assert "Choose what has happened." in browser.words
    browser.fill("pathway", "heist").press()
    assert browser.status == 422
