"""Answers that lead to a person or a place: telephone, e-mail, postcode, NHS number."""

import re
from typing import Any

from coordination.web.fields.text import TextField

OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
# “RM1 3”: the space says where the first half ends, though the second has only begun
AND_A_BEGINNING = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)[\s.-]+[0-9][A-Z]?")
MOBILE_DIGITS = 11
INWARD = re.compile(r"[0-9][A-Z]{2}")
BEFORE_NHS_NUMBER = re.compile(r"(?i)^nhs(?:\s*(?:number|num|no))?\s*[.:#]*\s*")
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")


class TelephoneField(TextField):
    """A telephone number as people write it. `data` keeps the person's own spacing."""

    input_type = "tel"

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, width=kwargs.pop("width", 20), **{"longest": 40, **kwargs})

    def read(self, typed: str) -> str:
        return read_telephone(typed)


class EmailField(TextField):
    """An e-mail address. `data` has its domain in small letters."""

    input_type = "email"
    spell_check = False

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **{"longest": 254, **kwargs})

    def read(self, typed: str) -> str:
        return read_email(typed)


class OutwardPostcodeField(TextField):
    """The first half of a postcode, which names a district and no home. More than that is not kept."""

    spell_check = False

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, width=5, **{"longest": 20, **kwargs})

    def read(self, typed: str) -> str:
        return read_postcode(typed)[0]


class PostcodeField(TextField):
    """A whole postcode, in capitals with its one space."""

    spell_check = False

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, width=10, **{"longest": 20, **kwargs})

    def read(self, typed: str) -> str:
        outward, inward = read_postcode(typed)
        if not inward:
            raise ValueError("Enter the whole postcode, like RM1 3BB.")
        return f"{outward} {inward}"


class NHSNumberField(TextField):
    """An NHS number whose check digit agrees. `data` is its ten digits, shown in groups of 3, 3 and 4."""

    input_mode = "numeric"
    spell_check = False

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, width=10, **{"longest": 30, **kwargs})

    def read(self, typed: str) -> str:
        return read_nhs_number(typed)

    def write(self, value: str) -> str:
        return f"{value[:3]} {value[3:6]} {value[6:]}"


def read_telephone(typed: str) -> str:
    """The number with single spaces. Raises ValueError with a sentence."""
    number = " ".join(typed.split())
    digits = re.sub(r"[ ().+-]", "", re.split(r"(?i)\s*(?:ext\.?|extension|x)\s*\d{1,6}$", number)[0])
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("Enter a telephone number in digits, like 01632 960 001 or +44 808 157 0192.")
    if not 10 <= len(digits) <= 15:
        raise ValueError("Check this telephone number: with its area code it should have 10 to 15 digits.")
    here = _as_dialled_here(digits, abroad=number.startswith("+"))
    if here.startswith("07") and len(here) != MOBILE_DIGITS:
        raise ValueError(f"Check this mobile number: it should have {MOBILE_DIGITS} digits, and has {len(here)}.")
    return number


def _as_dialled_here(digits: str, *, abroad: bool) -> str:
    """The digits of a number of the United Kingdom as they are dialled in it; those of any other as they are."""
    country = "44" if abroad else "0044"
    return f"0{digits.removeprefix(country).removeprefix('0')}" if digits.startswith(country) else digits


def read_email(typed: str) -> str:
    """The address. Raises ValueError with a sentence. Whether it exists only sending tells."""
    if not ADDRESS.fullmatch(typed):
        raise ValueError("Enter an e-mail address in full, like name@example.com.")
    name, _, domain = typed.rpartition("@")
    return f"{name}@{domain.lower()}"


def read_postcode(typed: str) -> tuple[str, str]:
    """The outward half and, when it was given, the inward half. Raises ValueError with a sentence."""
    if begun := AND_A_BEGINNING.fullmatch(typed.strip().upper()):
        return begun[1], ""
    letters = re.sub(r"[\s.-]", "", typed).upper()
    outward, inward = (letters[:-3], letters[-3:]) if INWARD.fullmatch(letters[-3:]) else (letters, "")
    if not OUTWARD.fullmatch(outward):
        raise ValueError("Enter a postcode of the United Kingdom: the first half is like RM1 or E17.")
    return outward, inward


def read_nhs_number(typed: str) -> str:
    """The ten digits. Raises ValueError with a sentence that says what is wrong with them."""
    digits = re.sub(r"[\s-]", "", BEFORE_NHS_NUMBER.sub("", typed.strip()))
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("Enter the NHS number in digits only, like 943 476 5919.")
    if len(digits) != 10:
        raise ValueError(f"An NHS number has 10 digits. This one has {len(digits)}.")
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    if {11: 0}.get(check, check) != int(digits[9]):
        raise ValueError("Check this NHS number: its last digit does not fit the others, so one digit is mistyped.")
    return digits
