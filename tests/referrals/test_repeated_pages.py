"""A page that is filled once for each of several people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination import db
from coordination.referrals.queries import drafts
from tests.referrals.plain import PlainBrowser
from workflows import pathways
from workflows.vocabulary import Is, Question, Repeat, Section, Topic, answer

CHILDREN = Topic(
    code="each-child",
    title="The children",
    repeat=Repeat(part="contact", label="child", least=1, most=3),
    questions=(
        Question(
            code="child_name", label="Name", kind="person-name", category="core", missing="Enter the child's name."
        ),
        Question(code="child_born", label="Born", kind="date", category="core", required="no"),
        Question(
            code="child_school_known", label="Is the school known?", kind="yes-no", category="core", missing="Select."
        ),
        Question(
            code="child_school",
            label="School",
            kind="text",
            category="core",
            when=Is(answer("child_school_known"), "yes"),
            missing="Enter the school.",
        ),
    ),
)


@pytest.fixture(autouse=True)
def with_children(monkeypatch):
    released = pathways.newest("prison-release")
    made = replace(
        released,
        code="with-children",
        sections=(Section(code="family", title="Family", topics=(CHILDREN,)), released.sections[0]),
    )
    monkeypatch.setattr(pathways, "PUBLISHED", (made,))


@pytest.fixture
def rows(nurse, browser_of) -> PlainBrowser:
    browser = PlainBrowser(browser_of(nurse)).open("/refer").fill("pathway", "with-children").press()
    return browser.open(f"{browser.address}/each-child")


def test_each_is_added_changed_and_taken_out(rows, nurse):
    reference, listed = rows.address.split("/")[2], rows.address
    assert "Nothing here yet" in rows.words
    for name in ("Al", "Bo"):
        rows.open(listed).follow("Add: child").fill("child_name", name).fill("child_school_known", "no").press()
        assert rows.address == listed, rows.words
    assert "Child 2" in rows.words

    rows.follow("Change").fill("child_name", "Alex").press()
    with db.reading(nurse) as session:
        assert drafts.get(session, reference).answers["each-child"] == [
            {"child_name": "Alex", "child_school_known": "no"},
            {"child_name": "Bo", "child_school_known": "no"},
        ]
    rows.press()  # the first “Take out”
    with db.reading(nurse) as session:
        left = drafts.get(session, reference)
    assert [row["child_name"] for row in left.answers["each-child"]] == ["Bo"]
    assert left.to_send["each-child"] == [{"child_name": "Bo", "child_school_known": "no"}]


def test_what_is_missing_in_one_is_told_beside_its_question(rows):
    listed = rows.address
    rows.follow("Add: child").fill("child_name", "Al").fill("child_school_known", "yes").press()
    assert rows.status == 422
    assert "Enter the school." in rows.words
    assert rows.box("child_name") == "Al"
    rows.fill("child_born-day", "31").fill("child_born-month", "2").fill("child_born-year", "2020").press()
    assert "February 2020 has no day 31." in rows.words
    assert "Al" in rows.open(listed).words


def test_what_was_not_understood_in_one_keeps_the_whole_from_being_sent(rows, nurse):
    listed, reference = rows.address, rows.address.split("/")[2]
    rows.follow("Add: child").fill("child_name", "Al").fill("child_school_known", "no")
    rows.fill("child_born-day", "31").fill("child_born-month", "2").fill("child_born-year", "2020").press()
    with db.reading(nurse) as session:
        found = drafts.get(session, reference)
    assert ("each-child.0.child_born", "February 2020 has no day 31.") in found.faults
    assert found.state_of(CHILDREN) == "wrong"
    assert "February 2020 has no day 31." in rows.open(listed.replace("/each-child/each", "/check")).words


def test_one_answer_in_one_is_kept_while_the_page_is_open(rows):
    rows.follow("Add: child")
    kept = rows.post(f"{rows.address}/keep/child_name", child_name="Al", seen="child_name:0:-")
    assert kept.status_code == 200
    assert rows.open(rows.address).box("child_name") == "Al"
    assert rows.post("/refer/x/each-child/keep/child_name", child_name="Al").status_code == 404


def test_the_last_that_is_needed_is_asked_for_before_sending(rows):
    check = rows.open(rows.address.replace("/each-child/each", "/check"))
    assert "Add at least 1: child." in check.words


def test_no_more_than_the_most(rows):
    listed = rows.address
    for name in ("Al", "Bo", "Cy"):
        rows.open(listed).follow("Add: child").fill("child_name", name).fill("child_school_known", "no").press()
    assert "Add: child" not in rows.open(listed).words
    assert rows.open(f"{listed}/1000").status == 404
    assert rows.open(f"{listed}/0").status == 404
