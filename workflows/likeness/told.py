"""Who a case is about, as its answers tell it: what two cases are compared by, read out of any pathway by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from workflows.likeness.person import Described
from workflows.vocabulary import Part, Pathway

SUBJECT = "subject"
NUMBERS = ("nhs-number", "prison-number")
# "Kit Shah, also Kitty or K. Shah (until 2019)": a line of names as people write it
_BETWEEN = re.compile(r"[,;/\n]|\b(?:and|or|also|aka|formerly|nee|née)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")


def described(pathway: Pathway, answers: Mapping[str, Any]) -> Described | None:
    """Whom these answers are about; None where they give no name. What the asker may not read is simply not there."""
    told = {
        about: [str(answers[field]).strip() for field in fields if answers.get(field)]
        for about, fields in compared_fields(pathway).items()
    }
    named = told["name"]
    if not named:
        return None
    others = (name for text in told["also"] for name in _also(named, text))
    return Described(
        names=tuple(dict.fromkeys((_whole(named), *others))),
        born=_day(next(iter(told["born"]), "")),
        sex=next((sex for sex in told["sex"] if sex in ("female", "male")), None),
        nhs_number=next(iter(told["nhs_number"]), None),
        prison_number=next(iter(told["prison_number"]), None),
        postcodes=frozenset(told["address"]),
    )


def compared_fields(pathway: Pathway) -> Mapping[str, tuple[str, ...]]:
    """Which answers tell what: `name`, `also`, `born`, `sex`, `nhs_number`, `prison_number`, `address`."""
    part, born = _subject(pathway), _born_by(pathway, _subject(pathway))
    numbers = {kind: _of_kind(pathway, part.numbers_by, kind) for kind in NUMBERS}
    return {
        "name": _named_by(pathway, part),
        "also": part.also_named_by,
        "born": (born,) if born else (),
        "sex": (part.sex_by,) if part.sex_by else (),
        "nhs_number": numbers["nhs-number"],
        "prison_number": numbers["prison-number"],
        "address": part.lives_by or _of_kind(pathway, (), "outward-code"),
    }


def compared_by(pathway: Pathway) -> Mapping[str, str]:
    """The answers that two cases are compared by, each with the category that decides who reads it."""
    fields = dict.fromkeys(field for told in compared_fields(pathway).values() for field in told)
    return {field: pathway.question(field).category for field in fields}


def _subject(pathway: Pathway) -> Part:
    named = (word for word in pathway.parts if word.code == SUBJECT)
    return next(named, Part(code=SUBJECT, label="The person", category="core"))


def _of_kind(pathway: Pathway, said: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The answers of one kind among these, or among all where the pathway says nothing of them."""
    asked = said or tuple(pathway.questions)
    return tuple(field for field in asked if pathway.question(field).kind == kind)


def _named_by(pathway: Pathway, part: Part) -> tuple[str, ...]:
    # where lists show no date of birth, what they show as the name may be an address
    return part.named_by or (pathway.listing.name if pathway.listing.born else ())


def _born_by(pathway: Pathway, part: Part) -> str | None:
    return part.born_by or pathway.listing.born


def _whole(named: list[str]) -> str:
    """One answer as it stands; of several the last is the surname, however many words it has. Brackets say no name."""
    words = [" ".join(_ASIDE.sub(" ", one).split()) or one for one in named]
    return words[0] if len(words) == 1 else f"{words[-1]}, {' '.join(words[:-1])}"


def _also(named: list[str], text: str) -> Iterator[str]:
    """Other names as somebody wrote them. A single word may be a former surname or the first name that they go by."""
    for written in _BETWEEN.split(_ASIDE.sub(" ", text)):
        words = written.split()
        if len(words) > 1:
            yield " ".join(words)
        elif words and len(named) > 1:
            yield f"{words[0]}, {named[0]}"
            yield f"{named[-1]}, {words[0]}"
        elif words:
            yield words[0]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
