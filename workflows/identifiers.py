"""Numbers that other services give, put into one written form: NHS number, prison number, first half of a postcode."""

import re

from workflows.readings import Reading
from workflows.shapes import fits, is_nhs_number

# Cases of one person are found by these kinds of number, through an index of each: their questions have one name each.
FOUND_BY = {"nhs-number": "nhs_number", "prison-number": "prison_number"}
# “RM1 3” is a part of RM1, and not RM13
_FIRST_AND_A_BEGINNING = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s+[0-9][A-Z]?")
_FULL_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)[0-9][A-Z]{2}")


def nhs_number(text: str) -> Reading[str]:
    """Ten digits with a right check digit, without spaces."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return Reading(problem="Enter the 10 digits of the NHS number, or leave it empty.")
    if not is_nhs_number(digits):
        return Reading(problem="Check the NHS number: one of its digits does not fit the others.")
    return Reading(digits)


def prison_number(text: str) -> Reading[str]:
    """The prison number in capitals. An unusual one is kept with a warning, since records hold older forms."""
    number = re.sub(r"\s", "", text).upper()
    if not number:
        return Reading(problem="Enter the prison number, for example Z9001TX.")
    if not fits("prison-number", number):
        return Reading(number, warning="Most prison numbers are a letter, four digits and two letters. Check this one.")
    return Reading(number)


def numbers_in(words: str) -> dict[str, str]:
    """The NHS number or the prison number that these words are, by the name of its question; empty for other words."""
    nhs, prison = nhs_number(words), prison_number(words)
    if nhs.value is not None:
        return {FOUND_BY["nhs-number"]: nhs.value}
    return {FOUND_BY["prison-number"]: prison.value} if prison.value is not None and not prison.warning else {}


def outward_postcode(text: str) -> Reading[str]:
    """The first half of a postcode, such as RM1 or E17; the second half of a full postcode is dropped, not kept."""
    if begun := _FIRST_AND_A_BEGINNING.fullmatch(text.strip().upper()):
        return Reading(begun.group(1))
    typed = re.sub(r"\s", "", text).upper()
    if full := _FULL_POSTCODE.fullmatch(typed):
        return Reading(full.group(1))
    if not fits("outward-code", typed):
        return Reading(problem="Enter the first part of the postcode, for example RM1 or E17.")
    return Reading(typed)
