"""Choosing a kind of referral: the groups of the first page, and the three questions for somebody who is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflows.vocabulary import Pathway

GROUPS: Mapping[str, str] = {
    "justice": "Prison, police and court",
    "health": "Health and treatment",
    "family": "Children, young people and families",
    "home": "Home, street and money",
    "safety": "Exploitation and homes taken over",
    "other": "Something else",
}
NOT_SURE = "not-sure"
WHOM: Mapping[str, str] = {
    "adult": "An adult",
    "young-person": "A young person under 18",
    "child-at-home": "A child, because of an adult's use",
    "relative": "A relative or carer of somebody who uses",
    "home": "A home or an address",
    "not-named": "Somebody whose name I do not know, or must not say",
    NOT_SURE: "I cannot say",
}
MET: Mapping[str, str] = {
    "prison": "In prison, or about to leave it",
    "police-or-court": "In police custody, on an order, or at court",
    "hospital": "In hospital",
    "school": "At school or college",
    "street": "In the street",
    "at-home": "At home",
    "elsewhere": "Somewhere else",
    NOT_SURE: "I cannot say",
}
WORRY: Mapping[str, str] = {
    "treatment": "Drugs or alcohol, and treatment for it",
    "leaving-prison": "Leaving prison without treatment going on",
    "court-order": "A test, a caution or an order that asks for something",
    "mental-health": "Mental health as well, and no service takes it on",
    "child-safety": "The safety of a child",
    "exploitation": "Somebody uses or exploits them",
    "home-taken-over": "Others have taken over their home",
    "homeless": "No home, or soon none",
    "fire": "Fire at home",
    "debt": "Debts, rent or benefits",
    "support-for-relatives": "Help for the family, not for the person who uses",
    NOT_SURE: "I cannot say",
}
# What worries somebody says more of what they need than where they are.
WEIGHTS = {"whom": 2, "met": 2, "worry": 3}
FITS_BEST = 7
LEAST = 3
MOST_SHOWN = 4


@dataclass(frozen=True)
class Suggestion:
    """A kind that the three answers suggest. `best` is whether all three fit."""

    pathway: Pathway
    best: bool


def suggest(offered: Iterable[Pathway], whom: str, met: str, worry: str) -> list[Suggestion]:
    """The kinds that fit these answers, the best first, four at most; what was not answered fits nothing. Among equals
    the order is that in which they are offered.

    A kind that is met with in one place alone is not suggested for somebody who is elsewhere, and where a kind fits
    what worries them those that do not are left out.
    """
    weighed: list[tuple[int, int, Pathway]] = []
    for place, pathway in enumerate(offered):
        fits = pathway.choosing
        if fits is None or (met != NOT_SURE and len(fits.met) == 1 and met not in fits.met):
            continue
        found = WEIGHTS["whom"] * (whom in fits.whom) + WEIGHTS["met"] * (met in fits.met)
        found += WEIGHTS["worry"] * (worry in fits.worry)
        if found >= LEAST:
            weighed.append((-found, place, pathway))
    to_the_point = [each for each in weighed if each[2].choosing and worry in each[2].choosing.worry]
    return [
        Suggestion(pathway, -minus == FITS_BEST)
        for minus, _, pathway in sorted(to_the_point or weighed, key=lambda each: each[:2])[:MOST_SHOWN]
    ]


def grouped(offered: Sequence[Pathway]) -> list[tuple[str, list[Pathway]]]:
    """The kinds in the groups of the first page, each with its heading; empty groups are left out."""
    found = [
        (title, [each for each in offered if (each.choosing.group if each.choosing else "other") == code])
        for code, title in GROUPS.items()
    ]
    return [(title, kinds) for title, kinds in found if kinds]
