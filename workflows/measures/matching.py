"""Whether two records may be one person: initials, date of birth, sex and area. Only a person ever says that they are.

Nothing here merges. `linked` gives back the pairs that somebody has confirmed, and no others.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Verdict = Literal["same", "different"]
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """One person as one list has them. `record` is that list's own reference for the line."""

    record: str
    first_name: str
    surname: str
    born: date
    sex: str
    area: str


@dataclass(frozen=True)
class Likeness:
    """Two records to lay before a person, with what to look at. `near_miss` when one of the four parts differs."""

    one: PersonRecord
    other: PersonRecord
    near_miss: bool
    sentence: str

    @property
    def pair(self) -> Pair:
        return self.one.record, self.other.record


def likeness(one: PersonRecord, other: PersonRecord) -> Likeness | None:
    """A possible match when everything agrees, a near miss when one initial or the area differs, else None."""
    if one.born != other.born or one.sex != other.sex:
        return None
    ours, theirs = _initials(one), _initials(other)
    if "" in ours + theirs:
        return None
    parts = (
        ("first initial", ours[0] != theirs[0]),
        ("surname initial", ours[1] != theirs[1]),
        ("area", one.area != other.area),
    )
    differing = [part for part, differs in parts if differs]
    if len(differing) > 1:
        return None
    if differing:
        return Likeness(one, other, True, f"Everything agrees but the {differing[0]}: {_side_by_side(one, other)}.")
    return Likeness(one, other, False, f"Initials, date of birth, sex and area agree: {_side_by_side(one, other)}.")


def likenesses(ours: Iterable[PersonRecord], theirs: Iterable[PersonRecord]) -> list[Likeness]:
    """Every pair worth a look between two lists, possible matches before near misses."""
    by_birth = defaultdict(list)
    for other in theirs:
        by_birth[other.born, other.sex].append(other)
    found = [like for one in ours for other in by_birth[one.born, one.sex] if (like := likeness(one, other))]
    return sorted(found, key=lambda like: like.near_miss)


def linked(found: Iterable[Likeness], verdicts: Mapping[Pair, Verdict]) -> list[Pair]:
    """The pairs that a person has said are the same."""
    return [like.pair for like in found if verdicts.get(like.pair) == "same"]


def _initials(person: PersonRecord) -> tuple[str, str]:
    return _plain(person.first_name)[:1], _plain(person.surname)[:1]


def _plain(name: str) -> str:
    """Letters alone, without accents or case: O'Dwyer, ODwyer and Ó Dwyer are written alike."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name).casefold() if sign.isalpha())


def _side_by_side(one: PersonRecord, other: PersonRecord) -> str:
    return f"{one.first_name} {one.surname} ({one.area}) and {other.first_name} {other.surname} ({other.area})"
