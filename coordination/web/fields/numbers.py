"""Answers in figures."""

import re
from decimal import Decimal
from typing import Any

from coordination.web.fields.text import TextField


class NumberField(TextField):
    """A number between two bounds, with the unit it is counted in.

    `data` is an int, or a Decimal when `places` allows figures after the point. Blanks, thousands commas, a pound
    sign and the unit itself may be typed too.
    """

    draws_as = "number"
    spell_check = False

    def __init__(
        self,
        label: str | None = None,
        *,
        least: int | None = 0,
        most: int | None = None,
        unit: str = "",
        places: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **{"longest": 40, "width": 5, **kwargs})
        self.least, self.most, self.unit, self.places = least, most, unit, places
        self.input_mode = "decimal" if places else "numeric"

    def read(self, typed: str) -> int | Decimal:
        return read_number(typed, least=self.least, most=self.most, unit=self.unit, places=self.places)


def read_number(
    typed: str, *, least: int | None = None, most: int | None = None, unit: str = "", places: int = 0
) -> int | Decimal:
    """The number. Raises ValueError with a sentence that names the bounds."""
    figures = typed.strip().removesuffix(unit).strip().removeprefix("£").replace(" ", "")
    # read without its comma, a dose of 12,5 mg would be 125
    if "," in figures and not re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", figures):
        raise ValueError("Enter a number with a point before a fraction. A comma can only stand between thousands.")
    figures = figures.replace(",", "")
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,9})?", figures):
        raise ValueError(f"Enter a number in figures{_between(least, most, unit)}.")
    number = Decimal(figures)
    if number != round(number, places):
        raise ValueError(
            "Enter a whole number."
            if places == 0
            else f"Enter a number with {places} or fewer figures after the point."
        )
    if (least is not None and number < least) or (most is not None and number > most):
        raise ValueError(f"Enter a number{_between(least, most, unit)}.")
    return number if places else int(number)


def _between(least: int | None, most: int | None, unit: str) -> str:
    of_what = f" {unit}" if unit else ""
    if least is not None and most is not None:
        return f" from {least:,} to {most:,}{of_what}"
    if least is not None:
        return f", {least:,} or more{of_what}"
    return f", {most:,} or fewer{of_what}" if most is not None else of_what
