"""What somebody who returns a figure is asked, and what a figure may be. Every refusal is a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from workflows.measures.catalogue.measure import Measure
from workflows.measures.periods import ReportingPeriod, from_code
from workflows.measures.standing import NOT_REACHED, REACHED

Shape = Literal["milestone", "share", "count", "number"]
WHOLE = re.compile(r"[0-9]+")
DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
# a comma stands between thousands and nowhere else: read without it, 7,5 would be 75
THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?")
LONGEST = 9
MOST = Decimal(10**LONGEST - 1)
YES = {"yes": True, "y": True, "reached": True, "no": False, "n": False, "not yet": False, "not reached": False}
UNITS_WITH_FRACTIONS = ("score", "days", "percent", "per 1,000", "per 100,000", "not set")


@dataclass(frozen=True)
class Given:
    """One figure as it was given. Of the four only those of its measure's shape are filled."""

    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    words: str | None = None
    note: str = ""


class Unfit(ValueError):
    """A figure that will not do. `field` names the question: number, out_of, reached or note."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def shape_of(measure: Measure) -> Shape:
    """Which questions its figure is asked by: reached or not, a number out of a number, whole people, or any number."""
    if measure.is_milestone:
        return "milestone"
    if measure.feed == "return" and "percent" in measure.unit:
        return "share"
    return "number" if measure.unit in UNITS_WITH_FRACTIONS or measure.is_share else "count"


def read(measure: Measure, said: Mapping[str, str | None]) -> Given:
    """The figure that these answers give, by the names number, out_of, reached and note. Raises Unfit."""
    note = (said.get("note") or "").strip()
    shape = shape_of(measure)
    if shape == "milestone":
        reached = YES.get((said.get("reached") or "").strip().lower())
        if reached is None:
            raise Unfit("Say yes when it has been reached, or no when not yet.", "reached")
        return Given(words=REACHED if reached else NOT_REACHED, note=note)
    number = _without_commas(said.get("number"), "number").rstrip("%").strip()
    if not number:
        raise Unfit("Give the number. Write 0 when there was none.", "number")
    if shape == "number":
        return Given(value=_decimal(number, measure), note=note)
    counted = _whole(number, "number")
    if shape == "count":
        return Given(numerator=counted, value=Decimal(counted), note=note)
    out_of = _without_commas(said.get("out_of"), "out_of")
    if not out_of:
        raise Unfit("Give the number that it is a share of.", "out_of")
    whole = _whole(out_of, "out_of")
    if counted > whole:
        raise Unfit(f"{counted:,} cannot be a part of {whole:,}. Check both numbers.", "out_of")
    percent = Decimal(100 * counted) / whole if whole else None
    return Given(
        numerator=counted, denominator=whole, value=round(percent, 1) if percent is not None else None, note=note
    )


def period_for(measure: Measure, said: str, today: date) -> ReportingPeriod:
    """The period that a code or a day names. Raises ValueError with a sentence when no figure can be about it yet."""
    period = from_code(said.strip().upper().replace("/", "-"))
    if period is None or period.months != {"monthly": 1, "quarterly": 3, "yearly": 12}[measure.cadence]:
        example = {"monthly": "2026-04", "quarterly": "2026-27-Q1", "yearly": "2026-27"}[measure.cadence]
        raise ValueError(f"this measure is {measure.cadence}: write the period like {example}.")
    if period.end >= today:
        raise ValueError(f"{period.words} is not over yet.")
    return period


def _without_commas(said: str | None, field: str) -> str:
    number = (said or "").strip()
    if "," not in number:
        return number
    if not THOUSANDS.fullmatch(number):
        raise Unfit("Write a point before the fraction, like 7.5. A comma can only stand between thousands.", field)
    return number.replace(",", "")


def _whole(said: str, field: str) -> int:
    if not WHOLE.fullmatch(said):
        raise Unfit("Write a whole number in digits, like 12. Leave out words and fractions.", field)
    if len(said) > LONGEST:
        raise Unfit("A figure must be below a thousand million. Check it.", field)
    return int(said)


def _decimal(said: str, measure: Measure) -> Decimal:
    if not DECIMAL.fullmatch(said):
        raise Unfit("Write a number in digits, like 12 or 7.5.", "number")
    number = Decimal(said)
    if not 0 <= number <= MOST:
        raise Unfit("A figure cannot be below nothing, and this one must be below a thousand million.", "number")
    if measure.unit == "percent" and number > 100:
        raise Unfit("A percentage cannot be above 100.", "number")
    return round(number, 2)
