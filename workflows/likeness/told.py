"""Who is named on a case, as its answers tell it: what two people are compared by, read out of any pathway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from workflows.likeness.person import Described
from workflows.vocabulary import Part, Pathway, Topic

SUBJECT = "subject"
NUMBERS = ("nhs-number", "prison-number")
# "Kit Shah, also Kitty or K. Shah (until 2019)": a line of names as people write it
_BETWEEN = re.compile(r"[,;/\n]|\b(?:and|or|also|aka|formerly|nee|née)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
# what people write where they know no name
_NOBODY = frozenset({"not known", "name not known", "unknown", "no name", "anonymous"})


def described(pathway: Pathway, answers: Mapping[str, Any], part: str = SUBJECT) -> Described | None:
    """Whom these answers are about; None where they give no name. What the asker may not read is simply not there.

    Answers of somebody in a row stand under their fields as they are kept: “children.child_name”.
    """
    told = {
        about: [str(answers[field]).strip() for field in fields if answers.get(field)]
        for about, fields in compared_fields(pathway, part).items()
    }
    named = [name for name in told["name"] if name.casefold() not in _NOBODY]
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


def compared_parts(pathway: Pathway) -> tuple[str, ...]:
    """Who of a case may be compared with people on others: whom it is about, and each part that says by which answers
    it is named. Whoever is suspected of something has no such answers, and is compared with nobody."""
    return (SUBJECT, *(word.code for word in pathway.parts if word.code != SUBJECT and word.named_by))


def compared_fields(pathway: Pathway, part: str = SUBJECT) -> Mapping[str, tuple[str, ...]]:
    """Which answers tell what: `name`, `also`, `born`, `sex`, `nhs_number`, `prison_number`, `address`."""
    word = _part(pathway, part)
    about_subject = part == SUBJECT
    born = word.born_by or (pathway.listing.born if about_subject else None)
    numbers = {
        kind: _of_kind(pathway, word.numbers_by, kind) if about_subject or word.numbers_by else () for kind in NUMBERS
    }
    told = {
        "name": _named_by(pathway, word),
        "also": word.also_named_by,
        "born": (born,) if born else (),
        "sex": (word.sex_by,) if word.sex_by else (),
        "nhs_number": numbers["nhs-number"],
        "prison_number": numbers["prison-number"],
        "address": word.lives_by or (_of_kind(pathway, (), "outward-code") if about_subject else ()),
    }
    row = _row_of(pathway, part)
    return {about: tuple(_kept_as(row, field) for field in fields) for about, fields in told.items()}


def compared_by(pathway: Pathway) -> Mapping[str, str]:
    """The answers that two cases are compared by, each with the category that decides who reads it."""
    fields = dict.fromkeys(
        field for part in compared_parts(pathway) for told in compared_fields(pathway, part).values() for field in told
    )
    return {field: pathway.question(field.rpartition(".")[2]).category for field in fields}


def _part(pathway: Pathway, part: str) -> Part:
    named = (word for word in pathway.parts if word.code == part)
    return next(named, Part(code=part, label="The person", category="core"))


def _row_of(pathway: Pathway, part: str) -> Topic | None:
    """The repeated topic in which somebody of this part is asked about."""
    for topic in pathway.topics.values():
        if topic.repeat and part in (topic.repeat.part, *(other.part for other in topic.repeat.otherwise)):
            return topic if topic.repeat.of is None else None
    return None


def _kept_as(row: Topic | None, field: str) -> str:
    asked = row is not None and field in {question.code for question in row.questions}
    return f"{row.code}.{field}" if row is not None and asked else field


def _of_kind(pathway: Pathway, said: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The answers of one kind among these, or among all where the pathway says nothing of them."""
    asked = said or tuple(pathway.questions)
    return tuple(field for field in asked if pathway.question(field).kind == kind)


def _named_by(pathway: Pathway, part: Part) -> tuple[str, ...]:
    # where lists show no date of birth, what they show as the name may be an address
    by_lists = part.code == SUBJECT and pathway.listing.born
    return part.named_by or (pathway.listing.name if by_lists else ())


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
