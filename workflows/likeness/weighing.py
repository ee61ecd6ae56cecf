"""The score of two people: each thing compared adds or takes a weight, and says in a sentence what it found.

The weights are logarithms to the base of two, after Fellegi and Sunter: how much likelier this finding is for one
person recorded twice than for two people. They are ours, set by hand; `docs/same-person.md` says how well they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from workflows.likeness.beside import addresses, births, nhs_numbers, prison_numbers
from workflows.likeness.names import Degree, Name, closest, taken_apart
from workflows.likeness.person import Described

GIVEN: dict[Degree, tuple[float, str]] = {
    "equal": (6, "Same first name."),
    "short": (5, "One first name is a form of the other."),
    "spelling": (4, "First names differ by a letter or two."),
    "sound": (3, "First names sound alike."),
    "initial": (1, "One first name is only an initial, and it fits."),
    "different": (-5, "First names differ."),
}
FAMILY: dict[Degree, tuple[float, str]] = {
    "equal": (7, "Same surname."),
    "short": (5, "Surnames are forms of one name."),
    "spelling": (5, "Surnames differ by a letter or two."),
    "sound": (4, "Surnames sound alike."),
    "initial": (1, "One surname is only an initial, and it fits."),
    "different": (-4, "Surnames differ."),
}
BORN = {
    "equal": (12.0, "Same date of birth."),
    "swapped": (9.0, "Date of birth differs by day and month swapped."),
    "one-digit": (7.0, "Date of birth differs by one digit."),
    "one-part": (4.0, "Date of birth differs in the day, the month or the year alone."),
    "year": (-3.0, "Only the year of birth is the same."),
    "different": (-7.0, "Dates of birth differ."),
}
NHS = {
    "equal": (20.0, "Same NHS number."),
    "typing": (12.0, "NHS numbers differ by one digit, and the check digit of one is wrong."),
    "different": (-12.0, "Two different NHS numbers."),
}
# one person may have been given several
PRISON = {
    "equal": (18.0, "Same prison number."),
    "typing": (8.0, "Prison numbers differ by one letter or digit."),
    "different": (-1.0, "Two different prison numbers."),
}
ADDRESS = {"equal": (6.0, "A postcode is the same, now or earlier."), "area": (2.0, "The same area of a postcode."),
           "different": (-1.0, "No postcode in common.")}  # fmt: skip
SEX = {True: (1.0, "Same sex recorded."), False: (-4.0, "Different sex recorded.")}
OTHER_NAME, OTHER_WAY_ROUND, PART_OF_SURNAME, MIDDLE_NAME = -1.0, -2.0, -1.0, -1.5
SECOND_NAME = 3.0

Band = Literal["likely", "possible", "unlikely"]


@dataclass(frozen=True)
class Bands:
    """From which score a pair is a likely match, and from which it is worth a look."""

    likely: float = 15.0
    possible: float = 9.0


BANDS = Bands()


@dataclass(frozen=True)
class Part:
    """One thing that was compared: its weight, and what was found."""

    about: str
    weight: float
    sentence: str


@dataclass(frozen=True)
class Likeness:
    """A score and how it came about, what speaks for it first. `held` says why a high score is no likely match."""

    score: float
    band: Band
    parts: tuple[Part, ...]
    held: str = ""


def compare(one: Described, other: Described, bands: Bands = BANDS) -> Likeness:
    """Weigh two people. Missing things weigh nothing."""
    given, family, named = _names(one, other)
    parts = sorted([*named, *_beside(one, other)], key=lambda part: -part.weight)
    score = sum(part.weight for part in parts)
    held = _held(given, family, parts)
    band: Band = "likely" if score >= bands.likely else "possible" if score >= bands.possible else "unlikely"
    if held and band == "likely":
        band = "possible"
    return Likeness(score, band, tuple(parts), held)


def _held(given: Degree, family: Degree, parts: list[Part]) -> str:
    """Families share a surname, an address and sometimes a birthday: without a number in common they stay apart."""
    found = {part.about: part for part in parts}
    # a prison number has no check digit: one that is a sign off may as well be somebody else's
    sure = {"nhs_number": NHS["typing"][0], "prison_number": PRISON["equal"][0]}
    if any(found[number].weight >= least for number, least in sure.items() if number in found):
        return ""
    if "nhs_number" in found:
        return "Two different NHS numbers, both in order: usually two people."
    if given == "different" and family != "different":
        return "They may be twins, or others of one family: only the first name tells them apart."
    if given == "different":
        return "The names have nothing in common."
    if "born" in found and found["born"].weight == BORN["different"][0]:
        return "They may be a parent and child of one name: the dates of birth are far apart."
    if "second-name" in found:
        return ""
    if family == "different" and "address" in found and found["address"].weight < 0:
        return "The surname differs and nothing else ties them: they may only share a first name and a birthday."
    if family == "different" and "address" not in found:
        return "The surname differs and no address is known."
    return ""


def _names(one: Described, other: Described) -> tuple[Degree, Degree, list[Part]]:
    """The pair of names that fits best, of all that both go by, either way round."""
    best: tuple[float, Degree, Degree, list[Part]] | None = None
    for (mine, ours), (theirs, their) in product(enumerate(one.names), enumerate(other.names)):
        left, right = taken_apart(ours), taken_apart(their)
        for turned in (False, True):
            given, family, parts = _one_name(left, right.swapped if turned else right)
            if turned:
                parts.append(Part("order", OTHER_WAY_ROUND, "First name and surname stand the other way round."))
            if mine or theirs:
                parts.append(Part("alias", OTHER_NAME, "It is another name they go by that fits."))
            weight = sum(part.weight for part in parts)
            if best is None or weight > best[0]:
                best = weight, given, family, parts
    return best[1:] if best else ("different", "different", [])


def _one_name(left: Name, right: Name) -> tuple[Degree, Degree, list[Part]]:
    given, first = closest(left.given, right.given)
    family, _ = closest(left.family, right.family)
    parts = [Part("given", *GIVEN[given])]
    if not first and given != "different":
        parts.append(Part("middle", MIDDLE_NAME, "It is a middle name that fits."))
    if len(set(left.given) & set(right.given)) > 1:
        parts.append(Part("second-name", SECOND_NAME, "A second first name is the same too."))
    if left.family and right.family:
        weight, sentence = FAMILY[family]
        in_part = family == "equal" and set(left.family) != set(right.family)
        parts.append(Part("family", weight, "A part of the surname is the same." if in_part else sentence))
        if family != "different" and len(left.family) != len(right.family):
            parts.append(Part("barrel", PART_OF_SURNAME, "One surname is part of the other."))
    return given, family, parts


def _beside(one: Described, other: Described) -> Iterator[Part]:
    if one.born and other.born:
        yield Part("born", *BORN[births(one.born, other.born)])
    if one.sex and other.sex:
        yield Part("sex", *SEX[one.sex == other.sex])
    if one.nhs_number and other.nhs_number:
        yield Part("nhs_number", *NHS[nhs_numbers(one.nhs_number, other.nhs_number)])
    if one.prison_number and other.prison_number:
        yield Part("prison_number", *PRISON[prison_numbers(one.prison_number, other.prison_number)])
    if one.postcodes and other.postcodes:
        yield Part("address", *ADDRESS[addresses(one.postcodes, other.postcodes)])
