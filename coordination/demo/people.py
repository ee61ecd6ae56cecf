"""Invented people: names that say so, numbers from ranges that belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

MARK = "(example)"
# An NHS number that begins with these digits is never given to anybody.
NHS_TEST_RANGE = "999"
# Ofcom keeps these numbers free for drama.
PHONE_RANGE = "07700 900"


@dataclass(frozen=True)
class Person:
    """Somebody invented. `number` tells their identifiers apart; `more` are answers that only they have."""

    first_name: str
    surname: str
    age: int
    number: int
    sex: str = "male"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As lists show it."""
        return f"{self.first_name} {self.surname} {MARK}"

    def born(self, today: date) -> date:
        """A birthday that makes them as old as they are on `today`."""
        return date(today.year - self.age - 1, 1 + self.number % 12, 1 + self.number % 28)

    @property
    def prison_number(self) -> str:
        """Shaped like one. Z is used for nobody."""
        return f"Z9{self.number % 1000:03d}TX"

    @property
    def nhs_number(self) -> str:
        """Of the test range, with a right check digit."""
        return nhs_number(self.number)

    @property
    def phone(self) -> str:
        """A mobile number that rings nowhere."""
        return f"{PHONE_RANGE}{self.number % 1000:03d}"


def nhs_number(number: int) -> str:
    """The first number of the test range from this one on that has a check digit: one in eleven has none."""
    while True:
        nine = f"{NHS_TEST_RANGE}{number % 1_000_000:06d}"
        check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return nine + str(check % 11)
        # The gap keeps numbers apart that were asked for one after the other.
        number += 500_000
