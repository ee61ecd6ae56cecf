"""Numbers from elsewhere: what is refused, what is only warned about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.identifiers import nhs_number, outward_postcode, prison_number


@pytest.mark.parametrize("text", ["943 476 5919", "9434765919", "943-476-5919", " 999 000 0018"])
def test_an_nhs_number_is_kept_without_spaces(text):
    assert nhs_number(text).value == text.strip().replace(" ", "").replace("-", "")


@pytest.mark.parametrize("text", ["", "943476591", "94347659190", "abcdefghij", "٩٤٣٤٧٦٥٩١٩"])
def test_ten_digits_are_asked_for(text):
    assert nhs_number(text).problem == "Enter the 10 digits of the NHS number, or leave it empty."


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_in_an_nhs_number_is_noticed(place, digit):
    right = "9434765919"
    wrong = right[:place] + str(digit) + right[place + 1 :]
    assert (nhs_number(wrong).value is None) == (wrong != right)


def test_a_check_digit_of_ten_is_never_right():
    # 100000001? would need a check digit of ten.
    assert all(nhs_number(f"100000001{last}").value is None for last in range(10))


def test_prison_numbers_warn_and_never_block():
    assert prison_number("z9001 tx").value == "Z9001TX"
    assert prison_number("z9001 tx").warning is None
    unusual = prison_number("TX9001")
    assert unusual.value == "TX9001"
    assert "Check this one" in unusual.warning


@pytest.mark.parametrize(
    ("text", "outward"),
    [
        ("RM1", "RM1"),
        ("e17", "E17"),
        ("E17 4RT", "E17"),
        ("RM1 3", "RM1"),
        ("rm 13", "RM13"),
        ("rm11bd", "RM1"),
        ("EC1A", "EC1A"),
        ("EC1A 1BB", "EC1A"),
    ],
)
def test_the_first_part_of_a_postcode(text, outward):
    assert outward_postcode(text).value == outward


@pytest.mark.parametrize("text", ["", "Romford", "1RM", "RM"])
def test_what_is_no_postcode(text):
    assert outward_postcode(text).problem.startswith("Enter the first part of the postcode")
