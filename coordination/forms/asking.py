"""Which field asks a question of which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coordination.web import fields
from coordination.web.fields import Asked
from workflows import shapes
from workflows.vocabulary import NotInFuture, Question, Refuse

# More than this many radios are hard to look through, most of all on a phone.
MOST_RADIOS = 9
# Codes that say “nothing else applies”, so a browser unticks the others and the server refuses them together.
ALONE = frozenset({"none", "not-known", "unknown", "prefers-not-to-say"})
PRISON_NUMBER_WIDTH = 10

Reveals = Mapping[str, tuple[str, ...]]


def field_for(question: Question, on: str, reveals: Reveals | None = None, *, may_be_empty: bool = False) -> Asked:
    """The field that asks this question in a form begun on the ISO day `on`.

    `reveals` names, for a choice, the questions that open under it. With `may_be_empty` the field itself takes
    no answer too: whether the question is asked, and so must be answered, is found out later.
    """
    label = question.label if question.required != "no" else f"{question.label} (optional)"
    given: dict[str, Any] = {"hint": question.hint, "why": question.why}
    given["missing"] = None if may_be_empty or question.required == "no" else question.missing
    return FIELDS[question.kind](question, label, given, on, reveals or {})


def is_long(question: Question) -> bool:
    """Whether a question has too many choices for radios, so that it is asked with a list that opens."""
    return len(question.choices) > MOST_RADIOS and not any(choice.hint for choice in question.choices)


def _chosen(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
    choices = [
        fields.Choice(each.code, each.label, hint=each.hint, reveals=reveals.get(each.code, ()))
        for each in question.offered(on)
    ]
    if is_long(question):
        return fields.SelectField(label, choices=choices, **given)
    return fields.ChoiceField(label, choices=choices, beside=len(choices) == 2 and not reveals, **given)


def _ticked(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
    offered = question.offered(on)
    only_one_alone = sum(each.code in ALONE for each in offered) == 1
    choices = [
        fields.Choice(
            each.code,
            each.label,
            hint=each.hint,
            alone=only_one_alone and each.code in ALONE,
            reveals=reveals.get(each.code, ()),
        )
        for each in offered
    ]
    return fields.ManyChoicesField(label, choices=choices, **given)


def _line(kind: type[Asked], **options: Any) -> Callable[..., Asked]:
    def made(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
        longest = question.max_length or shapes.LONGEST_LINE
        return kind(label, **{"longest": longest, **options, **given})

    return made


def _plainly(kind: type[Asked], **options: Any) -> Callable[..., Asked]:
    def made(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
        return kind(label, **options, **given)

    return made


def _long(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
    return fields.LongTextField(label, longest=question.max_length or shapes.LONGEST_TEXT, **given)


def _address(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
    return fields.LongTextField(label, longest=question.max_length or shapes.LONGEST_LINE, rows=3, **given)


def _day(kind: type[Asked]) -> Callable[..., Asked]:
    def made(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
        # A year of two figures is read as gone by where the question refuses days to come.
        past = any(isinstance(check, Refuse) and isinstance(check.unless, NotInFuture) for check in question.checks)
        return kind(label, years="past" if past else "near", **given)

    return made


def _number(question: Question, label: str, given: dict[str, Any], on: str, reveals: Reveals) -> Asked:
    least = 0 if question.least is None else question.least
    return fields.NumberField(label, least=least, most=question.most, unit=question.unit, **given)


FIELDS: dict[str, Callable[..., Asked]] = {
    "text": _line(fields.TextField),
    "person-name": _line(fields.TextField),
    "prison-number": _line(fields.TextField, width=PRISON_NUMBER_WIDTH),
    "long-text": _long,
    "address": _address,
    "choice": _chosen,
    "yes-no": _chosen,
    "yes-no-unknown": _chosen,
    "consent": _chosen,
    "choices": _ticked,
    "date": _day(fields.DateField),
    "date-time": _day(fields.DateTimeField),
    "time": _plainly(fields.TimeField),
    "number": _number,
    "phone": _plainly(fields.TelephoneField),
    "email": _plainly(fields.EmailField),
    "outward-code": _plainly(fields.OutwardPostcodeField),
    "nhs-number": _plainly(fields.NHSNumberField),
}
