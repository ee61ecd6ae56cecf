"""The same home, however it was spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.addresses import folded, folded_postcode, property_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Flat 2", "14 Larkspur Court"), ("2", "14 Larkspur Ct")),
        (("Flat 2,", "14, Larkspur  COURT"), (None, "2/14 Larkspur Ct.")),
        ((None, "9 St Mary's Road"), (None, "9 Saint Marys Rd")),
        ((None, "3 Fennel St"), (None, "3 fennel street")),
    ],
)
def test_is_one_address_however_it_is_spelt(one, other):
    assert folded(*one) == folded(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Flat 2", "14 Larkspur Court"), ("Flat 3", "14 Larkspur Court")),
        ((None, "14 Larkspur Court"), (None, "14 Larkspur Close")),
        (("Flat 2", "14 Larkspur Court"), (None, "14 Larkspur Court")),
    ],
)
def test_another_door_is_another_address(one, other):
    assert folded(*one) != folded(*other)


@given(st.text(max_size=60))
def test_what_was_folded_stays_as_it_is(typed):
    assert folded(folded(typed)) == folded(typed)


def test_a_postcode_is_compared_without_spaces():
    assert folded_postcode("rm99 1aa") == folded_postcode("RM991AA") == "RM991AA"


@pytest.mark.parametrize("typed", [None, "", "stop", "n/a", "dunno", "RM3", "not known"])
def test_words_that_are_no_postcode_tell_no_two_homes_apart(typed):
    assert folded_postcode(typed) == ""


def test_a_property_is_known_by_its_digits_alone():
    assert property_number("009990001") == property_number("999 0001") == "9990001"
    assert {property_number(typed) for typed in (None, "", "n/a", "dunno", "don't know", "12a")} == {""}
