"""The keys by which a likely pair is found without comparing everybody with everybody. Two people who share none are
not compared.

Each key needs two things to agree, or a whole number, so that few people share one even where a name is common.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from workflows.likeness.beside import bare
from workflows.likeness.names import sounds, taken_apart
from workflows.likeness.person import Described
from workflows.likeness.spellings import forms_of


def keys_of(person: Described) -> frozenset[str]:
    """Every key this person is found by, as plain text: whoever keeps keys hashes them."""
    without = () if person.born else (f"unborn {pair}" for pair in _all_pairs(person))
    return frozenset((*_keys(person), *without, *(f"name {pair}" for pair in _all_pairs(person))))


def keys_to_ask(person: Described) -> frozenset[str]:
    """Every key to look this person up by. The name alone is asked only where a date of birth is missing on one side,
    because hundreds may share one."""
    word = "unborn" if person.born else "name"
    return frozenset((*_keys(person), *(f"{word} {pair}" for pair in _all_pairs(person))))


def _keys(person: Described) -> Iterator[str]:
    if person.nhs_number and len(digits := bare(person.nhs_number)) == 10:
        # every second digit: a slip of one leaves the others as they were, and numbers that begin alike are spread
        yield from (f"nhs {digits[::2]}-", f"nhs -{digits[1::2]}")
    if person.prison_number:
        number = bare(person.prison_number)
        yield from (f"prison {number[:4]}-", f"prison -{number[-4:]}")
    heard = {sounds(word) for whole in person.names for word in _words(whole) if len(word) > 1}
    for code in person.postcodes:
        if len(code := bare(code)) > 4:
            yield from (f"post {code} {sound}" for sound in heard)
    if person.born:
        birthday = " ".join(map(str, sorted((person.born.day, person.born.month))))
        yield from (f"born {person.born.year} {birthday} {sound}" for sound in heard)
        # a slip in the date of birth: the name must then fit in both parts, in either order, in any form
        for pair in _all_pairs(person):
            yield f"year {person.born.year} {pair}"
            yield f"day {birthday} {pair}"
        # a slip in the date of birth and another in one name: the other name, two parts of the date and a first letter
        for two in _two_parts(person.born):
            yield from (f"{two} {pair}" for pair in _pairs_by_letter(person))


def _two_parts(born: date) -> tuple[str, str, str]:
    return (f"ym {born.year} {born.month}", f"yd {born.year} {born.day}", f"md {born.month} {born.day}")


def _pairs_by_letter(person: Described) -> Iterator[str]:
    for whole in person.names:
        name = taken_apart(whole)
        for given, family in product(name.given, name.family):
            # neither key says which of the two is the first name, so they may stand the other way round
            for heard, letter in ((sounds(given), family[0]), (sounds(family), given[0])):
                yield f"{heard} {letter}"


def _words(whole: str) -> tuple[str, ...]:
    name = taken_apart(whole)
    return (*name.given, *name.family)


def _all_pairs(person: Described) -> Iterator[str]:
    for whole in person.names:
        name = taken_apart(whole)
        for turned in (name, name.swapped):
            for given, family in product(turned.given, turned.family):
                yield from (f"{form} {sounds(family)}" for form in forms_of(given) | {f"~{sounds(given)}"})
