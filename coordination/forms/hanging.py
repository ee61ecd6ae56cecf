"""Questions that hang on another answer of the same page: where they open, and what a browser may work out by itself.

The server decides what is asked. Without JavaScript every such question stands on the page, under the answer that it
hangs on or with a sentence beside it, and what was not asked is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from coordination.forms.asking import is_long
from workflows.conditions import applies
from workflows.truth import Known
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnswerTo,
    AnyIs,
    AnyOf,
    AnyRow,
    Condition,
    Has,
    HasAny,
    Is,
    Not,
    Question,
)

CHOSEN = frozenset({"choice", "choices", "yes-no", "yes-no-unknown", "consent"})
# More answers than this are told by those that are left out, where these are fewer.
SHORT = 3


@dataclass(frozen=True)
class Hanging:
    """How a question hangs on the page. `under` is the question and choice that it opens under, if it is just one;
    otherwise `rule` is its condition as plain lists that a browser can work out, None where it cannot."""

    code: str
    under: tuple[str, str] | None = None
    rule: list[Any] | None = None


def answers_read(condition: Condition | None) -> frozenset[str]:
    """The codes of the questions whose answers a condition reads."""
    return frozenset(_codes_in(condition)) if condition is not None else frozenset()


def hanging(questions: Sequence[Question]) -> dict[str, Hanging]:
    """Those of a page's questions that hang on an earlier answer of the same page, by code."""
    found: dict[str, Hanging] = {}
    before: dict[str, Question] = {}
    for question in questions:
        if answers_read(question.when) & before.keys():
            under = _one_choice(question.when, before)
            found[question.code] = Hanging(question.code, under, None if under else rule_of(question.when))
        before[question.code] = question
    return found


def drawn(questions: Sequence[Question], known: Known) -> list[Question]:
    """Those of a page's questions that are asked now, and those that hang on another answer of this very page."""
    here = {question.code for question in questions}
    return [
        question
        for question in questions
        if applies(question, None, known) or answers_read(question.when) & (here - {question.code})
    ]


def opening(hangs: Mapping[str, Hanging]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each question under whose choices others open: which open under which choice."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for code, each in hangs.items():
        if each.under is not None:
            question, choice = each.under
            under = found.setdefault(question, {})
            under[choice] = (*under.get(choice, ()), code)
    return found


def rule_of(condition: Condition | None) -> list[Any] | None:
    """A condition on answers as lists: ["any", CODE, VALUES], ["given", CODE], ["not", RULE], ["all"|"or", RULE…]."""
    match condition:
        case Is(source=AnswerTo(field=code), value=value) | Has(source=AnswerTo(field=code), value=value):
            return ["any", code, [value]]
        case AnyIs(source=AnswerTo(field=code), values=values) | HasAny(source=AnswerTo(field=code), values=values):
            return ["any", code, list(values)]
        case Answered(source=AnswerTo(field=code)):
            return ["given", code]
        case Not(condition=inner):
            rule = rule_of(inner)
            return ["not", rule] if rule else None
        case AllOf(conditions=inner_ones) | AnyOf(conditions=inner_ones):
            rules = [rule_of(inner) for inner in inner_ones]
            return ["all" if isinstance(condition, AllOf) else "or", *rules] if all(rules) else None
    return None


def in_words(condition: Condition | None, by_code: dict[str, Question]) -> str:
    """“if …”: when a question is asked, for a page without JavaScript and for paper. Empty where words do not reach."""
    match condition:
        case Is(source=AnswerTo(field=code), value=value) | Has(source=AnswerTo(field=code), value=value):
            return _if(code, (value,), by_code)
        case AnyIs(source=AnswerTo(field=code), values=values) | HasAny(source=AnswerTo(field=code), values=values):
            return _if(code, values, by_code)
        case Answered(source=AnswerTo(field=code)) if code in by_code:
            return f"you answered “{by_code[code].label}”"
        case Not(condition=AnyIs(source=AnswerTo(field=code), values=values)):
            return _if(code, values, by_code, verb="is not")
        case Not(condition=Is(source=AnswerTo(field=code), value=value)):
            return _if(code, (value,), by_code, verb="is not")
        case AnyRow(condition=inner):
            return f"{words}, for any of them" if (words := in_words(inner, by_code)) else ""
        case AnyOf(conditions=inner_ones) if (one := _of_one_question(inner_ones)) is not None:
            return _if(*one, by_code)
        case AllOf(conditions=inner_ones) | AnyOf(conditions=inner_ones):
            parts = [in_words(inner, by_code) for inner in inner_ones]
            return (" and " if isinstance(condition, AllOf) else ", or ").join(parts) if all(parts) else ""
    return ""


def _if(code: str, values: Iterable[str], by_code: dict[str, Question], verb: str = "is") -> str:
    question = by_code.get(code)
    if question is None:
        return ""
    values = tuple(values)
    others = [choice.code for choice in question.offered() if choice.code not in values]
    if verb == "is" and others and len(values) > SHORT and len(others) < SHORT:
        values, verb = tuple(others), "is anything but"
    labels = [f"“{question.label_of(value)}”" for value in values]
    listed = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"
    return f"the answer to “{question.label}” {verb} {listed}"


def _of_one_question(conditions: Iterable[Condition]) -> tuple[str, tuple[str, ...]] | None:
    """The question and the answers, where each condition is one answer to the same question."""
    said: list[tuple[str, str]] = []
    for each in conditions:
        match each:
            case Is(source=AnswerTo(field=code), value=value) | Has(source=AnswerTo(field=code), value=value):
                said.append((code, value))
            case _:
                return None
    return (said[0][0], tuple(value for _, value in said)) if len({code for code, _ in said}) == 1 else None


def _one_choice(condition: Condition | None, before: dict[str, Question]) -> tuple[str, str] | None:
    match condition:
        case Is(source=AnswerTo(field=code), value=value) | Has(source=AnswerTo(field=code), value=value):
            question = before.get(code)
            if question is not None and question.kind in CHOSEN and not is_long(question):
                return code, value
    return None


def _codes_in(word: Any) -> Iterable[str]:
    if isinstance(word, AnswerTo):
        yield word.field
    elif isinstance(word, tuple):
        for each in word:
            yield from _codes_in(each)
    elif is_dataclass(word):
        for each in fields(word):
            yield from _codes_in(getattr(word, each.name))
