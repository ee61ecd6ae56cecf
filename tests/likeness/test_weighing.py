"""What tells two people apart and what does not: each rule of the match by an invented example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workflows.likeness import Bands, Described, compare, keys_of, keys_to_ask

KATHERINE = Described(
    names=("Katherine O’Brien",),
    born=date(1984, 3, 9),
    sex="female",
    nhs_number="9991234578",
    prison_number="Z9001TX",
    postcodes=frozenset({"RM1 3ZZ"}),
)
BARE = replace(KATHERINE, nhs_number=None, prison_number=None)


def said(one: Described, other: Described) -> set[str]:
    return {part.sentence for part in compare(one, other).parts}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"names": ("Kate OBRIEN",)}, "One first name is a form of the other."),
        ({"names": ("Katarzyna O Brien",)}, "One first name is a form of the other."),
        ({"names": ("O’Brien Katherine",)}, "First name and surname stand the other way round."),
        ({"names": ("Katherine O’Brien-Shah",)}, "One surname is part of the other."),
        ({"names": ("Kit Shah", "Katherine O’Brien")}, "It is another name they go by that fits."),
        ({"names": ("Katherine O’Brein",)}, "Surnames differ by a letter or two."),
        ({"born": date(1984, 9, 3)}, "Date of birth differs by day and month swapped."),
        ({"born": date(1986, 3, 9)}, "Date of birth differs by one digit."),
        ({"postcodes": frozenset({"E17 9AA", "RM1 3ZZ"})}, "A postcode is the same, now or earlier."),
    ],
)
def test_one_person_written_differently_is_found_likely_and_explained(changed, sentence):
    other = replace(BARE, **changed)
    assert sentence in said(BARE, other)
    assert compare(BARE, other).band == "likely"
    assert keys_of(BARE) & keys_to_ask(other)


def test_twins_are_never_a_likely_match():
    twin = replace(BARE, names=("Niamh O’Brien",))
    found = compare(BARE, twin)
    assert (found.band, found.held) == (
        "possible", "They may be twins, or others of one family: only the first name tells them apart.",
    )  # fmt: skip


def test_a_parent_and_child_of_one_name_are_never_a_likely_match():
    found = compare(BARE, replace(BARE, born=date(1959, 11, 22)))
    assert found.band != "likely"
    assert found.held.startswith("They may be a parent and child")


def test_numbers_speak_for_and_against_by_their_check_digit():
    mistyped = replace(KATHERINE, prison_number=None, nhs_number="9991234579")
    assert "NHS numbers differ by one digit, and the check digit of one is wrong." in said(KATHERINE, mistyped)
    assert compare(KATHERINE, mistyped).band == "likely"
    another = replace(KATHERINE, prison_number=None, nhs_number="9990000042")
    assert "Two different NHS numbers." in said(KATHERINE, another)
    assert compare(KATHERINE, another).band == "possible"


def test_a_number_alone_does_not_hide_that_everything_else_differs():
    stranger = Described(names=("Tunde Mensah",), born=date(1961, 7, 30), sex="male", nhs_number="9991234578")
    assert compare(KATHERINE, stranger).band == "unlikely"
    assert keys_of(KATHERINE) & keys_to_ask(stranger), "they are compared"


def test_what_is_missing_speaks_neither_for_nor_against():
    name_alone = Described(names=("Katherine O’Brien",))
    assert {part.about for part in compare(KATHERINE, name_alone).parts} == {"given", "family"}
    assert compare(KATHERINE, name_alone).band == "possible"
    assert keys_of(KATHERINE) & keys_to_ask(name_alone) and keys_of(name_alone) & keys_to_ask(KATHERINE)


def test_the_bands_are_given_by_whoever_asks():
    assert compare(BARE, BARE, Bands(likely=40, possible=30)).band == "possible"
