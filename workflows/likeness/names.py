"""A whole name taken apart and compared with another: spelling, sound, short forms, order, double-barrelled names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

import jellyfish
from rapidfuzz.distance import OSA, JaroWinkler

from workflows.likeness.spellings import may_be_one_name

Degree = Literal["equal", "short", "spelling", "sound", "initial", "different"]

# letters that do not come apart into a plain one and a mark
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir"})
# small words before a surname that one office writes and another leaves out
_PARTICLES = frozenset(
    {"al", "el", "ul", "bin", "ibn", "bint", "de", "da", "do", "dos", "di", "del", "della", "van", "von", "der", "den",
     "la", "le", "st"}
)  # fmt: skip
# O Brien and Mc Donald, for O'Brien and McDonald
_APART = re.compile(r"\b(o|mc|mac)\s+(?=\w{3})", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """The first names and the parts of the surname, in plain small letters."""

    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def swapped(self) -> Name:
        """The same name as if the form had been filled in the other way round."""
        return Name(self.family, self.given)


def folded(text: str) -> str:
    """Small letters without accents and apostrophes; hyphens and other signs become spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’‘`´ʼ")
    return " ".join("".join(sign if sign.isalpha() else " " for sign in kept).split())


@lru_cache(maxsize=200_000)
def taken_apart(whole: str) -> Name:
    """The last word is the surname, with all that hyphens join to it; "Surname, First" is read as it is written."""
    whole = _APART.sub(r"\1", whole)
    if "," in whole:
        family, _, given = whole.partition(",")
        return Name(_words(given), _words(family))
    written = whole.split()
    if len(written) < 2:
        return Name(_words(whole), ())
    return Name(_words(" ".join(written[:-1])), _words(written[-1]))


@lru_cache(maxsize=200_000)
def degree(one: str, other: str) -> Degree:
    """How like two single words of names are, both folded."""
    if one == other:
        return "equal"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "different"
    if may_be_one_name(one, other):
        return "short"
    typed = OSA.distance(one, other)
    close = JaroWinkler.similarity(one, other)
    shorter = min(len(one), len(other))
    # Mary and Gary, Jan and Dan: in a short word another first letter is another name
    slip = typed == 1 and shorter >= 3 and (one[0] == other[0] or shorter >= 6)
    if slip or (typed == 2 and close >= 0.88 and shorter >= 5):
        return "spelling"
    if close >= 0.75 and sounds(one) == sounds(other):
        return "sound"
    return "different"


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """The word by its consonants, as they are heard in English."""
    heard = jellyfish.metaphone(word)
    return heard if len(heard) > 1 else word


def closest(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[Degree, bool]:
    """The best degree between any word of one and any of the other, and whether it is between the first words."""
    best: tuple[int, Degree, bool] = (len(_ORDER), "different", True)
    for (mine, one), (their, other) in product(enumerate(ours), enumerate(theirs)):
        found = degree(one, other)
        first = mine == their == 0
        rank = (_ORDER.index(found), found, first)
        if (rank[0], not first) < (best[0], not best[2]):
            best = rank
    return best[1], best[2]


_ORDER: tuple[Degree, ...] = ("equal", "short", "spelling", "sound", "initial", "different")


def _words(text: str) -> tuple[str, ...]:
    words = [word for word in folded(text).split() if word not in _TITLES]
    return tuple(word for word in words if word not in _PARTICLES) or tuple(words)
