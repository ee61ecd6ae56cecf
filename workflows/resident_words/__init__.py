"""What goes to the person themselves about an appointment: a partnership's own words, which tell nobody else anything.

The words stand in `words.toml`, with what they may not hold. A partnership may change them; `faults` judges every
wording that somebody wants, whether in a file or on the page of settings.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from workflows.dates_in_words import moment_in_full
from workflows.vocabulary import Setting

MADE, MOVED, TOMORROW = "resident-text-made", "resident-text-moved", "resident-text-tomorrow"
LETTER = "resident-letter"
WHEN = "{when}"
# the longest moment that can be said, so that a text stays one text whatever its day
LONGEST_WHEN = "12:30pm on Wednesday 30 September 2026"
LONGEST = {LETTER: 600}
ONE_TEXT = 160
# the first letters of the alphabet in which a text of 160 signs is sent; with others it holds 70
PLAIN = re.compile(r"[A-Za-z .,;:!?'()\n-]*")
_MARKS = {"source": None, "assumed": "I", "unconfirmed": "K"}


@dataclass(frozen=True)
class _File:
    settings: tuple[Setting, ...]
    reveals: re.Pattern[str]


@lru_cache(maxsize=1)
def _file() -> _File:
    read = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    beginnings = "|".join(re.escape(word) for word in read["reveals"]["beginnings"])
    settings = (Setting(**{**row, "mark": _MARKS[row["mark"]]}) for row in read["sentence"])
    return _File(tuple(settings), re.compile(rf"\b(?:{beginnings})\w*", re.IGNORECASE))


def settings() -> tuple[Setting, ...]:
    """Each wording as a setting: its code, the words that it starts with, and where those come from."""
    return _file().settings


def is_one(code: str) -> bool:
    """Whether a setting of this code is words to the person."""
    return any(setting.code == code for setting in settings())


def starting(code: str) -> str:
    """The words with which a partnership starts."""
    return next(str(setting.default) for setting in settings() if setting.code == code)


def said(words: str, moment: datetime) -> str:
    """The words with the time and the day in them."""
    return words.replace(WHEN, moment_in_full(moment))


def faults(code: str, words: object, names: Iterable[str] = ()) -> Iterator[str]:
    """Why these words will not do, each a sentence. `names` are those of agencies, teams and pathways, which reveal."""
    text = str(words)
    if text.count(WHEN) != 1:
        yield f"Write {WHEN} once, where the time and the day are to stand."
    plain = text.replace(WHEN, "")
    if re.search(r"\d|@|www|://", plain):
        yield "Leave out numbers and addresses: whoever else reads it could look them up."
    elif not PLAIN.fullmatch(plain):
        yield f"Use plain letters and signs alone, and no brackets but those of {WHEN}."
    most = LONGEST.get(code, ONE_TEXT)
    length = len(text.replace(WHEN, LONGEST_WHEN))
    if length > most:
        yield f"Shorten it: with the longest day in it, it has {length} letters and signs, and {most} are the most."
    found = _file().reveals.search(plain) or _named(plain, names)
    if found:
        yield f"Leave out “{found[0]}”: whoever else reads it would learn what the appointment is about."


def _named(plain: str, names: Iterable[str]) -> re.Match[str] | None:
    """A whole name, or the beginning of one: two words of an agency's name are enough to know it by."""
    known = {beginning for name in names for beginning in (name, " ".join(name.split()[:2])) if len(beginning) > 2}
    found = (re.search(rf"\b{re.escape(each)}\b", plain, re.IGNORECASE) for each in sorted(known))
    return next((match for match in found if match), None)
