"""What is known beside the name, compared: date of birth, sex, numbers with their check digits, postcodes."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date
from typing import Literal

from rapidfuzz.distance import OSA

from workflows.shapes import is_nhs_number

Birth = Literal["equal", "swapped", "one-digit", "one-part", "year", "different"]
Numbers = Literal["equal", "typing", "different"]
Address = Literal["equal", "area", "different"]


def births(one: date, other: date) -> Birth:
    """How near two dates are: day and month may be swapped, one digit or one of the three parts wrong."""
    if one == other:
        return "equal"
    if (one.year, one.day, one.month) == (other.year, other.month, other.day):
        return "swapped"
    if OSA.distance(one.isoformat(), other.isoformat()) == 1:
        return "one-digit"
    agree = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    # a year that is far off is another person, whatever the birthday
    if agree == 2 and abs(one.year - other.year) <= 10:
        return "one-part"
    return "year" if one.year == other.year else "different"


def nhs_numbers(one: str, other: str) -> Numbers:
    """One digit off counts as a slip of typing only when a check digit shows that one of the two is mistyped."""
    ours, theirs = bare(one), bare(other)
    if ours == theirs:
        return "equal"
    slipped = not (is_nhs_number(ours) and is_nhs_number(theirs))
    return "typing" if slipped and OSA.distance(ours, theirs) == 1 else "different"


def prison_numbers(one: str, other: str) -> Numbers:
    """Prison numbers carry no check digit that is published, so one sign off is only a likely slip."""
    ours, theirs = bare(one), bare(other)
    if ours == theirs:
        return "equal"
    return "typing" if OSA.distance(ours, theirs) == 1 else "different"


def addresses(ours: Set[str], theirs: Set[str]) -> Address:
    """Whether a postcode of the one, now or before, is one of the other; or only its first half."""
    mine, other = {bare(code) for code in ours}, {bare(code) for code in theirs}
    if any(len(code) > 4 for code in mine & other):
        return "equal"
    return "area" if {outward(code) for code in mine} & {outward(code) for code in other} else "different"


def bare(text: str) -> str:
    """Capitals and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def outward(code: str) -> str:
    """The first half of a bare postcode; a bare first half as it is."""
    return code[:-3] if len(code) > 4 else code
