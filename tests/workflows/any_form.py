"""The rules of a form, read off its definition: which sentence stands against a set of answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from workflows.conditions import faults_in_move, known_of, that_apply
from workflows.pathways import newest
from workflows.vocabulary import Pathway
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
TODAY = date(2026, 4, 10)


def said_against(code: str, question: str, given: dict[str, Any], today: date = TODAY, **settings: Any) -> list[str]:
    """What the form says against the answer to one question, with these answers."""
    pathway = newest(code)
    asked = [each for each in pathway.asked_at_referral if each.code == question]
    known = known_of(pathway, given, today, calendar=CALENDAR, settings=settings)
    answer = {question: given[question]} if question in given else {}
    return [sentence for _, sentence in faults_in_move(asked, answer, known, today.isoformat())]


def said_in_move(
    code: str, move: str, given: dict[str, Any], before: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None, today: date = TODAY, **settings: Any,
) -> dict[str, str]:  # fmt: skip
    """What a step says against these answers, by question, with what was answered and happened before."""
    pathway = newest(code)
    asked = pathway.move(move).asks
    known = known_of(pathway, {**(before or {}), **given}, today, facts=facts, calendar=CALENDAR, settings=settings)
    found = faults_in_move(asked, given, known, today.isoformat())
    return {field: sentence for field, sentence in found if given.get(field) is not None}


def still_asked(pathway: Pathway, answers: dict[str, Any], today: date = TODAY) -> dict[str, Any]:
    """The answers that decide anything."""
    return that_apply(pathway, answers, today, calendar=CALENDAR)


def at(text: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text)
