"""A form on paper has a title, a language, bookmarks and every question in the order of the form."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from coordination.forms import paper
from coordination.forms.pages import asked_on
from coordination.forms.printing import Printed, blank_print, filled_print
from workflows import pathways


def read(made: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(made))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("pathway", pathways.PUBLISHED, ids=lambda pathway: f"{pathway.code}-{pathway.version}")
def test_the_blank_form_asks_everything_in_order(pathway):
    reader, words = read(blank_print(pathway, date(2026, 11, 21)))
    assert reader.metadata is not None
    assert reader.metadata.title == pathway.title
    assert reader.root_object["/Lang"] == "en-GB"
    assert "Saturday 21 November 2026" in words
    place = 0
    left_out = pathway.printing.leave_out
    asked = [one for section in pathway.sections for topic in section.topics for one in asked_on(topic)]
    printed = " ".join(one.label for one in asked if one.code not in left_out).casefold()
    for section in pathway.sections:
        for topic in section.topics:
            for question in asked_on(topic):
                if question.code in left_out:
                    assert question.label not in words or question.label.casefold() in printed
                    continue
                label = " ".join(question.label.split())
                place = words.find(label, place)
                assert place >= 0, question.code


@pytest.mark.parametrize("pathway", pathways.PUBLISHED, ids=lambda pathway: f"{pathway.code}-{pathway.version}")
def test_its_bookmarks_are_its_sections(pathway):
    reader, _ = read(blank_print(pathway, date(2026, 11, 21)))
    top = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert top == [section.title for section in pathway.sections]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Łukasz Wiśniewski", "Łukasz Wiśniewski"),
        ("Şerife Yıldız", "Şerife Yıldız"),
        ("Ștefan Țurcanu", "Ștefan Țurcanu"),
        ("Nguyễn Văn Đức", "Nguyễn Văn Đức"),
        ("Олена Приклад", "Олена Приклад"),
        ("Ελένη Παράδειγμα", "Ελένη Παράδειγμα"),
        ("Zoe\u0308 and Jose\u0301", "Zoë and José"),
        ("Anne\u2011Marie\tO\u02bcExample\u202e", "Anne-Marie O’Example"),
    ],
)
def test_a_name_is_printed_with_all_of_its_letters(name, printed):
    _, words = read(filled_print(f"About {name}", [], [Printed("The person", [("Name", [("Name", name)])])]))
    assert words.count(printed) == 3, "in the title, in the answer and at the foot of the page"


def test_prints_that_are_made_at_the_same_moment_are_what_they_are_alone():
    """Without a turn for each, letters of one print were read from where another had stopped: an IndexError."""
    at = datetime(2026, 11, 23, tzinfo=UTC)

    def letter(name: str) -> bytes:
        return paper.made("A letter", "To one person", [paper.said(f"Dear {name},", paper.PLAIN)], as_at=at)

    names = [f"Łukasz {chr(0x410 + number)}{chr(0x391 + number)}" for number in range(12)]
    alone, before = [letter(name) for name in names], sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(6) as pool:
            assert [list(pool.map(letter, names)) == alone for _ in range(3)] == [True] * 3
    finally:
        sys.setswitchinterval(before)


@pytest.mark.parametrize("name", ["李伟", "ليلى", "דנה", "สมชาย"])
def test_a_name_that_no_font_of_ours_can_write_leaves_room_to_write_it(name):
    _, words = read(filled_print("A letter", [f"Dear {name},"], []))
    assert "Dear ______," in words


def test_what_was_typed_is_printed_as_words():
    rows = [("Name", "Zoë <b>O'Example</b> & co 🙂\x00"), ("Why", "one\ntwo")]
    _, words = read(filled_print("A referral", ["Receipt 0123456789."], [Printed("The person", [("Name", rows)])]))
    assert "Zoë <b>O'Example</b> & co ?" in words
    assert "Receipt 0123456789." in words
    assert "one two" in words


def test_a_long_answer_goes_on_over_pages_and_loses_no_word():
    rows = [(f"Question {n}", " ".join(f"w{n}x{each}" for each in range(n * 40))) for n in range(1, 40)]
    rows.append(("Address of a page", "x" * 300 + "end"))
    rows.append(("Two lines", "One line\nand another"))
    reader, words = read(filled_print("T", ["a"], [Printed("One", [("", rows)])]))
    assert len(reader.pages) > 20
    expected = [word for _, answer in rows[:39] for word in answer.split()]
    assert [word for word in words.split() if word.startswith("w") and "x" in word] == expected
    assert "end" in words and words.replace(" ", "").count("x" * 300) == 1
    assert "One line and another" in words
    for page in reader.pages:
        lines = page.extract_text().splitlines()
        assert not lines[-1].startswith("Question"), "a question stands with its answer"


def test_a_word_of_thousands_of_letters_is_measured_once_and_all_of_it_is_printed(monkeypatch) -> None:
    """Nobody's copy of a referral keeps the web busy for minutes because of what somebody else typed into it."""
    measured = 0

    def measure(words: str, *how: Any) -> float:
        nonlocal measured
        measured += len(words)
        return float(stringWidth(words, *how))

    monkeypatch.setattr(paper, "stringWidth", measure)
    paper._width.cache_clear()
    word = "".join(chr(ord("a") + number % 26) for number in range(3_000))
    lines = paper.lines_of(f"before {word} after", paper.PLAIN, 400.0)
    assert "".join(lines).replace(" ", "") == f"before{word}after"
    assert all(stringWidth(line, paper.PLAIN.fontName, paper.PLAIN.fontSize) <= 400.0 for line in lines)
    assert measured < 3 * len(word)


def test_paper_says_of_a_part_about_one_of_several_people_when_it_is_filled():
    _, words = read(blank_print(pathways.newest("hidden-harm"), date(2026, 11, 21)))
    asked_for = "Only if the answer to “Is the child born?” is “Not yet”, for any of them."
    assert f"Pregnancy {asked_for}" in words
    assert f"The midwife {asked_for}" in words


def test_paper_tells_many_answers_by_the_one_that_is_left_out():
    _, words = read(blank_print(pathways.newest("hidden-harm"), date(2026, 11, 21)))
    assert "Only if the answer to “Is any of this so, or suspected?” is anything but “None of these”." in words
    assert "“Which medicine is kept at home?” is anything but “None” or “Not known”" in words
    assert "is “A child has swallowed a drug or medicine”, “No adult" not in words


def test_paper_asks_once_which_answers_open_a_question():
    _, words = read(blank_print(pathways.newest("cuckooing"), date(2026, 11, 21)))
    assert "or the answer to “Whose home is it?”" not in words
    assert (
        "Only if the answer to “Whose home is it?” is “Rented from a housing association”, “Rented from a private "
        "landlord”, “Supported housing” or “Hostel”."
    ) in words


def test_a_family_with_three_children_fits_on_the_blank_form():
    """The questions about a child stood there once, and whoever had three children to write down had no room."""
    _, words = read(blank_print(pathways.newest("hidden-harm"), date(2026, 11, 21)))
    assert words.count("Can the child crawl or walk?") == 3
    assert all(f"Child {number} " in words for number in (1, 2, 3))
    assert "3 are printed here: copy the page for more." in words
    assert words.count("What are they to the children?") == 2, "asked of the parent, and of one other adult"
    assert "Only one is printed here: copy the page for more." in words
