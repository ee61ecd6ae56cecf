"""What an answer of each kind looks like, and the sentence that says what to do when it does not."""

import re
from datetime import date, datetime, time
from typing import Any

from workflows.vocabulary import Question

LONGEST_LINE = 200
LONGEST_TEXT = 4000
PATTERNS = {
    "prison-number": re.compile(r"[A-Z]\d{4}[A-Z]{2}"),
    "outward-code": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?"),
    # a whole one, or its first half, as people give it who know no more
    "postcode": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?:\d[A-Z]{2})?"),
    "property-number": re.compile(r"\d{1,12}"),
    "phone": re.compile(r"\+?\d{7,15}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
}


def fits(shape: str, value: Any) -> bool:
    """Whether the text has this shape, however it was spaced and capitalised."""
    if not isinstance(value, str):
        return False
    if shape == "email":
        return PATTERNS[shape].fullmatch(value.strip()) is not None
    bare = re.sub(r"[\s()\-.]", "", value).upper()
    return is_nhs_number(bare) if shape == "nhs-number" else PATTERNS[shape].fullmatch(bare) is not None


def is_nhs_number(digits: str) -> bool:
    """Ten digits, the last of which is the check digit of the other nine (modulus 11)."""
    if re.fullmatch(r"[0-9]{10}", digits) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def wrong_with(question: Question, value: Any, on: str) -> str | None:
    """The sentence that says what to do about a value that is no answer to the question, None when it is one.

    `on` is the ISO day on which the form was begun: it decides which choices are still offered.
    """
    if question.kind == "choices":
        return _wrong_with_ticks(question, value, on)
    if question.kind == "number":
        return _wrong_with_number(question, value)
    if not isinstance(value, str):
        return f"Give one answer to “{question.label}”."
    if offered := question.offered(on):
        codes = {choice.code for choice in offered}
        return None if value in codes else f"Select one of the answers offered for “{question.label}”."
    return _wrong_with_text(question, value)


def _wrong_with_ticks(question: Question, value: Any, on: str) -> str | None:
    codes = {choice.code for choice in question.offered(on)}
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each in codes for each in value):
        return f"Select from the answers offered for “{question.label}”."
    if question.most is not None and len(set(value)) > question.most:
        return f"Select no more than {question.most} answers for “{question.label}”."
    if question.least is not None and len(set(value)) < question.least:
        return f"Select at least {question.least} answers for “{question.label}”."
    return None


def _wrong_with_number(question: Question, value: Any) -> str | None:
    unit = f" {question.unit}" if question.unit else ""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return f"Enter a number{' of' + unit if unit else ''} for “{question.label}”."
    if question.least is not None and value < question.least:
        return f"Enter {question.least}{unit} or more for “{question.label}”."
    if question.most is not None and value > question.most:
        return f"Enter {question.most}{unit} or less for “{question.label}”."
    return None


def _wrong_with_text(question: Question, value: str) -> str | None:
    longest = question.max_length or (LONGEST_TEXT if question.kind == "long-text" else LONGEST_LINE)
    if len(value) > longest:
        return f"Shorten “{question.label}” to {longest} characters or fewer."
    if question.kind == "long-text" and question.least is not None and len(value.strip()) < question.least:
        return f"Write a little more for “{question.label}”: at least {question.least} characters."
    if "\x00" in value:
        return f"Type “{question.label}” again: it holds a character that cannot be kept."
    match question.kind:
        case "date" if not _is(date, value):
            return f"Enter a date for “{question.label}”, like 27 3 2027."
        case "date-time" if not _is(datetime, value) or "T" not in value:
            return f"Enter a date and a time for “{question.label}”, like 27 3 2027 at 14:30."
        case "time" if not _is(time, value):
            return f"Enter a time for “{question.label}”, like 14:30."
        case "phone" if not fits("phone", value):
            return "Enter a phone number, like 020 7946 0123 or 07700 900123."
        case "email" if not fits("email", value):
            return "Enter an email address, like name@example.org."
        case "outward-code" if not fits("outward-code", value):
            return "Enter the first part of a postcode, like RM3 or E17."
        case "nhs-number" if not fits("nhs-number", value):
            return "Check the NHS number: it has 10 digits, and these do not belong together."
        case "prison-number" | "person-name" | "text" if "\n" in value:
            return f"Enter “{question.label}” on one line."
    return None


def _is(kind: type[date] | type[datetime] | type[time], value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True
